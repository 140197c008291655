import { encode } from "uqr";

/** A QR code of a short text, drawn on the server. Always dark on white, as readers expect. */
export function QrCode({ text, label, large = false }: { text: string; label: string; large?: boolean }) {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={large ? "size-48" : "size-24"}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

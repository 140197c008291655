/** Strokes on a 16 px square. An icon never stands without a word, so it is hidden from screen readers. */
const strokes = {
  check: "M3 8.5 6.5 12 13 4.5",
  clock: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.8V8l2.2 1.6",
  pause: "M5.8 3.5v9M10.2 3.5v9",
  swap: "M13 5.5H3.5L6 3M3 10.5h9.5L10 13",
  flag: "M4 14V2.5h8.5L10 5.5l2.5 3H4",
  cross: "M4 4l8 8M12 4l-8 8",
  alert: "M8 2.5v7M8 12.4v1",
  pencil: "M3 13l.8-3.2 6.9-6.9 2.4 2.4-6.9 6.9z",
  lock: "M4 7.5h8v6H4zM5.8 7.5V5a2.2 2.2 0 0 1 4.4 0v2.5",
  open: "M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6",
  stop: "M4 4h8v8H4z",
  back: "M6 3.5 2.8 6.7 6 9.9M2.8 6.7H10a3.1 3.1 0 0 1 0 6.2H6.5",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.4 3.4",
  info: "M8 7v6M8 3.2v1",
  copy: "M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6",
  left: "M10 3 5 8l5 5",
  right: "M3 8h9.5M9 4.5 12.5 8 9 11.5",
} as const;

export type IconName = keyof typeof strokes;

/** A small drawing beside a word. */
export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      fill={name === "flag" ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="square"
      className={`inline-block size-3.5 shrink-0 ${className}`}
    >
      <path d={strokes[name]} />
    </svg>
  );
}

import type { ReactNode } from "react";
import { CopyStamp } from "./copy-stamp";
import { QrCode } from "./qr-code";
import { ReceiptPrinting } from "./receipt-printing";

/** `optional`: left off the paper of a customer who does not want it there. */
export type ReceiptLine = { term: string; value: ReactNode; strong?: boolean; optional?: true };

type ReceiptPaperProps = {
  bank: string;
  /** Branch, till, teller, running number. */
  place: ReactNode;
  title: string;
  /** The amount as it stands large on the paper. */
  amount: ReactNode;
  amountInWords?: string;
  lines: readonly ReceiptLine[];
  reference: string;
  /** How often it was printed: the first time it is the paper itself, then a copy with its number. */
  prints: number;
};

/** A receipt as it leaves the printer: 80 mm wide, torn at its foot, with the reference to scan. F8 prints it alone. */
export function ReceiptPaper({
  bank,
  place,
  title,
  amount,
  amountInWords,
  lines,
  reference,
  prints,
}: ReceiptPaperProps) {
  return (
    <article
      data-receipt=""
      aria-label={`Receipt ${reference}`}
      className="w-[19rem] max-w-full text-[#15212b] text-meta print:w-[72mm]"
    >
      <div className="border border-rule border-b-0 bg-[#ffffff] px-5 pt-5 pb-2 print:border-0 print:p-0">
        <header className="text-center">
          <p className="font-semibold text-staff">{bank}</p>
          <p>{place}</p>
        </header>
        <h2 className="mt-3 border-[#15212b] border-t pt-2 font-semibold text-staff">
          {title}
          <CopyStamp reference={reference} prints={prints} />
        </h2>
        <p className="mt-1 font-medium text-title">{amount}</p>
        {amountInWords ? <p>{amountInWords}</p> : null}
        <dl className="mt-2 grid gap-1">
          {lines.map(({ term, value, strong, optional }) => (
            <div
              key={term}
              data-balance={optional ? "" : undefined}
              className={`flex items-baseline gap-1.5 ${strong ? "font-semibold" : ""}`}
            >
              <dt>{term}</dt>
              <span aria-hidden="true" className="leader" />
              <dd className="max-w-[70%] text-end">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-3 flex items-center gap-3 border-[#15212b] border-t pt-2">
          <QrCode text={reference} label={`QR code of ${reference}`} />
          <p className="min-w-0">
            Reference
            <br />
            <span className="select-all font-medium font-mono text-meta">{reference}</span>
          </p>
        </div>
      </div>
      <TornEdge />
      <ReceiptPrinting withBalance={lines.some(({ optional }) => optional)} />
    </article>
  );
}

const TEETH = 38;

/** The foot of the paper, where it was torn off. */
function TornEdge() {
  const zigzag = Array.from({ length: TEETH }, (_, tooth) => `L${tooth * 8 + 4} 7L${tooth * 8 + 8} 0`).join("");
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${TEETH * 8} 8`}
      preserveAspectRatio="none"
      className="block h-2 w-full"
      data-no-print=""
    >
      <path d={`M0 0${zigzag}`} fill="#ffffff" stroke="var(--color-rule)" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

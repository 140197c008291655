import type { ReactNode } from "react";

type HowWorkedOutProps = {
  /** The figure in question. */
  result: ReactNode;
  /** The lines that lead to it: principal, rate, days, basis. */
  steps: readonly { text: string; value?: ReactNode }[];
  /** The unrounded result in words: "= 61.951875, rounded to the cent". */
  rounding: ReactNode;
  open?: boolean;
};

/** How a computed figure came about, one step to a line, down to its rounding. */
export function HowWorkedOut({ result, steps, rounding, open = false }: HowWorkedOutProps) {
  return (
    <details open={open} className="group rounded-panel border border-rule bg-surface">
      <summary className="cursor-pointer px-3.5 py-2.5 font-semibold group-open:border-rule group-open:border-b">
        How {result} was worked out
      </summary>
      <div className="px-3.5 py-3 text-meta/[1.375rem]">
        {steps.map(({ text, value }) => (
          <p key={text} className="flex justify-between gap-4">
            <span>{text}</span>
            {value === undefined ? null : <span className="font-semibold">{value}</span>}
          </p>
        ))}
        <p className="mt-1 flex justify-between gap-4 border-rule border-t pt-1">
          <span>{rounding}</span>
          <strong className="total-rule font-semibold">{result}</strong>
        </p>
      </div>
    </details>
  );
}

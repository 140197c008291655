"use client";

import { useEffect } from "react";
import { beginPrint, endPrint, usePrints } from "./print-count";

const LOOK = "float-end border border-current px-1";

/**
 * What stands on the paper of a receipt: nothing on the one original, and on all that follows its number. However a print
 * is begun, it is counted by the bank first; one that could not be counted says so.
 */
export function CopyStamp({ reference, prints: known }: { reference: string; prints: number }) {
  const { prints, now } = usePrints(reference, known);
  useEffect(() => {
    const begin = () => beginPrint(reference, known);
    const end = () => endPrint(reference);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, [reference, known]);

  if (now === 0) return null;
  if (now === "uncounted") return <span className={LOOK}>COPY, NOT COUNTED</span>;
  if (now !== null) return <span className={LOOK}>{`COPY ${now}`}</span>;
  if (prints > 0) return <span className={LOOK}>{`COPY ${prints}`}</span>;
  // Printed where no script runs, nobody could count it: it is not the original.
  return <span className={`${LOOK} hidden print:inline`}>COPY, NOT COUNTED</span>;
}

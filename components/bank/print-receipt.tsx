"use client";

import { Button } from "@/components/ui/button";
import { beginPrint, endPrint, usePrints } from "./print-count";

/** Prints the receipt on this page, once as itself and then as a numbered copy; F8 presses it. */
export function PrintReceipt({ reference, prints: known }: { reference: string; prints: number }) {
  const { prints } = usePrints(reference, known);

  function print() {
    beginPrint(reference, known);
    window.print();
    endPrint(reference);
  }

  return (
    <Button look="ghost" keys="F8" onClick={print}>
      {prints === 0 ? "Print receipt" : `Print copy ${prints}`}
    </Button>
  );
}

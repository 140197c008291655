"use client";

import { Button } from "@/components/ui/button";

/** Prints the page; F8 presses it. */
export function PrintButton({ children = "Print receipt" }: { children?: string }) {
  return (
    <Button look="ghost" data-print="" aria-keyshortcuts="F8" onClick={() => window.print()}>
      {children}
    </Button>
  );
}

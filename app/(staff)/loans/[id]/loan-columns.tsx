import type { ReactNode } from "react";

/** The schedule, beside it what is to do, below it what was done; on a narrow screen one after the other in that order. */
export function LoanColumns({ children, side, below }: { children: ReactNode; side: ReactNode; below: ReactNode }) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20.5rem] lg:grid-rows-[auto_1fr]">
      <div className="min-w-0">{children}</div>
      <div className="grid gap-3 lg:row-span-2">{side}</div>
      <div className="min-w-0">{below}</div>
    </div>
  );
}

import { type ReactNode, useId } from "react";

/** A part of a page under its own heading, on the paper itself. */
export function Section({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-5 first:mt-0 [&>form]:mt-3">
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-3">
        <h2 id={id} className="font-semibold text-[1.125em]">
          {title}
        </h2>
        {aside ? <div className="text-ink-2 text-meta">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** Columns beside each other on wide screens, below each other on narrow ones: the main one, then its side. */
export function Columns({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20.5rem]">
      <div className="min-w-0">{children}</div>
      <div className="grid gap-3">{side}</div>
    </div>
  );
}

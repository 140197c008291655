import { type ReactNode, useId } from "react";

type PanelProps = { title: ReactNode; aside?: ReactNode; flush?: boolean; children: ReactNode };

/** A boxed part of a page; `flush` lets a table reach its edges. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="overflow-hidden rounded-panel border border-rule bg-surface">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-rule border-b px-3.5 py-2.5">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {aside ? <div className="text-meta">{aside}</div> : null}
      </div>
      <div className={flush ? "" : "px-3.5 py-3"}>{children}</div>
    </section>
  );
}

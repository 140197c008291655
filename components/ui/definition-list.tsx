import type { ReactNode } from "react";
import { toneText } from "./status";
import type { Tone } from "./statuses";

/** Facts as `term …… value` lines with dotted leaders. */
export function DefinitionList({ columns = 1, children }: { columns?: 1 | 2; children: ReactNode }) {
  return (
    <dl className={columns === 2 ? "grid max-w-[42.5rem] gap-x-8 gap-y-1.5 md:grid-cols-2" : "grid gap-1.5"}>
      {children}
    </dl>
  );
}

type LeaderProps = { term: ReactNode; children: ReactNode; strong?: boolean; tone?: Tone };

/** One line of a DefinitionList: the term, the leader, the value. */
export function Leader({ term, children, strong = false, tone = "ink" }: LeaderProps) {
  return (
    <div className={`flex items-baseline gap-1.5 ${toneText[tone]}`}>
      <dt>{term}</dt>
      <span aria-hidden="true" className="leader" />
      <dd className={`text-end ${strong ? "font-semibold" : ""}`}>{children}</dd>
    </div>
  );
}

/** A fact whose value is long or wraps: the term above, the value below. */
export function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-2 text-meta">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

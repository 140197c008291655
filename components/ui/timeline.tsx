import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import { toneText } from "./status";
import type { Tone } from "./statuses";

export type TimelineItem = {
  id: string;
  title: ReactNode;
  meta?: ReactNode;
  body?: ReactNode;
  icon?: IconName;
  tone?: Tone;
};

/** What happened, newest first, each with who and when. */
export function Timeline({ label, items }: { label: string; items: readonly TimelineItem[] }) {
  return (
    <ol aria-label={label} className="relative border-rule border-s-2 ps-4">
      {items.map(({ id, title, meta, body, icon = "check", tone = "quiet" }) => (
        <li key={id} className="relative pb-4 last:pb-0">
          <span
            className={`absolute -start-[1.6rem] grid size-5 place-items-center rounded-full bg-paper ${toneText[tone]}`}
          >
            <Icon name={icon} />
          </span>
          <div>{title}</div>
          {meta ? <div className="text-ink-2 text-meta">{meta}</div> : null}
          {body ? <div className="mt-1 max-w-measure border-rule border-s-3 ps-3">{body}</div> : null}
        </li>
      ))}
    </ol>
  );
}

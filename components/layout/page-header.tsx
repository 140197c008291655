import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Still } from "@/components/ui/still";

type PageHeaderProps = {
  title: ReactNode;
  /** The place this page lies below, and the way back there. */
  back?: { href: string; label: ReactNode };
  /** One line above the title: a status, what kind of thing this is. */
  eyebrow?: ReactNode;
  /** Beside the title, quieter: a number. */
  aside?: ReactNode;
  /** One line below the title. */
  meta?: ReactNode;
  /** Buttons, in the order of their use. */
  actions?: ReactNode;
  /** At the far side: a reconciliation, a total. */
  summary?: ReactNode;
};

/** What this page is about, and what can be done here. */
export function PageHeader({ title, back, eyebrow, aside, meta, actions, summary }: PageHeaderProps) {
  return (
    <Still as="header" className="mb-5 flex flex-wrap items-start gap-x-6 gap-y-4 [.grid>&]:mb-0">
      <div className="min-w-0 flex-1 basis-80">
        {back || eyebrow ? (
          <div className="flex flex-wrap items-center gap-x-4 text-ink-2 text-meta">
            {back ? (
              <a href={back.href} className="link inline-flex min-h-(--tap,1.5rem) items-center gap-1">
                <Icon name="left" className="size-3 rtl:rotate-180" />
                <span>{back.label}</span>
              </a>
            ) : null}
            {eyebrow ? <div>{eyebrow}</div> : null}
          </div>
        ) : null}
        <div className="flex flex-wrap items-baseline gap-x-2">
          <h1 className="wrap-anywhere min-w-0 font-medium text-title">{title}</h1>
          {aside ? <span className="text-ink-2">{aside}</span> : null}
        </div>
        {meta ? <div className="mt-0.5 text-ink-2 text-meta">{meta}</div> : null}
        {actions ? (
          <Still className="mt-3.5 flex flex-wrap gap-2" data-no-print="">
            {actions}
          </Still>
        ) : null}
      </div>
      {summary ? <Still className="w-full md:w-[19rem]">{summary}</Still> : null}
    </Still>
  );
}

import type { ReactNode } from "react";
import { Keycap } from "@/components/ui/keycap";
import { Still } from "@/components/ui/still";

type StripFact = { label: string; value: ReactNode };

type CustomerStripProps = {
  name: string;
  /** Leads to the customer's page. */
  href: string;
  /** Birth date, document, expiry: one line. */
  line?: ReactNode;
  facts?: readonly StripFact[];
  /** Blocks, expired documents: what nobody may overlook. */
  flags?: readonly string[];
  endHref?: string;
};

/** Who is being served, dark and on top of every page of the service, so that nobody books to the wrong person. */
export function CustomerStrip({ name, href, line, facts = [], flags = [], endHref = "/desk" }: CustomerStripProps) {
  return (
    <Still
      as="section"
      aria-label="Customer being served"
      data-strip=""
      data-no-print=""
      className="flex min-h-14 flex-wrap items-center gap-x-5 gap-y-2 bg-strip px-5 py-2 text-on-strip"
    >
      <div className="flex min-w-0 items-center gap-5">
        <span
          aria-hidden="true"
          className="grid size-10 shrink-0 place-items-center rounded-control bg-[#33424f] font-medium text-[#f7f5f0]"
        >
          {initials(name)}
        </span>
        <div className="wrap-anywhere min-w-0">
          <a
            href={href}
            className="inline-flex min-h-6 items-center font-semibold text-[1rem] text-on-strip no-underline hover:underline"
          >
            <bdi>{name}</bdi>
          </a>
          {line ? <div className="text-meta text-strip-2">{line}</div> : null}
        </div>
      </div>
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        {facts.map(({ label, value }) => (
          <div key={label} className="max-md:flex max-md:items-baseline max-md:gap-1.5">
            <dt className="text-meta text-strip-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {flags.map((flag) => (
        <strong key={flag} className="border border-[#ff8a80] px-2 py-0.5 font-medium text-[#ff8a80] text-meta">
          ! {flag}
        </strong>
      ))}
      <a
        href={endHref}
        data-key="escape"
        aria-keyshortcuts="Escape"
        className="ms-auto flex min-h-6 items-center gap-2 text-on-strip underline"
      >
        End service <Keycap>Esc</Keycap>
      </a>
    </Still>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}

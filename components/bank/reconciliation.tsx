import type { ReactNode } from "react";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import { Money } from "./money";

type ReconciliationProps = {
  currency: Currency;
  bookedMinor: bigint;
  heldMinor?: bigint;
  holds?: { count: number; href?: string };
  overdraft?: { limitMinor: bigint; until?: string | null } | null;
  availableMinor: bigint;
};

/** How the available balance comes about: booked, less held, plus the overdraft limit. Lines that are nothing are left out. */
export function Reconciliation({
  currency,
  bookedMinor,
  heldMinor = 0n,
  holds,
  overdraft,
  availableMinor,
}: ReconciliationProps) {
  return (
    <dl>
      <Line term="Booked" strong>
        <Money minor={bookedMinor} currency={currency} />
      </Line>
      {heldMinor > 0n ? (
        <Line term={<>− Held {holds ? <Holds {...holds} /> : null}</>} className="text-held">
          <Money minor={-heldMinor} currency={currency} />
        </Line>
      ) : null}
      {overdraft ? (
        <Line term={`+ Overdraft limit${overdraft.until ? `, until ${formatDate(overdraft.until)}` : ""}`}>
          <Money minor={overdraft.limitMinor} currency={currency} />
        </Line>
      ) : null}
      <div className="mt-1 flex items-baseline gap-1.5 border-ink border-t pt-0.5 font-semibold">
        <dt>Available, {currency}</dt>
        <span aria-hidden="true" className="leader" />
        <dd className="total-rule pb-0.5 text-lead">
          <Money minor={availableMinor} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}

function Line({
  term,
  strong = false,
  className = "",
  children,
}: {
  term: ReactNode;
  strong?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`flex items-baseline gap-1.5 ${className}`}>
      <dt>{term}</dt>
      <span aria-hidden="true" className="leader" />
      <dd className={strong ? "font-semibold" : ""}>{children}</dd>
    </div>
  );
}

function Holds({ count, href }: { count: number; href?: string }) {
  const words = count === 1 ? "1 hold" : `${count} holds`;
  if (!href) return words;
  return (
    <a href={href} className="-my-0.5 inline-flex min-h-6 items-center underline">
      {words}
    </a>
  );
}

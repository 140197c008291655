import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { Section } from "@/components/layout/section";
import { Timeline } from "@/components/ui/timeline";
import { actWords } from "@/lib/audit/acts";
import type { Currency } from "@/lib/core/currencies";
import { formatLocalTime } from "@/lib/core/local-time";
import type { LoanEvent } from "@/lib/loans/detail-queries";

/** Who did what on this loan and when, newest first. */
export function History({ events, currency }: { events: readonly LoanEvent[]; currency: Currency }) {
  const items = events.map(({ id, act, at, who, amountMinor, reference }) => ({
    id,
    title: (
      <>
        {actWords(act)}
        {isMoney(act) && amountMinor !== null ? (
          <>
            {", "}
            <Money minor={amountMinor} currency={currency} symbol />
          </>
        ) : null}
      </>
    ),
    meta: (
      <>
        {who} · {formatLocalTime(at)}
        {isMoney(act) && reference ? (
          <>
            {" · "}
            <Reference href={`/receipts/${reference}`}>{reference}</Reference>
          </>
        ) : null}
      </>
    ),
  }));
  return (
    <Section title="History">
      <Timeline label="History of this loan" items={items} />
    </Section>
  );
}

const isMoney = (act: string) => act === "loan.disbursed" || act === "loan.repaid";

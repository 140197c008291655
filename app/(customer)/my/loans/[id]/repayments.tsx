import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Section } from "@/components/layout/section";
import type { LoanDetail } from "@/lib/loans/detail-queries";
import { LineLink } from "../../movement-list";

/** What was paid on the loan, newest first, each with its receipt. */
export function Repayments({ loan }: { loan: LoanDetail }) {
  const { repayments, currency } = loan;
  if (repayments.length === 0) return null;
  return (
    <Section title="Payments">
      <ol aria-label="Your payments on this loan, newest first" className="max-w-[42rem]">
        {repayments.map(({ id, valueDate, amountMinor, reference }) => (
          <li key={id}>
            <LineLink
              href={`/my/receipts/${reference}`}
              amount={<Money minor={amountMinor} currency={currency} symbol />}
            >
              <DateText date={valueDate} />
              <span className="block font-mono text-ink-2 text-meta">{reference}</span>
            </LineLink>
          </li>
        ))}
      </ol>
    </Section>
  );
}

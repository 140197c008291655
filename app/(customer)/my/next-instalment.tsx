import { Callout } from "@/components/ui/callout";
import { addDays, type BusinessDate, formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import type { OverviewLoan } from "@/lib/reports/customer-overview";

/** How long before its day an instalment is announced. */
const NOTICE_DAYS = 31;

/** The instalments that are overdue, due, or due soon; the rest stands on the loan's page. */
export function NextInstalments({ loans, today }: { loans: readonly OverviewLoan[]; today: BusinessDate }) {
  const soon = loans.filter(({ nextDueOn }) => nextDueOn !== null && nextDueOn <= addDays(today, NOTICE_DAYS));
  if (soon.length === 0) return null;
  return (
    <div className="mt-5 grid max-w-measure gap-3 text-staff">
      {soon.map((loan) => (
        <Notice key={loan.id} loan={loan} today={today} />
      ))}
    </div>
  );
}

function Notice({ loan, today }: { loan: OverviewLoan; today: BusinessDate }) {
  const { id, product, currency, nextDueOn, nextDueMinor } = loan;
  if (nextDueOn === null || nextDueMinor === null) return null;
  const day = formatDate(nextDueOn).replace(/ \d{4}$/, "");
  const what = `${formatMoney({ minor: nextDueMinor, currency })} for your ${product.toLowerCase()} loan`;
  if (nextDueOn > today)
    return <Callout tone="held" title={`Instalment on ${day}`}>{`${what}. You can pay it from that day on.`}</Callout>;
  const overdue = nextDueOn < today;
  return (
    <Callout
      tone={overdue ? "danger" : "held"}
      title={overdue ? `Instalment of ${day} is overdue` : "Instalment due today"}
    >
      {`${what}. `}
      <a href={`/my/loans/${id}/pay`} className="link inline-block min-h-6">
        Pay it now
      </a>
    </Callout>
  );
}

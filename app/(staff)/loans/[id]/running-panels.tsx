import { DateText } from "@/components/bank/date-text";
import { HowWorkedOut } from "@/components/bank/how-worked-out";
import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { BusinessDate } from "@/lib/core/dates";
import { formatMinor } from "@/lib/core/money";
import type { LoanDetail } from "@/lib/loans/detail-queries";
import { interestSteps } from "@/lib/loans/interest-steps";
import type { ShownSchedule } from "@/lib/loans/shown-schedule";

/** Beside the schedule of a loan that runs: how the next interest comes about, and where the loan stands today. */
export function RunningPanels({ loan, shown, on }: { loan: LoanDetail; shown: ShownSchedule; on: BusinessDate }) {
  const { standing, next } = shown;
  const { currency } = loan;
  return (
    <>
      {next ? (
        <HowWorkedOut open result={formatMinor(next.interestMinor, currency)} {...interestSteps(loan, next)} />
      ) : null}
      <Panel title="Standing" aside={<DateText date={on} />}>
        <DefinitionList>
          <Leader term={`Outstanding, ${currency}`} strong>
            <Money minor={standing.outstandingMinor} currency={currency} />
          </Leader>
          <Leader term="Due" tone={standing.dueMinor > 0n ? "held" : "ink"}>
            <Money minor={standing.dueMinor} currency={currency} />
          </Leader>
          <Leader term="Overdue" tone={standing.overdueMinor > 0n ? "danger" : "ink"}>
            <Money minor={standing.overdueMinor} currency={currency} />
          </Leader>
          <Leader term="Days past due" tone={standing.daysPastDue > 0 ? "danger" : "ink"}>
            {standing.daysPastDue}
          </Leader>
        </DefinitionList>
      </Panel>
    </>
  );
}

import { Panel } from "@/components/layout/panel";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import type { ShownJudgement } from "@/lib/customers/judgement-queries";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { assessRisk } from "@/lib/customers/risk";
import { RiskMark } from "../risk-mark";
import { RiskRules } from "../risk-rules";

type Props = { customer: CustomerRecord; judgements: readonly ShownJudgement[]; on: BusinessDate; mayJudge: boolean };

/** The risk rating of a customer: what the rules say, and what two officers of compliance judged instead, until when. */
export function RiskPanel({ customer, judgements, on, mayJudge }: Props) {
  const current = judgements.find(({ endedOn }) => endedOn === null);
  return (
    <Panel
      title="Risk"
      aside={
        mayJudge ? (
          <a href={`/customers/${customer.id}/risk`} className="link">
            Judge the risk
          </a>
        ) : null
      }
    >
      {customer.riskRating ? (
        <p className="flex flex-wrap gap-x-1.5 font-semibold">
          <RiskMark rating={customer.riskRating} />
          {current ? `by judgement until ${formatDate(current.untilDay)}` : null}
        </p>
      ) : null}
      {current ? (
        <p className="mb-1 text-ink-2">
          <bdi>{current.judgedByName}</bdi>, with <bdi>{current.agreedByName}</bdi>.
          {current.reason ? <span className="block whitespace-pre-line">{current.reason}</span> : null}
        </p>
      ) : null}
      <RiskRules assessed={assessRisk(customer, on)} serving />
    </Panel>
  );
}

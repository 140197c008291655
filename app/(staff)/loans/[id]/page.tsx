import type { Metadata } from "next";
import { MaskedAccount } from "@/components/bank/account-number";
import { SchedulePanel } from "@/components/bank/schedule-panel";
import { PageHeader } from "@/components/layout/page-header";
import { StateRail, stagesAt } from "@/components/ui/state-rail";
import { ownPowers } from "@/lib/approvals/own-powers";
import { recordCustomerView } from "@/lib/audit/record-view";
import { formatMoney } from "@/lib/core/money";
import { loanDetail, loanHistory } from "@/lib/loans/detail-queries";
import { nextStepOf } from "@/lib/loans/next-step";
import { scheduleOf } from "@/lib/loans/shown-schedule";
import { lifeOf } from "@/lib/loans/stages";
import { ask } from "@/lib/web/ask";
import { requireDecider } from "@/lib/web/stand-in";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { StandingIn } from "../../approvals/standing-in";
import { BorrowerStrip } from "../borrower-strip";
import { ApplicationPanel } from "./application-panel";
import { EndedNotice } from "./ended-notice";
import { History } from "./history";
import { LoanColumns } from "./loan-columns";
import { NextStepPanel } from "./next-step-panel";
import { OtherWays } from "./other-ways";
import { RunningPanels } from "./running-panels";

export const metadata: Metadata = { title: "Loan" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function LoanPage({ params, searchParams }: Props) {
  const ctx = await requireDecider("loan.read");
  const [loan, { schedule }] = [
    await ask(loanDetail(ctx, (await params).id)),
    await urlParams(searchParams, ["schedule"]),
  ];
  const [history] = await ask(Promise.all([loanHistory(ctx, loan.id), recordCustomerView(ctx, loan.customerId)]));
  const shown = scheduleOf(loan, ctx.businessDate);
  const life = lifeOf(loan.status, shown.standing.daysPastDue);
  const step = nextStepOf(ctx.actor, loan, ctx.businessDate);
  const pays = step?.kind === "disburse" && step.mine;
  const powers = pays ? await ask(ownPowers(ctx, "loan.disburse", loan.currency)) : null;
  return (
    <BorrowerStrip
      borrower={{
        id: loan.customerId,
        name: loan.customerName,
        customerNo: loan.customerNo,
        birthDate: loan.customerBirthDate,
      }}
      facts={[{ label: "Paid from", value: <MaskedAccount iban={loan.settlementIban} /> }]}
    >
      <StandingIn actor={ctx.actor} />
      <PageHeader
        eyebrow={
          <>
            Loan <span className="font-mono">{loan.loanNo}</span> · {loan.product}, version {loan.productVersion} ·{" "}
            {loan.branchName}
          </>
        }
        title={`${formatMoney({ minor: loan.amountMinor, currency: loan.currency })} over ${loan.termMonths} months`}
        meta={<StateRail label="Where this loan stands" stages={stagesAt(life.labels, life.now)} />}
      />
      <LoanColumns
        below={<History events={history} currency={loan.currency} />}
        side={
          <>
            {step ? (
              <NextStepPanel loan={loan} step={step} shown={shown} powers={powers} />
            ) : (
              <EndedNotice loan={loan} />
            )}
            {shown.running ? <RunningPanels loan={loan} shown={shown} on={ctx.businessDate} /> : null}
            <ApplicationPanel loan={loan} totalInterestMinor={shown.totalInterestMinor} />
            <OtherWays loan={loan} actor={ctx.actor} />
          </>
        }
      >
        <SchedulePanel
          currency={loan.currency}
          principalMinor={loan.amountMinor}
          rows={shown.rows}
          terms={shown.terms}
          allHref={schedule === "all" ? undefined : `/loans/${loan.id}?schedule=all`}
        />
      </LoanColumns>
    </BorrowerStrip>
  );
}

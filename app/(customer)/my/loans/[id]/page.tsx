import type { Metadata } from "next";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { SchedulePanel } from "@/components/bank/schedule-panel";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { readOwn } from "@/lib/command/read-own";
import { formatMoney } from "@/lib/core/money";
import { loanDetail } from "@/lib/loans/detail-queries";
import { scheduleOf } from "@/lib/loans/shown-schedule";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { DuePanel } from "./due-panel";
import { Repayments } from "./repayments";

export const metadata: Metadata = { title: "Loan" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function MyLoanPage({ params, searchParams }: Props) {
  const ctx = await requireCustomer();
  const { id } = await params;
  const [loan, { schedule }] = [
    await ask(readOwn(ctx, (own) => loanDetail(own, id))),
    await urlParams(searchParams, ["schedule"]),
  ];
  const shown = scheduleOf(loan, ctx.businessDate);
  return (
    <>
      <PageHeader
        back={{ href: "/my/loans", label: "Loans" }}
        eyebrow={<Status of="loan" is={shown.standing.daysPastDue > 0 ? "in_arrears" : loan.status} />}
        title={`${loan.product}, ${formatMoney({ minor: loan.amountMinor, currency: loan.currency })}`}
        meta={<span className="font-mono">{loan.loanNo}</span>}
      />
      <div className="mb-6 grid items-start gap-4 md:grid-cols-2">
        <DuePanel loan={loan} shown={shown} />
        <Panel title="Your loan">
          <DefinitionList>
            <Leader term="Still to repay" strong>
              <Money minor={shown.standing.outstandingMinor} currency={loan.currency} symbol />
            </Leader>
            <Leader term="Interest in all">
              <Money minor={shown.totalInterestMinor} currency={loan.currency} symbol />
            </Leader>
            {loan.disbursedOn ? (
              <Leader term="Paid out on">
                <DateText date={loan.disbursedOn} />
              </Leader>
            ) : null}
            <Leader term="Instalments paid">{`${shown.rows.filter(({ paid }) => paid).length} of ${loan.termMonths}`}</Leader>
          </DefinitionList>
        </Panel>
      </div>
      <SchedulePanel
        currency={loan.currency}
        principalMinor={loan.amountMinor}
        rows={shown.rows}
        terms={shown.terms}
        allHref={schedule === "all" ? undefined : `/my/loans/${loan.id}?schedule=all`}
      />
      <Repayments loan={loan} />
    </>
  );
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Columns } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { recordCustomerView } from "@/lib/audit/record-view";
import { decimalText } from "@/lib/core/money";
import { settlementAccounts } from "@/lib/loans/application-queries";
import { askQuote } from "@/lib/loans/ask-quote";
import { loanDetail } from "@/lib/loans/detail-queries";
import { nextStepOf } from "@/lib/loans/next-step";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { ApplicationFields } from "../../application-fields";
import { BorrowerStrip } from "../../borrower-strip";
import { LiveQuote } from "../../live-quote";
import { resubmitLoanAction } from "./actions";

export const metadata: Metadata = { title: "Change the application" };

export default async function ChangeLoanPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("loan.apply");
  const loan = await ask(loanDetail(ctx, (await params).id));
  await ask(recordCustomerView(ctx, loan.customerId));
  const accounts = await ask(settlementAccounts(ctx, loan.customerId ?? notFound()));
  const asTyped = {
    product: loan.productVersionId,
    amount: decimalText(loan.amountMinor, loan.currency),
    termMonths: String(loan.termMonths),
  };
  const quote = await ask(askQuote(ctx, asTyped));
  const step = nextStepOf(ctx.actor, loan, ctx.businessDate);
  const { customerId: id, customerName: name, customerNo, customerBirthDate: birthDate, currency } = loan;
  return (
    <BorrowerStrip borrower={{ id, name, customerNo, birthDate }}>
      <PageHeader
        back={{
          href: `/loans/${loan.id}`,
          label: (
            <>
              Loan <span className="font-mono">{loan.loanNo}</span>
            </>
          ),
        }}
        title="Change the application"
      />
      {step?.kind !== "resubmit" || !step.mine ? (
        <Callout title={step?.kind === "resubmit" ? step.waitingFor : "This application is not with the loan officer"}>
          <ButtonLink href={`/loans/${loan.id}`}>Back to the loan</ButtonLink>
        </Callout>
      ) : (
        <Columns side={<LiveQuote formId="application" product={loan.productVersionId} initial={quote} />}>
          {loan.decisionReason ? (
            <div className="mb-4">
              <Callout tone="held" title={`Returned by ${loan.decidedByName}`}>
                {loan.decisionReason}
              </Callout>
            </div>
          ) : null}
          <BankForm
            id="application"
            action={resubmitLoanAction}
            initialKey={randomUUID()}
            defaultValue={{
              amount: decimalText(loan.amountMinor, currency),
              termMonths: String(loan.termMonths),
              purpose: loan.purpose,
              settlementAccount: loan.settlementAccountId,
            }}
          >
            <HiddenField name="loanId" value={loan.id} />
            <ApplicationFields currency={currency} accounts={accounts} />
            <SubmitButton amount={{ field: "amount", currency }}>{"Submit {amount} again"}</SubmitButton>
          </BankForm>
        </Columns>
      )}
    </BorrowerStrip>
  );
}

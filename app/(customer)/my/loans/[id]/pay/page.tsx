import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { readOwn } from "@/lib/command/read-own";
import { formatDate } from "@/lib/core/dates";
import { decimalText, formatMoney } from "@/lib/core/money";
import { nextDueOn } from "@/lib/loans/allocation";
import { loanDetail } from "@/lib/loans/detail-queries";
import { standingOf } from "@/lib/loans/standing";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { BeforeFirstPayment } from "../../../before-first-payment";
import { payInstalmentAction } from "./actions";
import { CheckPayment } from "./check-payment";

export const metadata: Metadata = { title: "Pay an instalment" };

export default async function PayInstalmentPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireCustomer();
  const { id } = await params;
  const loan = await ask(readOwn(ctx, (own) => loanDetail(own, id)));
  const { dueMinor } = standingOf(loan.instalments, ctx.businessDate);
  const next = nextDueOn(loan.instalments);
  if (loan.status !== "active" || dueMinor === 0n) {
    return (
      <>
        <PageHeader title="Pay an instalment" meta={<span className="font-mono">{loan.loanNo}</span>} />
        <Callout
          tone="ok"
          title={
            loan.status === "active" && next
              ? `Nothing is due until ${formatDate(next)}`
              : "Nothing is due on this loan"
          }
        >
          <p className="mb-3">Instalments can be paid from their due date on.</p>
          <ButtonLink href={`/my/loans/${loan.id}`}>Back to the loan</ButtonLink>
        </Callout>
      </>
    );
  }
  const amount = formatMoney({ minor: dueMinor, currency: loan.currency });
  return (
    <div className="max-w-measure">
      <PageHeader title="Check and pay" meta={<span className="font-mono">{loan.loanNo}</span>} />
      <CheckPayment loan={loan} dueMinor={dueMinor} on={ctx.businessDate} />
      {ctx.actor.unproven ? (
        <BeforeFirstPayment next={`/my/loans/${loan.id}/pay`} />
      ) : (
        <BankForm id="payment" action={payInstalmentAction} initialKey={randomUUID()} money>
          <HiddenField name="loanId" value={loan.id} />
          <HiddenField name="amount" value={decimalText(dueMinor, loan.currency)} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton keys={null}>{`Pay ${amount}`}</SubmitButton>
            <ButtonLink href={`/my/loans/${loan.id}`}>Back</ButtonLink>
          </div>
        </BankForm>
      )}
    </div>
  );
}

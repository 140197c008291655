import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { WhatThisChanges } from "@/components/bank/what-this-changes";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Columns } from "@/components/layout/section";
import { ownPowers } from "@/lib/approvals/own-powers";
import { recordCustomerView } from "@/lib/audit/record-view";
import { formatMaskedIban } from "@/lib/core/iban";
import { decimalText, formatMoney } from "@/lib/core/money";
import { loanDetail } from "@/lib/loans/detail-queries";
import { standingOf } from "@/lib/loans/standing";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { OwnPowersNote } from "../../../accounts/own-powers-note";
import { AlreadyPosted } from "../../../already-posted";
import { BorrowerStrip } from "../../borrower-strip";
import { repayLoanAction } from "./actions";
import { AllocationPreview } from "./allocation-preview";
import { NothingDue } from "./nothing-due";

export const metadata: Metadata = { title: "Take a repayment" };

export default async function RepayPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("loan.repay");
  const loan = await ask(loanDetail(ctx, (await params).id));
  const [powers] = await ask(
    Promise.all([ownPowers(ctx, "loan.repay", loan.currency), recordCustomerView(ctx, loan.customerId)]),
  );
  const [second] = powers.rungs;
  const { outstandingMinor, dueMinor } = standingOf(loan.instalments, ctx.businessDate);
  const { customerId: id, customerName: name, customerNo, customerBirthDate: birthDate, currency } = loan;
  const account = formatMaskedIban(loan.settlementIban);
  const due = formatMoney({ minor: dueMinor, currency });
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
        title="Take a repayment"
        meta={`From the borrower's account ${account}`}
      />
      {loan.status !== "active" || dueMinor === 0n ? (
        <NothingDue loan={loan} />
      ) : (
        <Columns
          side={
            <Panel title="What this changes" aside={currency}>
              <div className="grid gap-3">
                <WhatThisChanges
                  formId="repayment"
                  currency={currency}
                  changes={[
                    {
                      label: `Account ${account}, available`,
                      beforeMinor: loan.settlementAvailableMinor,
                      effect: "takes",
                      floorMinor: 0n,
                    },
                  ]}
                />
                <AllocationPreview
                  formId="repayment"
                  currency={currency}
                  on={ctx.businessDate}
                  instalments={loan.instalments}
                  outstandingMinor={outstandingMinor}
                  initial={decimalText(dueMinor, currency)}
                />
              </div>
            </Panel>
          }
        >
          <AlreadyPosted formId="repayment" />
          <BankForm
            id="repayment"
            action={repayLoanAction}
            initialKey={randomUUID()}
            defaultValue={{ amount: decimalText(dueMinor, currency) }}
            money
          >
            <HiddenField name="loanId" value={loan.id} />
            <MoneyField name="amount" currency={currency} big autoFocus hint={`${due} is due today`} />
            <OwnPowersNote formId="repayment" currency={currency} powers={powers} />
            <SubmitButton
              amount={{ field: "amount", currency }}
              {...(second ? { from: { minor: second.fromMinor, says: "Send {amount} for approval" } } : {})}
            >{`Take {amount} from ${name}`}</SubmitButton>
          </BankForm>
        </Columns>
      )}
    </BorrowerStrip>
  );
}

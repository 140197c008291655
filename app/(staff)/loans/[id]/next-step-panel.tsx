import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { FormAction } from "@/components/form/use-sending";
import { Panel } from "@/components/layout/panel";
import type { ButtonLook } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button";
import { neededFor, type OwnPowers } from "@/lib/approvals/own-powers";
import { formatDate } from "@/lib/core/dates";
import { refusal } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import type { LoanDetail } from "@/lib/loans/detail-queries";
import type { NextStep, StepKind } from "@/lib/loans/next-step";
import type { ShownSchedule } from "@/lib/loans/shown-schedule";
import { OwnPowersNote } from "../../accounts/own-powers-note";
import {
  acceptOfferAction,
  approveLoanAction,
  disburseLoanAction,
  offerLoanAction,
  rejectLoanAction,
  returnLoanAction,
} from "./actions";
import { NextInstalment } from "./next-instalment";
import { ReasonForm } from "./reason-form";

type Props = {
  loan: LoanDetail;
  step: NextStep;
  /** What whoever pays the loan out may pay alone. */
  powers: OwnPowers | null;
};

/** The one thing that happens next: a button for whoever does it, and for everybody else who is waited for. */
export function NextStepPanel({ loan, step, shown, powers }: Props & { shown: ShownSchedule }) {
  if (step.kind === "repay") return <NextInstalment loan={loan} shown={shown} mine={step.mine} />;
  return (
    <Panel title="Next step">
      {loan.status === "returned" && loan.decisionReason ? (
        <p className="mb-3 border-held border-s-3 ps-3">
          {loan.decisionReason}
          <span className="block text-ink-2 text-meta">{loan.decidedByName}</span>
        </p>
      ) : null}
      {isStopped(loan, step) ? (
        <p className="mb-3 border-held border-s-3 ps-3">{refusal("senior_consent_missing").sentence}</p>
      ) : null}
      {step.mine ? <Act loan={loan} step={step} powers={powers} /> : <p>{step.waitingFor}</p>}
    </Panel>
  );
}

/** What the bank takes on nothing new by, while a senior manager has not consented to the borrower. */
const NOTHING_NEW: readonly StepKind[] = ["accept", "repay"];
const isStopped = ({ consentAsked }: LoanDetail, { kind }: NextStep) => consentAsked && !NOTHING_NEW.includes(kind);

function Act({ loan, step, powers }: Props) {
  const money = formatMoney({ minor: loan.amountMinor, currency: loan.currency });
  const stopped = isStopped(loan, step);
  if (stopped && step.kind !== "decide") return null;
  const seen = <HiddenField name="seen" value={loan.submittedAt ?? ""} />;
  switch (step.kind) {
    case "decide":
      return (
        <div className="grid gap-4">
          {stopped ? null : (
            <OneButton
              loan={loan}
              id="approve"
              action={approveLoanAction}
              look="second"
              label={`Approve ${money} for ${loan.customerName}`}
              fields={seen}
            >
              You are the second person. Loan operations pays out once the customer has accepted.
            </OneButton>
          )}
          <ReasonForm
            loan={loan}
            id="return"
            action={returnLoanAction}
            summary="Return it to the loan officer"
            label="What is missing"
            button="Return it"
            fields={seen}
          />
          <ReasonForm
            loan={loan}
            id="reject"
            action={rejectLoanAction}
            summary="Reject it"
            label="Reason"
            button="Reject the application"
            danger
            fields={seen}
          />
        </div>
      );
    case "resubmit":
      return (
        <ButtonLink href={`/loans/${loan.id}/change`} look="primary" keys="F9">
          Change and submit again
        </ButtonLink>
      );
    case "offer":
      return (
        <OneButton loan={loan} id="offer" action={offerLoanAction} label={`Offer ${money} to ${loan.customerName}`}>
          The offer is open for 30 days.
        </OneButton>
      );
    case "accept":
      return (
        <OneButton loan={loan} id="accept" action={acceptOfferAction} label="Record the customer's acceptance">
          {loan.offerValidUntil
            ? `The offer is open until ${formatDate(loan.offerValidUntil)}. The customer has signed it.`
            : null}
        </OneButton>
      );
    default:
      return (
        <OneButton
          loan={loan}
          id="disburse"
          action={disburseLoanAction}
          label={
            powers && neededFor(powers, loan.amountMinor)
              ? `Send ${money} for approval`
              : `Pay ${money} out to ${loan.customerName}`
          }
          fields={
            powers ? (
              <OwnPowersNote formId="disburse" currency={loan.currency} powers={powers} minor={loan.amountMinor} />
            ) : null
          }
          money
        >
          {`It goes to account ··${loan.settlementIban.slice(-4)}. The schedule starts today.`}
        </OneButton>
      );
  }
}

type OneButtonProps = {
  loan: LoanDetail;
  id: string;
  action: FormAction;
  label: string;
  look?: ButtonLook;
  money?: boolean;
  fields?: ReactNode;
  children: ReactNode;
};

function OneButton({ loan, id, action, label, look, money, fields, children }: OneButtonProps) {
  return (
    <BankForm id={id} action={action} initialKey={randomUUID()} money={money}>
      <HiddenField name="loanId" value={loan.id} />
      {fields}
      <p className="text-ink-2">{children}</p>
      <SubmitButton look={look}>{label}</SubmitButton>
    </BankForm>
  );
}

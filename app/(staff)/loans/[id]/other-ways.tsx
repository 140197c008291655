import { Panel } from "@/components/layout/panel";
import type { Actor } from "@/lib/core/context";
import { mayBecome } from "@/lib/core/life-cycles";
import { may } from "@/lib/identity/authorize";
import type { LoanDetail } from "@/lib/loans/detail-queries";
import { cancelLoanAction, withdrawLoanAction } from "./actions";
import { ReasonForm } from "./reason-form";

/** The ways out that a loan officer has before the payout, each with a reason. */
export function OtherWays({ loan, actor }: { loan: LoanDetail; actor: Actor }) {
  const withdraw = mayBecome("loans", loan.status, "withdrawn") && may(actor, "loan.apply");
  const cancel = mayBecome("loans", loan.status, "cancelled") && may(actor, "loan.offer");
  if (!withdraw && !cancel) return null;
  return (
    <Panel title="Other ways">
      {withdraw ? (
        <ReasonForm
          loan={loan}
          id="withdraw"
          action={withdrawLoanAction}
          summary="Withdraw the application"
          label="Why the customer withdraws it"
          button="Withdraw it"
          danger
        />
      ) : (
        <ReasonForm
          loan={loan}
          id="cancel"
          action={cancelLoanAction}
          summary="Cancel the loan"
          label="Why it is not paid out"
          button="Cancel it"
          danger
        />
      )}
    </Panel>
  );
}

import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { LoanId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { changeStatus } from "./change-status";
import { lockLoan } from "./lock-loans";
import { assertMayBecome } from "./rules";
import type { cancelLoanInput } from "./schema";

/** Cancels an approved loan before it is paid out: declined, lapsed, or conditions unmet. Refuses `wrong_state`. */
export function cancelLoan(ctx: Ctx<StaffActor>, input: z.output<typeof cancelLoanInput>): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.cancel", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.offer", { branchId: loan.branchId, customerIds: [loan.customerId] });
    assertMayBecome(loan, "cancelled");
    await changeStatus(inside, loan, { act: "loan.cancelled", to: "cancelled", reason: input.reason });
    return { loanId: loan.id };
  });
}

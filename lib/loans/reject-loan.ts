import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { LoanId } from "../core/ids";
import { authorize, decidersOf } from "../identity/authorize";
import { changeStatus } from "./change-status";
import { lockLoan } from "./lock-loans";
import { assertMayBecome, assertSecondPerson, assertSeen } from "./rules";
import type { rejectLoanInput } from "./schema";

/** Rejects an application for good, with the reason. Refuses `maker_cannot_approve`, `wrong_state`, `stale`. */
export function rejectLoan(ctx: Ctx<StaffActor>, input: z.output<typeof rejectLoanInput>): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.reject", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.approve", { branchId: loan.branchId, customerIds: [loan.customerId] });
    for (const decider of decidersOf(inside.actor)) assertSecondPerson(loan, decider);
    assertMayBecome(loan, "rejected");
    assertSeen(loan, input.seen);
    await changeStatus(inside, loan, { act: "loan.rejected", to: "rejected", reason: input.reason, decided: true });
    return { loanId: loan.id };
  });
}

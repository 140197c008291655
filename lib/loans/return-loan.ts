import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { LoanId } from "../core/ids";
import { authorize, decidersOf } from "../identity/authorize";
import { changeStatus } from "./change-status";
import { lockLoan } from "./lock-loans";
import { assertMayBecome, assertSecondPerson, assertSeen } from "./rules";
import type { returnLoanInput } from "./schema";

/** Sends an application back to the loan officer with what is missing. Refuses `maker_cannot_approve`, `wrong_state`, `stale`. */
export function returnLoan(ctx: Ctx<StaffActor>, input: z.output<typeof returnLoanInput>): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.return", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.approve", { branchId: loan.branchId, customerIds: [loan.customerId] });
    for (const decider of decidersOf(inside.actor)) assertSecondPerson(loan, decider);
    assertMayBecome(loan, "returned");
    assertSeen(loan, input.seen);
    await changeStatus(inside, loan, { act: "loan.returned", to: "returned", reason: input.reason, decided: true });
    return { loanId: loan.id };
  });
}

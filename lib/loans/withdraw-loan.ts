import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { LoanId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { changeStatus } from "./change-status";
import { lockLoan } from "./lock-loans";
import { assertMayBecome } from "./rules";
import type { withdrawLoanInput } from "./schema";

/** Withdraws an application that is not decided yet, at the customer's wish. Refuses `wrong_state`. */
export function withdrawLoan(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof withdrawLoanInput>,
): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.withdraw", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.apply", { branchId: loan.branchId, customerIds: [loan.customerId] });
    assertMayBecome(loan, "withdrawn");
    await changeStatus(inside, loan, { act: "loan.withdrawn", to: "withdrawn", reason: input.reason });
    return { loanId: loan.id };
  });
}

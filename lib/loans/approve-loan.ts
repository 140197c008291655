import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { LoanId } from "../core/ids";
import { assertConsented } from "../customers/consent-queries";
import { authorize, decidersOf } from "../identity/authorize";
import { changeStatus } from "./change-status";
import { lockLoan } from "./lock-loans";
import { assertMayBecome, assertSecondPerson, assertSeen } from "./rules";
import type { approveLoanInput } from "./schema";

/** Approves an application by a second person. Refuses `maker_cannot_approve`, `wrong_state`, `stale`, `senior_consent_missing`. */
export function approveLoan(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof approveLoanInput>,
): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.approve", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.approve", { branchId: loan.branchId, customerIds: [loan.customerId] });
    for (const decider of decidersOf(inside.actor)) assertSecondPerson(loan, decider);
    assertMayBecome(loan, "approved");
    assertSeen(loan, input.seen);
    await assertConsented(inside.db, [loan.customerId]);
    await changeStatus(inside, loan, { act: "loan.approved", to: "approved", decided: true });
    return { loanId: loan.id };
  });
}

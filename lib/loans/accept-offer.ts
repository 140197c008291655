import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { LoanId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { recordChange } from "./change-status";
import { lockLoan } from "./lock-loans";
import { assertMayBecome, assertOfferOpen } from "./rules";
import type { acceptOfferInput } from "./schema";

/** Records that the customer accepted the offer. Refuses `offer_expired`, `wrong_state`. */
export function acceptOffer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof acceptOfferInput>,
): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.accept", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.accept", { branchId: loan.branchId, customerIds: [loan.customerId] });
    assertMayBecome(loan, "accepted");
    assertOfferOpen(loan, inside.businessDate);
    await sqlOf(
      inside.db,
    )`update loans set status = 'accepted', accepted_on = ${inside.businessDate} where id = ${loan.id}`;
    await recordChange(inside, loan, "loan.accepted", { status: "accepted", acceptedOn: inside.businessDate });
    return { loanId: loan.id };
  });
}

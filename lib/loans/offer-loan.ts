import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { addDays, type BusinessDate } from "../core/dates";
import type { LoanId } from "../core/ids";
import { assertConsented } from "../customers/consent-queries";
import { authorize } from "../identity/authorize";
import { recordChange } from "./change-status";
import { type LoanFacts, lockLoan } from "./lock-loans";
import { assertMayBecome, OFFER_DAYS } from "./rules";
import type { offerLoanInput } from "./schema";

/** Offers an approved loan to the customer for 30 days; an offer that has lapsed is issued anew. Refuses `wrong_state`, `senior_consent_missing`. */
export function offerLoan(ctx: Ctx<StaffActor>, input: z.output<typeof offerLoanInput>): Promise<{ loanId: LoanId }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.offer", key, input: rest }, async (inside) => {
    const loan = await lockLoan(inside.db, input.loanId as LoanId);
    authorize(inside.actor, "loan.offer", { branchId: loan.branchId, customerIds: [loan.customerId] });
    if (!hasLapsed(loan, inside.businessDate)) assertMayBecome(loan, "offered");
    await assertConsented(inside.db, [loan.customerId]);
    const validUntil = addDays(inside.businessDate, OFFER_DAYS);
    await sqlOf(inside.db)`
      update loans set status = 'offered', offered_on = ${inside.businessDate}, offer_valid_until = ${validUntil} where id = ${loan.id}`;
    await recordChange(inside, loan, "loan.offered", { status: "offered", validUntil });
    return { loanId: loan.id };
  });
}

function hasLapsed(loan: LoanFacts, on: BusinessDate): boolean {
  return loan.status === "offered" && loan.offerValidUntil !== null && on > loan.offerValidUntil;
}

import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { AccountId } from "../core/ids";
import { fundDeposit } from "./fund-deposit";
import type { openTermDepositInput } from "./schema";

/**
 * Opens a term deposit at today's rate with money from a customer's account, to which it is paid out. Refuses
 * `declarations_missing`, `senior_consent_missing`, `product_not_offered`, `under_age`, `not_eligible`, `deposit_amount`, `deposit_term`, `insufficient_funds`, what stops a
 * debit, and what the signing rule lacks.
 */
export function openTermDeposit(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof openTermDepositInput>,
): Promise<{ accountId: AccountId; iban: string }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "deposit.open", key, input: asked }, (inside) => fundDeposit(inside, asked));
}

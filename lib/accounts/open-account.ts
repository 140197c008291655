import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx } from "../core/context";
import type { AccountId } from "../core/ids";
import { openFor } from "./open-for";
import type { openAccountInput } from "./schema";

/**
 * Opens a current or savings account for an active customer on today's version of a product: an IBAN with true check
 * digits, an empty ledger account, the customer as its owner and perhaps a joint owner; for an organisation all of its
 * signatories sign as the rule says. Refuses `party_is_person`, `customer_not_active`,
 * `customer_deceased`, `customer_prohibited`, `declarations_missing`, `senior_consent_missing`, `product_not_offered`, `under_age`, `not_eligible`, `customer_number_unknown`, `party_known`, `rule_not_fulfilled`.
 */
export function openAccount(
  ctx: Ctx<Actor>,
  input: z.output<typeof openAccountInput>,
): Promise<{ accountId: AccountId; iban: string }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.open", key, input: asked }, (inside) => openFor(inside, asked));
}

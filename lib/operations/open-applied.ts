import type { z } from "zod";
import { openFor } from "../accounts/open-for";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { formatMaskedIban } from "../core/iban";
import type { AccountId } from "../core/ids";
import { decimalText } from "../core/money";
import { fundDeposit } from "../interest/fund-deposit";
import { decideApplication } from "./decide-application";
import type { ApplicationFacts } from "./lock-application";
import type { openAppliedInput } from "./schema";

/**
 * Opens the account that a customer applied for, by every rule as it stands today; the money of a term deposit moves now,
 * by the signature of who applied. Refuses `application_ended` and what opening at the counter refuses.
 */
export function openApplied(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof openAppliedInput>,
): Promise<{ accountId: AccountId; iban: string }> {
  return decideApplication(ctx, "account.open_applied", input, async (inside, application) => {
    const opened = await begin(inside, application);
    return {
      status: "active",
      accountId: opened.accountId,
      logged: { iban: opened.iban },
      told: { account: formatMaskedIban(opened.iban) },
      result: opened,
    };
  });
}

function begin(ctx: TxCtx<StaffActor>, { customerId, productVersionId, currency, deposit }: ApplicationFacts) {
  if (!deposit) return openFor(ctx, { customerId, productVersionId, jointOwner: undefined, signingRule: undefined });
  return fundDeposit(ctx, {
    accountId: deposit.from,
    productVersionId,
    amount: decimalText(deposit.minor, currency),
    months: String(deposit.months),
    instruction: deposit.instruction,
    present: [customerId],
  });
}

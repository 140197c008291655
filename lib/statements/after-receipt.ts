import type { Ctx, CustomerActor } from "../core/context";
import type { AccountId, LoanId } from "../core/ids";
import { decimalText } from "../core/money";
import { transferChoices } from "../payments/queries";
import type { Receipt } from "./receipt";

/** What a customer may want after a receipt: the loan it belongs to, or a transfer filled in as this one was. */
export type AfterReceipt =
  | { loanId: LoanId }
  | { from: AccountId; to: string; amount: string; remittance: string | undefined };

/** Where a customer's receipt leads; a payment can be made again only to whom they can still choose, and in one currency. */
export async function afterReceipt(
  ctx: Ctx<CustomerActor>,
  { loanId, paidTo, exchanged, accountId, changeMinor, currency, note }: Receipt,
): Promise<AfterReceipt | null> {
  if (loanId) return { loanId };
  if (!paidTo || exchanged) return null;
  const { accounts, payees } = await transferChoices(ctx);
  const to = [...payees, ...accounts].find(({ iban }) => iban === paidTo);
  if (!to || !accounts.some(({ id }) => id === accountId)) return null;
  return { from: accountId, to: to.id, amount: decimalText(-changeMinor, currency), remittance: note ?? undefined };
}

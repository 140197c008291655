import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";

/** A customer's account and what its open blocks stop. */
export type Blocked = { iban: string; blocks: readonly string[] };

/** Nothing keeps money from coming to the account. Refuses `account_blocked`. */
export function assertMayComeIn({ iban, blocks }: Blocked): void {
  if (blocks.some((kind) => kind === "credit" || kind === "all"))
    throw refusal("account_blocked", { account: formatMaskedIban(iban) });
}

/** Whether nothing keeps the bank itself from taking money; a block on debits stops customers alone. */
export function bankMayTake({ blocks }: Pick<Blocked, "blocks">): boolean {
  return !blocks.some((kind) => kind === "all" || kind === "freeze");
}

/** Refuses `account_blocked` where the bank itself may take nothing. */
export function assertBankMayTake(account: Blocked): void {
  if (!bankMayTake(account)) throw refusal("account_blocked", { account: formatMaskedIban(account.iban) });
}

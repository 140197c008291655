import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";

/** A customer's account and what its open blocks stop. */
export type Blocked = { iban: string; blocks: readonly string[] };

/** Nothing keeps money from coming to the account. Refuses `account_blocked`. */
export function assertMayComeIn({ iban, blocks }: Blocked): void {
  if (blocks.some((kind) => kind === "credit" || kind === "all"))
    throw refusal("account_blocked", { account: formatMaskedIban(iban) });
}

/** Nothing keeps the bank itself from taking money; a block on debits stops customers alone. Refuses `account_blocked`. */
export function assertBankMayTake({ iban, blocks }: Blocked): void {
  if (blocks.some((kind) => kind === "all" || kind === "freeze"))
    throw refusal("account_blocked", { account: formatMaskedIban(iban) });
}

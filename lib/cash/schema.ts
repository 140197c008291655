import { z } from "zod";
import { signatories } from "../accounts/schema";
import { amountText, choice, iban, idField, key, personName, text } from "../core/fields";

export const openTillInput = z.strictObject({ key, tillId: idField("till") });
export const closeTillInput = z.strictObject({ key });

/** Cash over the counter names the account by its IBAN: any branch may serve a customer who is present. */
export const cashInput = z.strictObject({
  key,
  iban,
  amount: amountText,
  paidInBy: personName({ what: "who paid in", optional: true }),
  note: text({ what: "the note", max: 140, optional: true }),
  present: signatories,
});

export const moveVaultCashInput = z.strictObject({
  key,
  kind: choice("a direction", ["vault_to_till", "till_to_vault", "settlement_to_vault", "vault_to_settlement"]),
  vaultId: idField("vault"),
  tillId: idField("till").optional(),
  currency: choice("a currency"),
  amount: amountText,
});

export const bookShareCapitalInput = z.strictObject({ key, currency: choice("a currency"), amount: amountText });

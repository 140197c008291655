import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { ibanOf } from "../core/iban";

/** The IBAN of the next account, with true check digits. */
export async function nextIban(ctx: TxCtx): Promise<string> {
  const [row] = await sqlOf(ctx.db)<{ country: string; bank: string; no: bigint }[]>`
    select iban_country as country, iban_bank_code as bank, nextval('account_numbers') as no from bank_settings`;
  if (!row) throw new Error("The bank has no settings");
  return ibanOf(row.country, `${row.bank}${row.no.toString().padStart(11, "0")}`);
}

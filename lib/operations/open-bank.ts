import { type Database, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type BranchId, newId } from "../core/ids";
import { openBooks } from "./open-books";

export type NewBank = {
  name: string;
  bic: string;
  ibanCountry: string;
  ibanBankCode: string;
  timeZone: string;
  demo: boolean;
  firstDay: BusinessDate;
  /** The first is the base currency; every branch keeps accounts and cash in each. */
  currencies: readonly [Currency, ...Currency[]];
  branches: readonly { code: string; name: string; headOffice?: true; tills: number }[];
};

export type OpenedBank = { branches: { code: string; id: BranchId; vaultId: string; tillIds: string[] }[] };

/** Sets up an empty bank once: its settings, branches, general ledger, vaults and tills, and the first banking day. */
export function openBank(db: Database, bank: NewBank, clock?: string): Promise<OpenedBank> {
  return db.transaction(async (tx) => {
    const sql = sqlOf(tx);
    if (clock) await sql`select set_config('app.clock', ${clock}, true)`;
    await sql`
      insert into bank_settings (name, bic, iban_country, iban_bank_code, base_currency, time_zone, demo)
      values (${bank.name}, ${bank.bic}, ${bank.ibanCountry}, ${bank.ibanBankCode}, ${bank.currencies[0]}, ${bank.timeZone}, ${bank.demo})`;
    await sql`insert into banking_days (day) values (${bank.firstDay})`;
    const branches = bank.branches.map((branch) => ({ ...branch, id: newId<"branch">() }));
    for (const branch of branches) {
      await sql`
        insert into branches (id, code, name, head_office) values (${branch.id}, ${branch.code}, ${branch.name}, ${branch.headOffice ?? false})`;
    }
    const opened: OpenedBank["branches"] = [];
    // Every branch before the books of the first: what one owes another stands in both.
    for (const branch of branches) opened.push(await openBooks(tx, branch, bank.currencies));
    return { branches: opened };
  });
}

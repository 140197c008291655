import { type Database, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type BranchId, newId } from "../core/ids";
import { openChart } from "../ledger/open-chart";
import { openLedgerAccounts } from "../ledger/open-ledger-account";

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
    for (const branch of branches) {
      for (const currency of bank.currencies)
        await openChart(tx, { id: branch.id, headOffice: branch.headOffice ?? false }, currency);
    }
    const opened: OpenedBank["branches"] = [];
    for (const branch of branches) {
      const vaultId = await openCashPoint(branch, "vault", 1, "Vault");
      const tillIds: string[] = [];
      for (let no = 1; no <= branch.tills; no += 1) tillIds.push(await openCashPoint(branch, "till", no, `Till ${no}`));
      opened.push({ code: branch.code, id: branch.id, vaultId, tillIds });
    }
    return { branches: opened };

    async function openCashPoint(
      branch: { id: BranchId; code: string; name: string },
      kind: "vault" | "till",
      no: number,
      name: string,
    ) {
      const id = newId<"cashPoint">();
      await sql`insert into cash_points (id, kind, branch_id, number, name) values (${id}, ${kind}, ${branch.id}, ${no}, ${name})`;
      const accounts = bank.currencies.map((currency) => ({
        id: newId<"ledgerAccount">(),
        code: `${kind === "vault" ? "1010" : "1020"}-${branch.code}-${no}`,
        name: `${name}, ${branch.name}`,
        kind,
        control: kind === "vault" ? ("1010" as const) : ("1020" as const),
        branchId: branch.id,
        currency,
      }));
      await openLedgerAccounts(tx, accounts);
      for (const account of accounts) {
        await sql`
          insert into cash_accounts (cash_point_id, currency, ledger_account_id) values (${id}, ${account.currency}, ${account.id})`;
      }
      return id;
    }
  });
}

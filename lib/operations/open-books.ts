import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { type BranchId, newId } from "../core/ids";
import { openChart } from "../ledger/open-chart";
import { openLedgerAccounts } from "../ledger/open-ledger-account";

type Branch = { id: BranchId; code: string; name: string; headOffice?: true; tills: number };

/** What a branch needs before anybody can work in it: its general ledger in every currency of the bank, a vault and its tills. */
export async function openBooks(tx: Transaction, branch: Branch, currencies: readonly Currency[]) {
  for (const currency of currencies)
    await openChart(tx, { id: branch.id, headOffice: branch.headOffice ?? false }, currency);
  const vaultId = await openCashPoint("vault", 1, "Vault");
  const tillIds: string[] = [];
  for (let no = 1; no <= branch.tills; no += 1) tillIds.push(await openCashPoint("till", no, `Till ${no}`));
  return { code: branch.code, id: branch.id, vaultId, tillIds };

  async function openCashPoint(kind: "vault" | "till", no: number, name: string) {
    const sql = sqlOf(tx);
    const id = newId<"cashPoint">();
    await sql`insert into cash_points (id, kind, branch_id, number, name) values (${id}, ${kind}, ${branch.id}, ${no}, ${name})`;
    const accounts = currencies.map((currency) => ({
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
}

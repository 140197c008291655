import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BranchId, LedgerAccountId } from "../core/ids";
import { type chart, chartLine, readBooks } from "./chart";

export type NewLedgerAccount = {
  id: LedgerAccountId;
  /** An IBAN, a loan number, or the number of a till or vault. */
  code: string;
  /** Names a product or a place, never a person. */
  name: string;
  kind: "deposit" | "loan" | "till" | "vault";
  control: keyof typeof chart;
  branchId: BranchId;
  currency: Currency;
};

/** Opens guarded accounts under their control accounts, with balance and floor zero. */
export async function openLedgerAccounts(tx: Transaction, accounts: readonly NewLedgerAccount[]): Promise<void> {
  const books = await readBooks(tx);
  const sql = sqlOf(tx);
  const rows = accounts.map((account) => {
    const line = chartLine(account.control);
    return {
      ...account,
      class: line.class,
      normalSide: line.class === "asset" || line.class === "expense" ? "debit" : "credit",
      controlId: books.gl(account.control, account.branchId, account.currency).id,
    };
  });
  await sql`
    with opened as (
      insert into ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, control_account_id, guarded)
      select id, code, name, kind, class, normal_side, currency, branch_id, control_id, true from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.name)}::text[],
        ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.class)}::text[], ${rows.map((row) => row.normalSide)}::text[],
        ${rows.map((row) => row.currency)}::bpchar[], ${rows.map((row) => row.branchId)}::uuid[], ${rows.map((row) => row.controlId)}::uuid[]
      ) as r (id, code, name, kind, class, normal_side, currency, branch_id, control_id)
      returning id
    )
    insert into account_balances (account_id) select id from opened`;
}

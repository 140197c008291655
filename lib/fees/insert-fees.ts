import type { Fragment } from "postgres";
import { type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { FeeCharge } from "./charge-fee";

/** Keeps what was charged with entries, and what was waived and why; no statement where there was no fee. */
export async function insertFees(tx: Transaction, charges: readonly (FeeCharge | null)[]): Promise<void> {
  const inserting = feesOf(sqlOf(tx), charges);
  if (inserting) await sendOnly(tx, sqlOf(tx)`${inserting}`);
}

/** What keeps them, as a part of a statement; null where there was no fee. */
export function feesOf(sql: Sql, charges: readonly (FeeCharge | null)[]): Fragment | null {
  const rows = charges.filter((charge) => charge !== null);
  if (rows.length === 0) return null;
  return sql`
    insert into fee_charges (entry_id, kind, account_id, amount_minor, currency, leg, waived_because)
    select * from unnest(
      ${rows.map((row) => row.entryId)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.account)}::uuid[],
      ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.currency)}::bpchar[],
      ${rows.map((row) => row.leg)}::smallint[], ${rows.map((row) => row.waivedBecause)}::text[])`;
}

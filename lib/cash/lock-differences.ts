import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BranchId } from "../core/ids";

/** A cash difference with what of it is still to be cleared. */
export type OpenDifference = {
  id: string;
  reference: string;
  kind: "over" | "short";
  till: string;
  branchId: BranchId;
  currency: Currency;
  minor: bigint;
  leftMinor: bigint;
};

/** Puts all who would clear these differences in line, then reads what of each is left. */
export async function lockDifferences(tx: Transaction, ids: readonly string[]): Promise<Map<string, OpenDifference>> {
  const sql = sqlOf(tx);
  const wanted = [...new Set(ids)].sort();
  await sql`
    select pg_advisory_xact_lock(hashtextextended('cash difference ' || id, 0))
    from (select unnest(${wanted}::text[]) as id order by 1) differences`;
  const rows = await sql<OpenDifference[]>`
    select d.id, d.reference, d.kind, p.name as till, p.branch_id as "branchId", d.currency, d.amount_minor as minor,
      d.amount_minor - (select coalesce(sum(c.amount_minor), 0)::bigint from cash_clearings c
        where d.id in (c.difference_id, c.other_id)) as "leftMinor"
    from cash_differences d
      join cash_counts n on n.id = d.count_id
      join cash_points p on p.id = n.cash_point_id
    where d.id = any(${wanted}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

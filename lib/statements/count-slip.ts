import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { parseReference } from "../core/references";
import { authorize, branchScope } from "../identity/authorize";

/** What stands on the teller's slip of a count: every note and coin that was found. */
export type CountSlip = {
  reference: string;
  kind: "opening" | "closing" | "handover" | "spot";
  bank: string;
  branch: string;
  till: string;
  countedBy: string;
  /** In the bank's time zone: `2026-11-23 16:42`. */
  at: string;
  countedOn: BusinessDate;
  cash: { currency: Currency; countedMinor: bigint; lines: { valueMinor: bigint; quantity: number }[] }[];
};

type Row = Omit<CountSlip, "cash"> & {
  currency: Currency;
  countedMinor: bigint;
  lines: { value: string; quantity: number }[] | null;
};

/** The slip of a count in the reader's branch (every branch for whole-bank roles), or null. */
export async function countSlipOf(ctx: Ctx, typed: string): Promise<CountSlip | null> {
  authorize(ctx.actor, "cash.read");
  const reference = parseReference(typed)?.reference;
  if (!reference) return null;
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.read");
  const rows = await sql<Row[]>`
    select c.reference, c.kind, s.name as bank, br.name as branch, p.name as till, u.display_name as "countedBy",
      to_char(c.counted_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at, c.counted_on::text as "countedOn",
      t.currency, t.counted_minor as "countedMinor",
      (select json_agg(json_build_object('value', l.value_minor::text, 'quantity', l.quantity) order by l.value_minor desc)
        from cash_count_lines l where l.count_id = c.id and l.currency = t.currency) as lines
    from cash_counts c
      join cash_count_totals t on t.count_id = c.id
      join cash_points p on p.id = c.cash_point_id
      join branches br on br.id = p.branch_id
      join users u on u.id = c.counted_by
      cross join bank_settings s
    where c.reference = ${reference} and ${scope ? sql`p.branch_id = ${scope}` : sql`true`}
    order by t.currency = s.base_currency desc, t.currency`;
  const [first] = rows;
  if (!first) return null;
  const { currency: _currency, countedMinor: _counted, lines: _lines, ...head } = first;
  const cash = rows.map(({ currency, countedMinor, lines }) => ({
    currency,
    countedMinor,
    lines: (lines ?? []).map(({ value, quantity }) => ({ valueMinor: BigInt(value), quantity })),
  }));
  return { ...head, cash };
}

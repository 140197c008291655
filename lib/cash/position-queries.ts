import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { csvLine } from "../core/csv";
import type { Currency } from "../core/currencies";
import { isId } from "../core/ids";
import { decimalText } from "../core/money";
import { denominationName } from "../core/notes";
import { authorize, branchScope } from "../identity/authorize";
import { countedBlind } from "./blind-count";
import type { CashLimit } from "./cash-limits";

/** What one till or vault holds in one currency beside what it may hold, and what is on its way to or from it. */
export type PlacePosition = {
  id: string;
  place: string;
  kind: "till" | "vault";
  branch: string;
  holder: string | null;
  currency: Currency;
  heldMinor: bigint;
  /** Handed over from here and not taken: still in `heldMinor`. */
  leavingMinor: bigint;
  /** On its way here: still held elsewhere. */
  comingMinor: bigint;
  notes: { valueMinor: bigint; kind: "note" | "coin"; quantity: number }[];
} & CashLimit;

/**
 * Every till and vault of a branch, or of a chosen or every branch for whole-bank roles, note by note, with its limits. A
 * till whose count is not in is left out for those who might count it.
 */
export async function placePositions(ctx: Ctx<StaffActor>, branch?: string): Promise<PlacePosition[]> {
  authorize(ctx.actor, "cash.read");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.read") ?? (isId(branch) ? branch : null);
  type Row = Omit<PlacePosition, "notes"> & {
    notes: { value: string; kind: "note" | "coin"; quantity: number }[] | null;
  };
  const rows = await sql<Row[]>`
    select p.id, p.name as place, p.kind, br.name as branch, u.display_name as holder, c.currency, b.balance as "heldMinor",
      l.soft_minor as "softMinor", l.hard_minor as "hardMinor",
      (select coalesce(sum(o.amount_minor), 0)::bigint from cash_offers o
        where o.status = 'open' and o.from_id = p.id and o.currency = c.currency) as "leavingMinor",
      (select coalesce(sum(o.amount_minor), 0)::bigint from cash_offers o
        where o.status = 'open' and o.to_id = p.id and o.currency = c.currency) as "comingMinor",
      (select json_agg(json_build_object('value', k.value_minor::text, 'kind', d.kind, 'quantity', k.quantity) order by k.value_minor desc)
        from cash_stock k join denominations d on d.currency = k.currency and d.value_minor = k.value_minor
        where k.cash_point_id = p.id and k.currency = c.currency and k.quantity > 0) as notes
    from cash_points p
      join branches br on br.id = p.branch_id
      join cash_accounts c on c.cash_point_id = p.id
      join account_balances b on b.account_id = c.ledger_account_id
      left join cash_limits l on l.cash_point_id = p.id and l.currency = c.currency
      left join till_sessions x on x.till_id = p.id and x.status <> 'closed'
      left join users u on u.id = x.user_id
      cross join bank_settings s
    where ${scope ? sql`p.branch_id = ${scope}` : sql`true`} and not coalesce(${countedBlind(sql, ctx.actor)}, false)
    order by br.head_office desc, br.code, c.currency = s.base_currency desc, c.currency, p.kind desc, p.number`;
  return rows.map((row) => ({
    ...row,
    notes: (row.notes ?? []).map(({ value, kind, quantity }) => ({ valueMinor: BigInt(value), kind, quantity })),
  }));
}

/** The cash position as CSV: a line for each kind of note in each place, and one for what is on its way from it. */
export function positionCsv(positions: readonly PlacePosition[]): string {
  const head = csvLine(["Branch", "Place", "Currency", "Note or coin", "Pieces", "Amount", "Soft limit", "Hard limit"]);
  const lines = positions.flatMap((one) => {
    const { branch, place, currency, notes, heldMinor, leavingMinor, softMinor, hardMinor } = one;
    const amount = (minor: bigint | null) => (minor === null ? "" : decimalText(minor, currency));
    return [
      ...notes.map(({ valueMinor, kind, quantity }) => [
        branch,
        place,
        currency,
        `${denominationName(valueMinor, currency)} ${kind}`,
        String(quantity),
        amount(valueMinor * BigInt(quantity)),
        "",
        "",
      ]),
      [branch, place, currency, "Total", "", amount(heldMinor), amount(softMinor), amount(hardMinor)],
      ...(leavingMinor > 0n ? [[branch, place, currency, "Of it on its way", "", amount(leavingMinor), "", ""]] : []),
    ];
  });
  return head + lines.map(csvLine).join("");
}

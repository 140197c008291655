import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";
import { countedBlind } from "./blind-count";
import type { CashLimit } from "./cash-limits";

export type PlaceLimits = {
  id: string;
  name: string;
  branch: string;
  limits: (CashLimit & {
    currency: Currency;
    /** Null while the till is counted and the count is not in. */
    heldMinor: bigint | null;
  })[];
};

/** A till or vault with what it holds and may hold in each currency; null when the reader has no such place. */
export async function placeLimits(ctx: Ctx<StaffActor>, id: string): Promise<PlaceLimits | null> {
  authorize(ctx.actor, "cash.limit");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.limit");
  const rows = await sql<(Omit<PlaceLimits, "limits"> & PlaceLimits["limits"][number])[]>`
    select p.id, p.name, br.name as branch, c.currency,
      case when ${countedBlind(sql, ctx.actor)} then null else b.balance end as "heldMinor", l.soft_minor as "softMinor", l.hard_minor as "hardMinor"
    from cash_points p
      join branches br on br.id = p.branch_id
      join cash_accounts c on c.cash_point_id = p.id
      join account_balances b on b.account_id = c.ledger_account_id
      left join cash_limits l on l.cash_point_id = p.id and l.currency = c.currency
      left join till_sessions x on x.till_id = p.id and x.status <> 'closed'
      cross join bank_settings s
    where p.id = ${id} and ${scope ? sql`p.branch_id = ${scope}` : sql`true`}
    order by c.currency = s.base_currency desc, c.currency`;
  const [first] = rows;
  if (!first) return null;
  const { name, branch } = first;
  const limits = rows.map(({ currency, heldMinor, softMinor, hardMinor }) => ({
    currency,
    heldMinor,
    softMinor,
    hardMinor,
  }));
  return { id, name, branch, limits };
}

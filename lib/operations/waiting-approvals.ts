import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { CustomerId, LoanId } from "../core/ids";
import { branchScope, may } from "../identity/authorize";

/** Something that waits for a second person; `minutes` is how long it has waited. */
export type WaitingItem = ({ kind: "customer"; id: CustomerId } | { kind: "loan"; id: LoanId }) & {
  title: string;
  reference: string;
  amountMinor: bigint | null;
  currency: Currency | null;
  maker: string | null;
  /** The viewer made this request and cannot decide it. */
  own: boolean;
  branch: string;
  minutes: number;
};

const SHOWN = 100;

/** What waits for a decision that the viewer may make, and their own requests, the longest wait first. */
export function waitingApprovals(ctx: Ctx<StaffActor>): Promise<WaitingItem[]> {
  const sql = sqlOf(ctx.db);
  return sql<WaitingItem[]>`
    select w.kind, w.id, w.title, w.reference, w."amountMinor", w.currency, m.display_name as maker,
      coalesce(${ctx.actor.userId}::uuid = any(w.makers), false) as own, b.name as branch,
      greatest(0, floor(extract(epoch from bank_now() - w.since) / 60))::int as minutes
    from (${waiting(sql, ctx)}) w join branches b on b.id = w.branch_id left join users m on m.id = w.makers[1]
    order by w.since, w.id limit ${SHOWN}`;
}

/** How many requests wait that the viewer may decide: the number in the top bar, at most ${SHOWN}. */
export async function countWaiting(ctx: Ctx<StaffActor>): Promise<number> {
  const sql = sqlOf(ctx.db);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from (${waiting(sql, ctx)}) w
      where not coalesce(${ctx.actor.userId}::uuid = any(w.makers), false) limit ${SHOWN}) capped`;
  return row?.count ?? 0;
}

function waiting(sql: ReturnType<typeof sqlOf>, ctx: Ctx<StaffActor>): Fragment {
  const scopeOf = (permission: "customer.approve" | "loan.approve", column: Fragment) => {
    if (!may(ctx.actor, permission)) return sql`and false`;
    const branch = branchScope(ctx.actor, permission);
    return branch ? sql`and ${column} = ${branch}` : sql``;
  };
  return sql`
    select 'customer' as kind, c.id, c.full_name as title, c.customer_no as reference, null::bigint as "amountMinor",
      null::text as currency, array[c.submitted_by, c.opened_by] as makers, c.branch_id, c.submitted_at as since
    from customers c where c.status = 'pending_review' ${scopeOf("customer.approve", sql`c.branch_id`)}
    union all
    select 'loan', l.id, c.full_name, l.loan_no, l.amount_minor, l.currency, array[l.applied_by], l.branch_id,
      coalesce(l.submitted_at, l.created_at)
    from loans l join customers c on c.id = l.customer_id
    where l.status = 'submitted' ${scopeOf("loan.approve", sql`l.branch_id`)}`;
}

import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { ApprovalKind } from "../approvals/kinds";
import type { ApprovalId } from "../approvals/sealed-request";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { CustomerId, LoanId } from "../core/ids";
import { branchScope, decidersOf, may } from "../identity/authorize";
import type { Permission } from "../identity/permissions";
import { approvables } from "./approvable";

/** Something that waits for a second person; `minutes` is how long it has waited. */
export type WaitingItem = (
  | { kind: "customer" | "consent"; id: CustomerId }
  | { kind: "loan"; id: LoanId }
  | { kind: "request"; id: ApprovalId; what: ApprovalKind }
) & {
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

/**
 * What waits for a decision that the viewer may make, and their own requests, by deadline, then amount: the most urgent
 * hundred, and whether there are more.
 */
export async function waitingApprovals(ctx: Ctx<StaffActor>): Promise<{ items: WaitingItem[]; more: boolean }> {
  const sql = sqlOf(ctx.db);
  const rows = await sql<WaitingItem[]>`
    select w.kind, w.id, w.what, w.title, w.reference, w."amountMinor", w.currency, m.display_name as maker,
      coalesce(${decidersOf(ctx.actor)}::uuid[] && w.makers, false) as own, coalesce(b.name, 'Whole bank') as branch,
      greatest(0, floor(extract(epoch from bank_now() - w.since) / 60))::int as minutes
    from (${waiting(sql, ctx)}) w left join branches b on b.id = w.branch_id left join users m on m.id = w.makers[1]
    order by w.due, w."amountMinor" desc nulls last, w.id limit ${SHOWN + 1}`;
  return { items: rows.slice(0, SHOWN), more: rows.length > SHOWN };
}

/** How many requests wait that the viewer may decide: the number in the top bar, at most ${SHOWN}. */
export async function countWaiting(ctx: Ctx<StaffActor>): Promise<number> {
  const sql = sqlOf(ctx.db);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from (${waiting(sql, ctx)}) w
      where not coalesce(${decidersOf(ctx.actor)}::uuid[] && w.makers, false) limit ${SHOWN}) capped`;
  return row?.count ?? 0;
}

function waiting(sql: Sql, ctx: Ctx<StaffActor>): Fragment {
  const scopeOf = (permission: "customer.approve" | "customer.consent" | "loan.approve", column: Fragment) => {
    if (!may(ctx.actor, permission)) return sql`and false`;
    const branch = branchScope(ctx.actor, permission);
    return branch ? sql`and ${column} = ${branch}` : sql``;
  };
  const decidable = Object.entries(approvables).filter(([, { checker }]) => may(ctx.actor, checker));
  const isWide = (checker: Permission) => branchScope(ctx.actor, checker) === null;
  const bankWide = decidable.filter(([, { checker }]) => isWide(checker)).map(([kind]) => kind);
  const inBranch = decidable.filter(([, { checker }]) => !isWide(checker)).map(([kind]) => kind);
  return sql`
    select 'customer' as kind, c.id, null::text as what, c.full_name as title, c.customer_no as reference, null::bigint as "amountMinor",
      null::text as currency, array[c.submitted_by, c.opened_by] as makers, c.branch_id, c.submitted_at as since,
      c.submitted_at + interval '24 hours' as due
    from customers c where c.status = 'pending_review' ${scopeOf("customer.approve", sql`c.branch_id`)}
    union all
    select 'consent', c.id, null, c.full_name, c.customer_no, null, null, array[c.submitted_by, c.opened_by], c.branch_id, s.asked_at,
      s.asked_at + interval '24 hours'
    from senior_consents s join customers c on c.id = s.customer_id
    where s.given_at is null and c.status in ('compliance_review', 'active') ${scopeOf("customer.consent", sql`c.branch_id`)}
    union all
    select 'loan', l.id, null, c.full_name, l.loan_no, l.amount_minor, l.currency, array[l.applied_by], l.branch_id,
      coalesce(l.submitted_at, l.created_at), coalesce(l.submitted_at, l.created_at) + interval '24 hours'
    from loans l join customers c on c.id = l.customer_id
    where l.status = 'submitted' ${scopeOf("loan.approve", sql`l.branch_id`)}
    union all
    select 'request', a.id, a.kind, coalesce(c.full_name, m.display_name), '', a.amount_minor, a.currency, array[a.maker_id],
      a.branch_id, a.created_at, a.due_at
    from approvals a join users m on m.id = a.maker_id left join customers c on c.id = a.customer_id
    where a.status = 'pending' and a.due_at > bank_now()
      and (a.maker_id = ${ctx.actor.userId} or (a.checker_role is null or a.checker_role = any(${[...ctx.actor.roles]}::text[]))
        and (a.kind = any(${bankWide}::text[])
        or (a.kind = any(${inBranch}::text[]) and (a.branch_id is null or a.branch_id = ${ctx.actor.branchId}))))`;
}

import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import { branchScope, may } from "../identity/authorize";

/**
 * The condition under which an actor may open account `a` whose exact number they have: a customer their own, staff
 * those of their branch, a teller any, because a customer may come to any counter.
 */
export function mayOpenAccount(ctx: Ctx): Fragment {
  const sql = sqlOf(ctx.db);
  if (ctx.actor.kind === "customer") return owns(ctx, ctx.actor.customerId);
  const branch = may(ctx.actor, "cash.deposit") ? null : branchScope(ctx.actor, "account.read");
  return branch ? sql`a.branch_id = ${branch}` : sql`true`;
}

/** The condition under which account `a` stands in an actor's lists: a customer's own, or those of the branch. */
export function listsAccount(ctx: Ctx): Fragment {
  const sql = sqlOf(ctx.db);
  if (ctx.actor.kind === "customer") return owns(ctx, ctx.actor.customerId);
  const branch = branchScope(ctx.actor, "account.read");
  return branch ? sql`a.branch_id = ${branch}` : sql`true`;
}

function owns(ctx: Ctx, customerId: string): Fragment {
  return sqlOf(ctx.db)`exists (
    select from account_parties own where own.account_id = a.id and ${uses(sqlOf(ctx.db), customerId)})`;
}

/** The condition under which party `own` uses an account in self-service, as `usersIn` says it. */
export const uses = (sql: Sql, customerId: string): Fragment => sql`
  own.customer_id = ${customerId} and (own.role in ('owner', 'joint_owner') or own.role = 'signatory' and exists (
    select from account_parties firm join customers c on c.id = firm.customer_id
    where firm.account_id = own.account_id and firm.role = 'owner' and c.kind = 'organisation'))`;

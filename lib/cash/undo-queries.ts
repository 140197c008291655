import { sqlOf } from "@/db/client";
import { neededFor, ownPowers } from "../approvals/own-powers";
import type { SecondPerson } from "../approvals/powers";
import type { Ctx, Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { EntryId } from "../core/ids";
import { may } from "../identity/authorize";
import { isReversible } from "../ledger/templates/registry";
import { lastNumbered } from "./last-movement";

/** The entry of the teller's last movement in their open till, if this reference is it, it stands and can be reversed; else null. */
export async function mayUndo(ctx: Ctx<StaffActor>, reference: string): Promise<EntryId | null> {
  if (!may(ctx.actor, "till.operate")) return null;
  const sql = sqlOf(ctx.db);
  const [row] = await sql<{ id: EntryId; kind: string }[]>`
    select t.id, e.kind from till_sessions s
      cross join ${lastNumbered(sql)}
      join journal_entries e on e.id = t.id
      join banking_days d on d.day = e.booking_date and d.status = 'open'
    where s.user_id = ${ctx.actor.userId} and s.status = 'open' and t.reference = ${reference}
      and not exists (select from journal_entries r where r.reverses_id = t.id)`;
  return row && isReversible(row.kind) ? row.id : null;
}

/** Who agrees to the undoing of a movement where no policy for reversals names another. */
export const UNDO_SECOND = {
  checkerRole: "branch_manager",
  policy: "To undo the last movement of a till always needs the branch manager.",
} as const satisfies SecondPerson;

/** Who must agree to the undoing of the teller's last movement, as its form says it before it is sent. */
export async function undoneBy(ctx: Ctx<StaffActor>, entryId: EntryId): Promise<Role> {
  const sql = sqlOf(ctx.db);
  const [last] = await sql<{ minor: bigint; currency: Currency }[]>`
    select t.amount_minor as minor, t.currency from till_sessions s cross join ${lastNumbered(sql)}
    where s.user_id = ${ctx.actor.userId} and s.status = 'open' and t.id = ${entryId}`;
  const needed = last && neededFor(await ownPowers(ctx, "entry.reverse", last.currency), last.minor);
  return needed?.checkerRole ?? UNDO_SECOND.checkerRole;
}

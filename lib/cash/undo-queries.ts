import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
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

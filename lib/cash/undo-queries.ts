import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { EntryId } from "../core/ids";
import { may } from "../identity/authorize";

/** The entry of the teller's last movement in their open till, if this reference is it and it stands; else null. */
export async function mayUndo(ctx: Ctx<StaffActor>, reference: string): Promise<EntryId | null> {
  if (!may(ctx.actor, "till.operate")) return null;
  const [row] = await sqlOf(ctx.db)<{ id: EntryId }[]>`
    select t.id from till_sessions s
      cross join lateral (
        select * from cash_transactions t where t.till_session_id = s.id order by t.no desc limit 1) t
      join journal_entries e on e.id = t.id
      join banking_days d on d.day = e.booking_date and d.status = 'open'
    where s.user_id = ${ctx.actor.userId} and s.status = 'open' and t.reference = ${reference}
      and not exists (select from journal_entries r where r.reverses_id = t.id)`;
  return row?.id ?? null;
}

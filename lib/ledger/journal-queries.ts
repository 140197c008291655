import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { EntryId } from "../core/ids";
import { authorize } from "../identity/authorize";

export type Journal = { document: string; reason: string; agreedBy: string };

/** Which paper a journal entered by hand names, why it was booked and who agreed; null for every other entry. */
export async function journalOf(ctx: Ctx<StaffActor>, id: EntryId): Promise<Journal | null> {
  authorize(ctx.actor, "movement.read");
  const [row] = await sqlOf(ctx.db)<Journal[]>`
    select j.document, j.reason, u.display_name as "agreedBy"
    from manual_journals j join users u on u.id = j.agreed_by where j.id = ${id}`;
  return row ?? null;
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { notify } from "../notifications/notify";
import { lockColleaguesSession } from "./own-session";
import type { endColleaguesOfferInput } from "./schema";

/**
 * Ends an offer of cash from or to the till of a colleague who cannot, so that the till can be counted: the cash is where
 * it came from. Whoever offered it is told. Refuses `till_session_closed`, `own_till`, `offer_over`.
 */
export function endColleaguesOffer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof endColleaguesOfferInput>,
): Promise<{ tillId: string }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "cash.offer_end_for", key, input: asked }, async (inside) => {
    const { tillId, till } = await lockColleaguesSession(inside, asked.sessionId);
    const sql = sqlOf(inside.db);
    const [offer] = await sql<{ status: string; offeredBy: UserId; giver: string }[]>`
      select o.status, o.offered_by as "offeredBy", u.display_name as giver from cash_offers o join users u on u.id = o.offered_by
      where o.id = ${asked.offerId} and (o.from_id = ${tillId} or o.to_id = ${tillId}) for update of o`;
    if (offer?.status !== "open") throw refusal("offer_over");
    await sql`
      update cash_offers set status = 'withdrawn', ended_by = ${inside.actor.userId}, ended_at = bank_now()
      where id = ${asked.offerId}`;
    await notify(inside, { to: { userId: offer.offeredBy }, kind: "offer_ended_for", params: { till } });
    await record(inside, {
      act: "cash.offer_ended_for",
      subjectKind: "cash_offer",
      subjectId: asked.offerId,
      after: { till, offered_by: offer.giver },
    });
    return { tillId };
  });
}

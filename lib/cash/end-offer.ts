import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { assertHolds, type CashPoint, pointsOf } from "./cash-points";
import type { endOfferInput } from "./schema";

/** Ends an offer of cash that nobody took: withdrawn by who made it, refused by who should take it. Refuses `offer_over`. */
export function endOffer(ctx: Ctx<StaffActor>, input: z.output<typeof endOfferInput>): Promise<{ offerId: string }> {
  const { key, offerId } = input;
  return transactOnce(ctx, { command: "cash.offer_end", key, input: { offerId } }, async (inside) => {
    const sql = sqlOf(inside.db);
    const [offer] = await sql<{ status: string; toId: string; offeredBy: UserId }[]>`
      select status, to_id as "toId", offered_by as "offeredBy" from cash_offers where id = ${offerId} for update`;
    if (offer?.status !== "open") throw refusal("offer_over");
    const own = offer.offeredBy === inside.actor.userId;
    if (!own) assertHolds(inside.actor, (await pointsOf(inside.db, [offer.toId])).get(offer.toId) as CashPoint);
    const status = own ? "withdrawn" : "refused";
    await sql`
      update cash_offers set status = ${status}, ended_by = ${inside.actor.userId}, ended_at = bank_now() where id = ${offerId}`;
    await record(inside, { act: `cash.offer_${status}`, subjectKind: "cash_offer", subjectId: offerId });
    return { offerId };
  });
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { newId, type UserId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { assertBegun } from "./begin-count";
import { compareCount, countInWords, insertCount, isDifferent } from "./count-cash";
import { lockOwnSession, type OpenSession } from "./own-session";
import type { handOverTillInput } from "./schema";

/**
 * Hands a whole till to a colleague, with its count: it is theirs once they agree to it. A count that is over or short is
 * kept and hands nothing over. Refuses `till_not_open`, `count_not_begun`, `teller_not_free`.
 */
export function handOverTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof handOverTillInput>,
): Promise<{ countId: string; reference: string; handoverId: string | null }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.hand_over", key, input: asked }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const session = await lockOwnSession(inside, asked.sessionId);
    const to = await freeTeller(inside, session, asked.toId);
    assertBegun(session);
    const cash = await compareCount(inside.db, session.tillId, asked.counts);
    const differs = cash.some(isDifferent);
    const kind = differs ? "closing" : "handover";
    const count = await insertCount(inside, { kind, tillId: session.tillId, sessionId: session.id, cash });
    const handoverId = differs ? null : newId<"tillHandover">();
    if (handoverId)
      await sqlOf(inside.db)`
        insert into till_handovers (id, till_session_id, count_id, offered_by, to_id)
        values (${handoverId}, ${session.id}, ${count.countId}, ${inside.actor.userId}, ${to.userId})`;
    const { before, after } = countInWords(cash);
    await record(inside, {
      act: handoverId ? "till.handed_over" : "till.counted",
      subjectKind: "till",
      subjectId: session.tillId,
      reference: count.reference,
      before,
      after: handoverId ? { ...after, to: to.name } : after,
    });
    return { ...count, handoverId };
  });
}

async function freeTeller(
  ctx: TxCtx<StaffActor>,
  { branchId }: OpenSession,
  id: UserId,
): Promise<{ userId: UserId; name: string }> {
  const [teller] = await sqlOf(ctx.db)<{ userId: UserId; name: string; busy: boolean }[]>`
    select u.id as "userId", u.display_name as name,
      exists (select from till_sessions s where s.user_id = u.id and s.status <> 'closed') as busy
    from users u join held_roles r on r.user_id = u.id and r.role = 'teller'
    where u.id = ${id} and u.id <> ${ctx.actor.userId} and u.branch_id = ${branchId} and u.disabled_at is null`;
  if (!teller) throw refusal("choose", { what: "a colleague" }, "toId");
  if (teller.busy) throw refusal("teller_not_free", { name: teller.name });
  return teller;
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { beginSession } from "./begin-session";
import { compareCount, countInWords, insertCount, isDifferent, setStock } from "./count-cash";
import { lockHandover } from "./lock-handover";
import { lockSession, moveSession } from "./own-session";
import type { takeTillInput } from "./schema";
import { standingCount } from "./standing-count";

/**
 * Takes a till that a colleague handed over, agreeing to its count: their session ends and one of the taker begins on
 * the same notes. Refuses `handover_over`, `till_already_open`, `count_over`.
 */
export function takeTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof takeTillInput>,
): Promise<{ tillSessionId: string; reference: string }> {
  const { key, handoverId } = input;
  return transactOnce(ctx, { command: "till.take", key, input: { handoverId } }, async (inside) => {
    const handover = await lockHandover(inside, handoverId);
    if (handover.toId !== inside.actor.userId) throw refusal("handover_over");
    const session = await lockSession(inside, handover.tillSessionId);
    authorize(inside.actor, "till.operate", { branchId: session.branchId });
    const agreed = await standingCount(inside, session, handover.countId);
    const counts = Object.fromEntries(agreed.map(({ currency, notes }) => [currency, notes]));
    const cash = await compareCount(inside.db, session.tillId, counts);
    if (cash.some(isDifferent)) throw refusal("count_over");
    await sqlOf(inside.db)`
      update till_handovers set status = 'taken', ended_by = ${inside.actor.userId}, ended_at = bank_now()
      where id = ${handoverId}`;
    await moveSession(inside, session.id, "closed");
    const { tillId } = session;
    const sessionId = await beginSession(inside, session);
    const { reference } = await insertCount(inside, { kind: "opening", tillId, sessionId, cash });
    await setStock(inside.db, tillId, cash);
    await record(inside, {
      act: "till.taken",
      subjectKind: "till",
      subjectId: tillId,
      reference,
      after: { ...countInWords(cash).after, from: session.holder },
    });
    return { tillSessionId: sessionId, reference };
  });
}

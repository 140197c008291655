import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { authorize } from "../identity/authorize";
import { assertBegun } from "./begin-count";
import { compareCount, countInWords, insertCount, isDifferent, setStock } from "./count-cash";
import { lockOwnSession, moveSession } from "./own-session";
import type { closeTillInput } from "./schema";

/**
 * Ends the teller's session with a count of the till. What agrees with the books closes it; what is over or short leaves
 * it counting, until it is counted again or the difference is settled with a second person. The cash stays in the till.
 * Refuses `till_not_open`, `count_not_begun`.
 */
export function closeTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof closeTillInput>,
): Promise<{ tillSessionId: string; countId: string; reference: string; closed: boolean }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.close", key, input: asked }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const session = await lockOwnSession(inside, asked.sessionId);
    const { id: sessionId, tillId } = session;
    assertBegun(session);
    const cash = await compareCount(inside.db, tillId, asked.counts);
    const count = await insertCount(inside, { kind: "closing", tillId, sessionId, cash });
    const closed = !cash.some(isDifferent);
    if (closed) {
      await moveSession(inside, sessionId, "closed");
      await setStock(inside.db, tillId, cash);
    }
    await record(inside, {
      act: closed ? "till.closed" : "till.counted",
      subjectKind: "till",
      subjectId: tillId,
      reference: count.reference,
      ...countInWords(cash),
    });
    return { tillSessionId: sessionId, ...count, closed };
  });
}

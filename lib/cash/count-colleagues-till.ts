import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { assertBegun } from "./begin-count";
import { compareCount, countInWords, insertCount } from "./count-cash";
import { lockColleaguesSession } from "./own-session";
import type { countColleaguesTillInput } from "./schema";

/**
 * Counts the till of a colleague who cannot, without knowing what the books say. The till serves nobody from then on; it
 * closes once a second person agrees to the count. Refuses `till_session_closed`, `own_till`, `count_not_begun`.
 */
export function countColleaguesTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof countColleaguesTillInput>,
): Promise<{ tillId: string; countId: string; reference: string }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.count_for", key, input: asked }, async (inside) => {
    const session = await lockColleaguesSession(inside, asked.sessionId);
    const { id: sessionId, tillId, holder } = session;
    assertBegun(session);
    const cash = await compareCount(inside.db, tillId, asked.counts);
    const count = await insertCount(inside, { kind: "closing", tillId, sessionId, cash });
    const { before, after } = countInWords(cash);
    await record(inside, {
      act: "till.counted_for",
      subjectKind: "till",
      subjectId: tillId,
      reference: count.reference,
      before,
      after: { ...after, opened_by: holder },
    });
    return { tillId, ...count };
  });
}

import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { countAnew } from "./begin-count";
import { lockColleaguesSession } from "./own-session";
import type { beginColleaguesCountInput } from "./schema";

/**
 * Stops the till of a colleague who cannot count it: it serves nobody from then on, and what the books say is kept from
 * whoever counts until they have. Refuses `till_session_closed`, `own_till`, `offers_open`.
 */
export function beginColleaguesCount(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof beginColleaguesCountInput>,
): Promise<{ tillId: string }> {
  const { key, sessionId } = input;
  return transactOnce(ctx, { command: "till.count_for_begin", key, input: { sessionId } }, async (inside) => {
    const session = await lockColleaguesSession(inside, sessionId);
    await countAnew(inside, session);
    await record(inside, {
      act: "till.count_for_begun",
      subjectKind: "till",
      subjectId: session.tillId,
      after: { opened_by: session.holder },
    });
    return { tillId: session.tillId };
  });
}

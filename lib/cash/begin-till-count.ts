import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { authorize } from "../identity/authorize";
import { countAnew } from "./begin-count";
import { lockOwnSession } from "./own-session";
import type { beginTillCountInput } from "./schema";

/**
 * Stops the teller's till for its count: nobody is served at it, and what the books say is kept from them until they have
 * counted. Refuses `till_not_open`, `till_session_changed`, `offers_open`.
 */
export function beginTillCount(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof beginTillCountInput>,
): Promise<{ goal: "close" | "hand-over" }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.count_begin", key, input: asked }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const session = await lockOwnSession(inside, asked.sessionId);
    await countAnew(inside, session);
    await record(inside, { act: "till.count_begun", subjectKind: "till", subjectId: session.tillId });
    return { goal: asked.goal };
  });
}

import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "./authorize";
import { signedIn } from "./session";

/** Ends one of the actor's own sessions, on this device or another. Refuses `session_not_found` for anybody else's. */
export async function endSession(ctx: Ctx, input: { sessionId: string }): Promise<{ sessionId: string }> {
  return transact(ctx, "session.end", async (inside) => {
    authorize(inside.actor, "session.end");
    const { userId } = signedIn(inside.actor);
    const [ended] = await sqlOf(inside.db)`
      update sessions set revoked_at = bank_now()
      where id = ${input.sessionId} and user_id = ${userId} and revoked_at is null returning 1`;
    if (!ended) throw refusal("session_not_found");
    await record(inside, { act: "session.ended", subjectKind: "session", subjectId: input.sessionId });
    return { sessionId: input.sessionId };
  });
}

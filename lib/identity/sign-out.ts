import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { authorize } from "./authorize";
import { signedIn } from "./session";

/** Ends the session in which the actor speaks; its token opens nothing any more. Repeating it is harmless. */
export async function signOut(ctx: Ctx): Promise<void> {
  await transact(ctx, "session.end", async (inside) => {
    authorize(inside.actor, "session.end");
    const { sessionId } = signedIn(inside.actor);
    const [ended] = await sqlOf(inside.db)`
      update sessions set revoked_at = bank_now() where id = ${sessionId} and revoked_at is null returning 1`;
    if (ended && sessionId)
      await record(inside, { act: "session.ended", subjectKind: "session", subjectId: sessionId });
  });
}

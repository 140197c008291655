import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { assertFresh, authorize } from "./authorize";
import { lockColleague } from "./staff-rights";

/** Ends a colleague's session at once, for a reason that they are told of. Refuses `session_not_found`. */
export async function endSessionOf(
  ctx: Ctx<StaffActor>,
  input: { userId: string; sessionId: string; reason: string },
): Promise<{ sessionId: string }> {
  return transact(
    ctx,
    "session.end_other",
    async (inside) => {
      authorize(inside.actor, "staff.manage");
      assertFresh(inside.actor);
      const colleague = await lockColleague(inside.db, input.userId);
      const [ended] = await sqlOf(inside.db)`
        update sessions set revoked_at = bank_now()
        where id = ${input.sessionId} and user_id = ${colleague.id} and revoked_at is null returning 1`;
      if (!ended) throw refusal("session_not_found");
      await record(inside, {
        act: "session.ended_other",
        subjectKind: "user",
        subjectId: colleague.id,
        after: { reason: input.reason },
      });
      await notify(inside, { to: { userId: colleague.id }, kind: "session_ended" });
      return { sessionId: input.sessionId };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

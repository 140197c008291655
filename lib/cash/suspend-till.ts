import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { lockOwnSession, moveSession } from "./own-session";
import type { suspendTillInput } from "./schema";

/** Locks the teller's till for a while: nothing is taken or paid until it is resumed. Refuses `till_not_open`, `till_counting`. */
export function suspendTill(ctx: Ctx<StaffActor>, input: z.output<typeof suspendTillInput>) {
  return transactOnce(
    ctx,
    { command: "till.suspend", key: input.key, input: { sessionId: input.sessionId } },
    async (inside) => {
      authorize(inside.actor, "till.operate");
      const { id, tillId, status } = await lockOwnSession(inside, input.sessionId);
      if (status === "counting") throw refusal("till_counting");
      if (status === "open") await moveSession(inside, id, "suspended");
      await record(inside, { act: "till.suspended", subjectKind: "till", subjectId: tillId });
      return { tillSessionId: id };
    },
  );
}

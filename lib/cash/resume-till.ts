import type { z } from "zod";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { authorize } from "../identity/authorize";
import { endHandovers } from "./end-handovers";
import { lockOwnSession, moveSession } from "./own-session";
import type { resumeTillInput } from "./schema";

/** Goes on serving at a till that was suspended or is being counted; a count that differed no longer stands then. Refuses `till_not_open`. */
export function resumeTill(ctx: Ctx<StaffActor>, input: z.output<typeof resumeTillInput>) {
  return transactOnce(
    ctx,
    { command: "till.resume", key: input.key, input: { sessionId: input.sessionId } },
    async (inside) => {
      authorize(inside.actor, "till.operate");
      const { id, tillId, status } = await lockOwnSession(inside, input.sessionId);
      await endHandovers(inside, id);
      if (status !== "open") await moveSession(inside, id, "open");
      await record(inside, { act: "till.resumed", subjectKind: "till", subjectId: tillId });
      return { tillSessionId: id };
    },
  );
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { lockHandover } from "./lock-handover";
import type { endHandoverInput } from "./schema";

/**
 * Ends a handover that was not taken: taken back by who made it, refused by who should take it. The till stays counted;
 * its teller counts again or goes on serving. Refuses `handover_over`.
 */
export function endHandover(ctx: Ctx<StaffActor>, input: z.output<typeof endHandoverInput>) {
  const { key, handoverId } = input;
  return transactOnce(ctx, { command: "till.handover_end", key, input: { handoverId } }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const { userId } = inside.actor;
    const { offeredBy, toId } = await lockHandover(inside, handoverId);
    if (userId !== offeredBy && userId !== toId) throw refusal("handover_over");
    const status = userId === offeredBy ? "withdrawn" : "refused";
    await sqlOf(inside.db)`
      update till_handovers set status = ${status}, ended_by = ${userId}, ended_at = bank_now() where id = ${handoverId}`;
    await record(inside, { act: `till.handover_${status}`, subjectKind: "till_handover", subjectId: handoverId });
    return { handoverId };
  });
}

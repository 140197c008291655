import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import type { closeTillInput } from "./schema";

/** Ends the teller's session at the till; the cash stays in it, or goes to the vault by a cash move. */
export function closeTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof closeTillInput>,
): Promise<{ tillSessionId: string }> {
  return transactOnce(ctx, { command: "till.close", key: input.key, input: {} }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const sql = sqlOf(inside.db);
    const [session] = await sql<{ id: string; tillId: string }[]>`
      update till_sessions set status = 'closed', closed_at = bank_now()
      where user_id = ${inside.actor.userId} and status <> 'closed' returning id, till_id as "tillId"`;
    if (!session) throw refusal("till_not_open");
    await record(inside, { act: "till.closed", subjectKind: "till", subjectId: session.tillId });
    return { tillSessionId: session.id };
  });
}

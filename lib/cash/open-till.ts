import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { constraintOf } from "../command/sql-state";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { openTillInput } from "./schema";

/** Opens a till of the teller's branch for the day's counter work. Refuses `till_in_use` and `till_already_open`. */
export function openTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof openTillInput>,
): Promise<{ tillSessionId: string }> {
  return transactOnce(
    ctx,
    { command: "till.open", key: input.key, input: { tillId: input.tillId } },
    async (inside) => {
      const sql = sqlOf(inside.db);
      const [till] = await sql<{ branchId: BranchId; name: string }[]>`
      select branch_id as "branchId", name from cash_points where id = ${input.tillId} and kind = 'till'`;
      if (!till) throw refusal("till_not_found");
      authorize(inside.actor, "till.operate", { branchId: till.branchId });
      const open = await sql<{ userId: string; name: string }[]>`
      select s.user_id as "userId", c.name from till_sessions s join cash_points c on c.id = s.till_id
      where s.status <> 'closed' and (s.till_id = ${input.tillId} or s.user_id = ${inside.actor.userId})`;
      const mine = open.find((session) => session.userId === inside.actor.userId);
      if (mine) throw refusal("till_already_open", { till: mine.name });
      if (open.length > 0) throw refusal("till_in_use", { till: till.name });
      const id = newId<"tillSession">();
      try {
        await sql`
          insert into till_sessions (id, till_id, user_id, opened_on)
          values (${id}, ${input.tillId}, ${inside.actor.userId}, ${inside.businessDate})`;
      } catch (error) {
        // Someone was faster: the unique indexes decide.
        if (constraintOf(error) === "till_sessions_one_per_till") throw refusal("till_in_use", { till: till.name });
        if (constraintOf(error) === "till_sessions_one_per_teller")
          throw refusal("till_already_open", { till: till.name });
        throw error;
      }
      await record(inside, { act: "till.opened", subjectKind: "till", subjectId: input.tillId });
      return { tillSessionId: id };
    },
  );
}

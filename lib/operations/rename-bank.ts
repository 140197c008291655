import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import type { renameBankInput } from "../identity/schema";

/** Gives the bank another name on every page, slip and e-mail once a second person has agreed. Refuses `name_unchanged`. */
export async function renameBank(ctx: Ctx<StaffActor>, input: z.output<typeof renameBankInput>) {
  return transact(ctx, "bank.rename", async (inside) => {
    authorize(inside.actor, "bank.manage");
    const sql = sqlOf(inside.db);
    const [bank] = await sql<{ name: string }[]>`select name from bank_settings for update`;
    if (!bank) throw new Error("The bank has no settings");
    if (bank.name === input.name) throw refusal("name_unchanged");
    const change = { before: { name: bank.name }, after: { name: input.name } };
    const pending = await demandApproval(inside, {
      kind: "bank.rename",
      payload: input,
      subjectKind: "bank",
      subjectId: "bank",
      branchId: null,
      reason: input.reason,
      ...change,
      always: true,
    });
    if (pending) return pending;
    await sql`update bank_settings set name = ${input.name}`;
    await record(inside, {
      act: "bank.renamed",
      subjectKind: "bank",
      subjectId: "bank",
      before: change.before,
      after: { ...change.after, reason: input.reason },
    });
    return { name: input.name };
  });
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import type { setRetentionInput } from "../identity/schema";

/** Sets for how many years the bank keeps what it knows of people who left, once a second person has agreed. Refuses `retention_unchanged`. */
export async function setRetention(ctx: Ctx<StaffActor>, input: z.output<typeof setRetentionInput>) {
  return transact(ctx, "bank.set_retention", async (inside) => {
    authorize(inside.actor, "bank.manage");
    const sql = sqlOf(inside.db);
    const [bank] = await sql<{ years: number }[]>`select retention_years as years from bank_settings for update`;
    if (!bank) throw new Error("The bank has no settings");
    if (bank.years === input.years) throw refusal("retention_unchanged", { years: bank.years });
    const before = { kept_for_years: String(bank.years) };
    const after = { kept_for_years: String(input.years) };
    const pending = await demandApproval(inside, {
      kind: "bank.set_retention",
      payload: input,
      subjectKind: "bank",
      subjectId: "bank",
      branchId: null,
      reason: input.reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sql`update bank_settings set retention_years = ${input.years}`;
    await record(inside, {
      act: "bank.retention_set",
      subjectKind: "bank",
      subjectId: "bank",
      before,
      after: { ...after, reason: input.reason },
    });
    return { years: input.years };
  });
}

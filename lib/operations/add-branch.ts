import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { bankFacts } from "../calendar/queries";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { addBranchInput } from "../identity/schema";
import { openBooks } from "./open-books";

/** Opens a branch with its books, a vault and its tills once a second person has agreed; people come to it later. Refuses `branch_code_taken`. */
export async function addBranch(ctx: Ctx<StaffActor>, input: z.output<typeof addBranchInput>) {
  return transact(ctx, "branch.add", async (inside) => {
    authorize(inside.actor, "bank.manage");
    const sql = sqlOf(inside.db);
    const [taken] = await sql`select 1 from branches where code = ${input.code}`;
    if (taken) throw refusal("branch_code_taken");
    const after = { code: input.code, name: input.name, tills: String(input.tills) };
    const pending = await demandApproval(inside, {
      kind: "branch.add",
      payload: input,
      subjectKind: "branch",
      subjectId: input.code,
      branchId: null,
      reason: input.reason,
      before: {},
      after,
      always: true,
    });
    if (pending) return pending;
    const branchId = newId<"branch">();
    const [made] = await sql`
      insert into branches (id, code, name) values (${branchId}, ${input.code}, ${input.name}) on conflict do nothing returning 1`;
    if (!made) throw refusal("branch_code_taken");
    const { currencies } = await bankFacts(inside.db);
    await openBooks(inside.db, { id: branchId, code: input.code, name: input.name, tills: input.tills }, currencies);
    await record(inside, {
      act: "branch.added",
      subjectKind: "branch",
      subjectId: branchId,
      after: { ...after, reason: input.reason },
    });
    return { branchId };
  });
}

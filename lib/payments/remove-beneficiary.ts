import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { removeBeneficiaryInput } from "./schema";

/** Takes a beneficiary off a customer's list; payments already made to it stay. */
export function removeBeneficiary(
  ctx: Ctx<Actor>,
  input: z.output<typeof removeBeneficiaryInput>,
): Promise<{ beneficiaryId: string }> {
  return transactOnce(
    ctx,
    { command: "beneficiary.remove", key: input.key, input: { ...input, key: undefined } },
    async (inside) => {
      const sql = sqlOf(inside.db);
      const [row] = await sql<{ customerId: CustomerId; branchId: BranchId; removed: boolean }[]>`
      select b.customer_id as "customerId", c.branch_id as "branchId", b.removed_at is not null as removed
      from beneficiaries b join customers c on c.id = b.customer_id where b.id = ${input.beneficiaryId} for update of b`;
      if (!row) throw refusal("beneficiary_not_found");
      authorize(inside.actor, "beneficiary.manage", {
        branchId: row.branchId,
        customerIds: [row.customerId],
        missing: "beneficiary_not_found",
      });
      if (row.removed) throw refusal("beneficiary_not_found");
      await sql`update beneficiaries set removed_at = bank_now() where id = ${input.beneficiaryId}`;
      await record(inside, {
        act: "beneficiary.removed",
        subjectKind: "beneficiary",
        subjectId: input.beneficiaryId,
        customerId: row.customerId,
        before: { listed: true },
        after: { listed: false },
      });
      return { beneficiaryId: input.beneficiaryId };
    },
  );
}

import type { z } from "zod";
import { transactOnce } from "../command/transact-once";
import type { Ctx, CustomerActor } from "../core/context";
import { refusal } from "../core/errors";
import type { Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { assertEligible } from "../products/assert-eligible";
import { offeredVersion } from "../products/offered-version";
import { applicantOf, insertApplication } from "./insert-application";
import type { applyForAccountInput } from "./schema";

/**
 * A customer's application for a current or savings account on today's terms; an officer of their branch opens it. Refuses
 * `apply_at_branch`, `product_not_offered`, `under_age`, `not_eligible`, `application_waits` and `applications_too_many`.
 */
export function applyForAccount(
  ctx: Ctx<CustomerActor>,
  input: z.output<typeof applyForAccountInput>,
): Promise<{ applicationId: Id<"accountApplication"> }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.apply", key, input: asked }, async (inside) => {
    authorize(inside.actor, "account.apply", { customerIds: [inside.actor.customerId] });
    const applicant = await applicantOf(inside);
    const version = await offeredVersion(inside, asked.productVersionId, ["current", "savings"]);
    if (!version) throw refusal("product_not_offered", undefined, "productVersionId");
    assertEligible(version, applicant, inside.businessDate);
    const { branchId } = applicant;
    const wanted = { applicant, productVersionId: version.id, product: version.name, branchId, deposit: null };
    return insertApplication(inside, wanted);
  });
}

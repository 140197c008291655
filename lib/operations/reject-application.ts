import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { notify } from "../notifications/notify";
import { assertWaits, lockApplication } from "./lock-application";
import type { rejectApplicationInput } from "./schema";

/** Does not open what a customer applied for, and tells them why. Refuses `application_ended`. */
export function rejectApplication(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof rejectApplicationInput>,
): Promise<{ applicationId: Id<"accountApplication"> }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.reject_application", key, input: asked }, async (inside) => {
    const application = await lockApplication(inside.db, asked.applicationId);
    const { id, customerId, branchId, product } = application;
    authorize(inside.actor, "account.open", { branchId, customerIds: [customerId] });
    assertWaits(application);
    await sqlOf(inside.db)`
      update account_applications set status = 'rejected', decided_by = ${inside.actor.userId}, decided_at = bank_now(),
        reason = ${asked.reason}
      where id = ${id}`;
    await record(inside, {
      act: "account.application_rejected",
      subjectKind: "account_application",
      subjectId: id,
      customerId,
      after: { product, reason: asked.reason },
    });
    await notify(inside, { to: { customerId }, kind: "application_rejected", params: { product } });
    return { applicationId: id };
  });
}

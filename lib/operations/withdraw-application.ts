import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, CustomerActor } from "../core/context";
import type { Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { assertWaits, lockApplication } from "./lock-application";
import type { withdrawApplicationInput } from "./schema";

/** Takes an own application back while nobody has decided on it. Refuses `application_not_found` and `application_ended`. */
export function withdrawApplication(
  ctx: Ctx<CustomerActor>,
  input: z.output<typeof withdrawApplicationInput>,
): Promise<{ applicationId: Id<"accountApplication"> }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.withdraw_application", key, input: asked }, async (inside) => {
    const application = await lockApplication(inside.db, asked.applicationId);
    authorize(inside.actor, "account.apply", {
      customerIds: [application.customerId],
      missing: "application_not_found",
    });
    assertWaits(application);
    await sqlOf(inside.db)`
      update account_applications set status = 'withdrawn', decided_by = ${inside.actor.userId}, decided_at = bank_now()
      where id = ${application.id}`;
    await record(inside, {
      act: "account.application_withdrawn",
      subjectKind: "account_application",
      subjectId: application.id,
      customerId: application.customerId,
      after: { product: application.product },
    });
    return { applicationId: application.id };
  });
}

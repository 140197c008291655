import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import { undecidedLikenesses } from "./review-queries";
import { assertEditable } from "./rules";
import type { decideLikenessInput } from "./schema";
import { withdrawCustomer } from "./withdraw-customer";

/**
 * Decides with a reason whether an applicant is somebody the bank already knows. The same customer's application is
 * withdrawn: their known record is used. Refuses `onboarding_locked`, `likeness_not_found`.
 */
export function decideLikeness(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof decideLikenessInput>,
): Promise<{ customerId: CustomerId; otherId: CustomerId; same: boolean; kind: CustomerFacts["kind"] }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.decide_likeness", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", {
      branchId: customer.branchId,
      customerIds: [customer.id, asked.otherId],
    });
    assertEditable(customer);
    const other = (await undecidedLikenesses(inside, customer)).find(({ id }) => id === asked.otherId);
    if (!other) throw refusal("likeness_not_found");
    const same = asked.decision === "same";
    await sqlOf(inside.db)`
      insert into likeness_decisions (id, customer_id, other_id, same, reason, decided_by)
      values (${newId()}, ${customer.id}, ${other.id}, ${same}, ${asked.reason}, ${inside.actor.userId})`;
    await record(inside, {
      act: "customer.likeness_decided",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      after: { other: other.id, same, agrees: other.agrees, reason: asked.reason },
    });
    if (same) {
      const reason = `The same person as ${other.customerNo}. ${asked.reason}`.slice(0, 300);
      await withdrawCustomer(inside, { key, customerId: customer.id, reason });
    }
    return { customerId: customer.id, otherId: other.id, same, kind: customer.kind };
  });
}

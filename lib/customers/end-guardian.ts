import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { endGuardianships } from "./end-guardianships";
import { guardianWords } from "./guardian-words";
import { lockCustomer } from "./lock-customer";
import { assertChangeable, isMinor } from "./rules";
import type { endGuardianInput } from "./schema";

/**
 * Ends that somebody acts for a person under age; of a customer a second person must agree, and one guardian remains. The
 * guardian signs for none of their accounts any more. Refuses `onboarding_locked`, `guardian_not_found`, `guardian_last`.
 */
export function endGuardian(ctx: Ctx<StaffActor>, input: z.output<typeof endGuardianInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.end_guardian", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertChangeable(customer);
    const leaving = customer.guardians.find(({ id }) => id === asked.guardianshipId);
    if (!leaving) throw refusal("guardian_not_found");
    const staying = customer.guardians.filter((one) => one !== leaving);
    const [before, after] = [guardianWords(customer.guardians), guardianWords(staying)];
    if (customer.status === "active") {
      if (staying.length === 0 && isMinor(customer.birthDate, inside.businessDate)) throw refusal("guardian_last");
      const pending = await demandApproval(inside, {
        kind: "customer.end_guardian",
        payload: input,
        ...aboutCustomer(customer),
        branchId: customer.branchId,
        reason: asked.reason,
        before,
        after,
        always: true,
      });
      if (pending) return pending;
    }
    await endGuardianships(inside, [leaving.id], asked.reason);
    await sqlOf(inside.db)`update customers set updated_at = bank_now() where id = ${customer.id}`;
    await record(inside, {
      act: "customer.guardian_ended",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before,
      after: { ...after, reason: asked.reason },
    });
    return { customerId: customer.id };
  });
}

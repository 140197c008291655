import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { aboutCustomer } from "../customers/about-customer";
import { guardianWords } from "../customers/guardian-words";
import { type GuardianFacts, lockCustomer } from "../customers/lock-customer";
import { assertChangeable, isMinor } from "../customers/rules";
import type { endGuardianInput } from "../customers/schema";
import { assertStranger, authorize } from "../identity/authorize";
import { endGuardianships } from "./end-guardianships";
import { guardAccounts, lockOwned } from "./guard-accounts";
import type { AccountFacts } from "./load-accounts";
import { canBeFulfilled, type Party, ruleWords } from "./signing";

/**
 * Ends that somebody acts for a person under age; of a customer a second person must agree, and one guardian remains. The
 * guardian signs for none of their accounts any more. Refuses `onboarding_locked`, `guardian_not_found`, `guardian_last`,
 * and `rule_not_fulfilled` where those who stay could no longer sign for an account.
 */
export function endGuardian(ctx: Ctx<StaffActor>, input: z.output<typeof endGuardianInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.end_guardian", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertChangeable(customer);
    const leaving = customer.guardians.find(({ id }) => id === asked.guardianshipId);
    if (!leaving) throw refusal("guardian_not_found");
    assertStranger(inside.actor, [leaving.customerId]);
    const staying = customer.guardians.filter((one) => one !== leaving);
    const [before, after] = [guardianWords(customer.guardians), guardianWords(staying)];
    if (customer.status === "active") {
      const minor = isMinor(customer.birthDate, inside.businessDate);
      if (minor && !staying.some(({ fit }) => fit)) throw refusal("guardian_last");
      const { byId } = await lockOwned(inside, [customer.id]);
      for (const account of byId.values()) assertStillSigned(account, leaving, staying);
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
    await guardAccounts(inside, [customer.id]);
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

/** Those who stay can sign for the account as its rule says. */
function assertStillSigned(
  { parties, signingRule }: AccountFacts,
  leaving: GuardianFacts,
  staying: readonly GuardianFacts[],
): void {
  const others = parties.filter(({ customerId, role }) => !(role === "guardian" && customerId === leaving.customerId));
  const guards = staying.map(({ customerId }): Party => ({ customerId, role: "guardian" }));
  // A guardian who is not on this account yet will be.
  const joining = guards.filter(({ customerId }) => !others.some((party) => party.customerId === customerId));
  if (!canBeFulfilled([...others, ...joining], signingRule))
    throw refusal("rule_not_fulfilled", { rule: ruleWords[signingRule] });
}

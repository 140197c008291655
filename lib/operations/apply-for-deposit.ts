import type { z } from "zod";
import { accountIn, availableIn, lockAccounts, ownersIn } from "../accounts/load-accounts";
import { signaturesFor } from "../accounts/signing";
import { transactOnce } from "../command/transact-once";
import type { Ctx, CustomerActor } from "../core/context";
import { refusal } from "../core/errors";
import type { Id } from "../core/ids";
import { assertSecondFactor, authorize } from "../identity/authorize";
import { depositAsked } from "../interest/deposit-asked";
import { applicantOf, insertApplication } from "./insert-application";
import type { applyForDepositInput } from "./schema";

/**
 * A customer's application for a term deposit with money of an account that is theirs and for which they sign alone; an
 * officer of that account's branch opens it, and the money moves then. Refuses `apply_at_branch`, `account_not_found`,
 * `signs_not_alone`, `insufficient_funds`, `application_waits`, `applications_too_many`, and what opening one refuses.
 */
export function applyForDeposit(
  ctx: Ctx<CustomerActor>,
  input: z.output<typeof applyForDepositInput>,
): Promise<{ applicationId: Id<"accountApplication"> }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.apply", key, input: asked }, async (inside) => {
    authorize(inside.actor, "account.apply", { customerIds: [inside.actor.customerId] });
    const applicant = await applicantOf(inside);
    const from = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.apply", { customerIds: ownersIn(from.parties), missing: "account_not_found" });
    assertSecondFactor(inside.actor);
    const { terms, minor, months } = await depositAsked(inside, from, asked);
    signaturesFor(inside.actor, from, undefined);
    assertCovered(from, minor);
    const deposit = { from: from.id, minor, months, instruction: asked.instruction };
    const wanted = {
      applicant,
      productVersionId: terms.versionId,
      product: terms.name,
      branchId: from.branchId,
      deposit,
    };
    return insertApplication(inside, wanted);
  });
}

/** The money is there today; it moves, and is looked at again, when the deposit is opened. */
function assertCovered(from: ReturnType<typeof accountIn>, minor: bigint): void {
  const available = availableIn(from);
  if (available >= minor) return;
  throw refusal("insufficient_funds", {
    availableMinor: (available > 0n ? available : 0n).toString(),
    shortfallMinor: (minor - (available > 0n ? available : 0n)).toString(),
    currency: from.currency,
  });
}

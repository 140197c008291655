import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { aboutCustomer } from "../customers/about-customer";
import { lockCustomer } from "../customers/lock-customer";
import { factsSideBySide, lostFacts, mergedFacts, type Whose } from "../customers/merge-facts";
import { shutSignIn } from "../customers/own-sign-in";
import { raiseRisk } from "../customers/raise-risk";
import { ageProblem } from "../customers/rules";
import type { mergeCustomersInput } from "../customers/schema";
import { screenCustomer } from "../customers/screen-customer";
import * as merge from "./merge-record";

/**
 * Makes one customer of two records of the same person, once the branch manager has agreed: accounts, loans, documents,
 * beneficiaries and sign-in of the other hang on the one that stays, with the facts that were chosen. The other is closed,
 * keeps what it said, and points to it; the ledger is not touched. Where one of them is recorded as dead, so is who stays.
 * Refuses `merge_pair`, `merge_conflict`, `merge_under_review`, `customer_not_active`, `guardian_needed`.
 */
export function mergeCustomers(ctx: Ctx<StaffActor>, input: z.output<typeof mergeCustomersInput>) {
  const { key, customerId, otherId, reason, ...whose } = input;
  return transactOnce(ctx, { command: "customer.merge", key, input: { ...input, key: undefined } }, async (inside) => {
    const pair = await merge.lockPair(inside, customerId, otherId);
    const { kept, other } = pair;
    await assertMergeable(inside, pair, whose);
    const next = mergedFacts(kept, other, whose);
    const pending = await demandApproval(inside, {
      kind: "customer.merge",
      payload: input,
      ...aboutCustomer(kept),
      branchId: kept.branchId,
      reason,
      ...merge.requestWords(pair, factsSideBySide(kept, other), factsSideBySide(next, next)),
      always: true,
    });
    if (pending) return pending;
    await merge.moveRecord(inside, pair, whose);
    await takeSignIn(inside, pair);
    await merge.endRecord(inside, pair, reason);
    await merge.writeFacts(inside, pair, next);
    await merge.guardMerged(inside, pair);
    if (kept.deceasedOn || other.deceasedOn) await shutSignIn(inside, kept.id);
    await merge.recordMerge(inside, pair, whose, reason);
    await raiseRisk(inside, pair.kept.id);
    await screenCustomer(inside, await lockCustomer(inside.db, kept.id));
    return { customerId: kept.id };
  });
}

async function assertMergeable(ctx: TxCtx, pair: merge.Pair, whose: Whose): Promise<void> {
  await merge.assertPair(ctx, pair, "individual");
  const { kept, other } = pair;
  const what = lostFacts(kept, other, whose);
  if (what) throw refusal("merge_conflict", { what });
  const problem = ageProblem(mergedFacts(kept, other, whose), ctx.businessDate);
  if (problem) throw problem;
}

/** The other's sign-in becomes that of the record that stays, unless it has one. */
async function takeSignIn(ctx: TxCtx, { kept, other }: merge.Pair): Promise<void> {
  await sqlOf(ctx.db)`
    update users set customer_id = ${kept.id} where customer_id = ${other.id} and disabled_at is null and not exists (
      select from users u where u.customer_id = ${kept.id})`;
  await shutSignIn(ctx, other.id);
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { readPowers } from "../approvals/powers";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import type { AccountId, HoldId } from "../core/ids";
import { formatMoney } from "../core/money";
import { authorize } from "../identity/authorize";
import { guardedAccount } from "../ledger/book";
import { releaseFunds } from "../ledger/held";
import { writeHeld } from "../ledger/write-held";
import { aboutAccount } from "./about-account";
import { partiesIn } from "./load-accounts";
import { assertOpen, holdIn, lockHolds } from "./lock-holds";
import type { releaseHoldInput } from "./schema";

/**
 * Lets go of a hold: its amount can be spent again; from a policy's amount on a second person must agree. Refuses
 * `hold_not_found`, `hold_resolved`.
 */
export function releaseHold(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof releaseHoldInput>,
): Promise<{ holdId: HoldId; accountId: AccountId } | Pending> {
  const { key, holdId } = input;
  return transactOnce(ctx, { command: "hold.release", key, input: { holdId } }, async (inside) => {
    const powers = await readPowers(inside.db, "hold.release", [{ ctx: inside }], inside.businessDate);
    const state = await lockHolds(inside.db, [holdId]);
    const found = holdIn(state, holdId);
    const { hold, account } = found;
    authorize(inside.actor, "hold.release", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertOpen(found);
    const amount = { minor: hold.minor, currency: account.currency };
    const second = powers.weigh(inside, amount);
    const pending = await demandApproval(inside, {
      ...second,
      kind: "hold.release",
      payload: input,
      ...aboutAccount(account),
      branchId: account.branchId,
      amount,
      before: { hold: hold.reference, holds: formatMoney(amount) },
      after: { hold: hold.reference, holds: "nothing" },
    });
    if (pending) return pending;
    releaseFunds(state.book, account.id, hold.minor);
    await Promise.all([
      writeHeld(inside.db, [guardedAccount(state.book, account.id)]),
      sqlOf(inside.db)`
        insert into hold_resolutions (hold_id, rest, resolved_by) values (${holdId}, 'released', ${inside.actor.userId})`,
      record(inside, {
        act: "hold.released",
        ...aboutAccount(account),
        reference: hold.reference,
        amount,
      }),
    ]);
    return { holdId, accountId: account.id };
  });
}

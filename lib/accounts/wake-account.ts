import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { wakeAccountInput } from "./schema";

/**
 * Lets money leave a dormant account again, once its owner's identity was checked anew and a second person agreed.
 * Refuses `account_not_found`, `account_closed`, `not_dormant`.
 */
export function wakeAccount(ctx: Ctx<StaffActor>, input: z.output<typeof wakeAccountInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.wake", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.wake", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    if (!account.dormant) throw refusal("not_dormant");
    const pending = await demandApproval(inside, {
      kind: "account.wake",
      payload: input,
      ...aboutAccount(account),
      branchId: account.branchId,
      reason: asked.evidence,
      before: { dormancy: "dormant" },
      after: { dormancy: null },
      always: true,
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      update account_dormancies set ended_at = bank_now(), ended_by = ${inside.actor.userId}, evidence = ${asked.evidence}
      where account_id = ${account.id} and ended_at is null`;
    await record(inside, {
      act: "account.woken",
      ...aboutAccount(account),
      before: { dormancy: "dormant" },
      after: { evidence: asked.evidence },
    });
    return { accountId: account.id };
  });
}

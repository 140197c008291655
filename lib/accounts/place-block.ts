import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type AccountId, type Id, newId } from "../core/ids";
import { authorize, may } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { placeBlockInput } from "./schema";

/**
 * Stops money leaving an account, coming to it, or both, at once and until the block is lifted; a freeze also stops what
 * the bank itself would take. Refuses `account_not_found`, `account_closed`, `freeze_by_compliance`.
 */
export function placeBlock(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof placeBlockInput>,
): Promise<{ blockId: Id<"accountBlock">; accountId: AccountId }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.block", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.block", { branchId: account.branchId, customerIds: partiesIn(account) });
    if (asked.kind === "freeze" && !may(inside.actor, "account.freeze")) throw refusal("freeze_by_compliance");
    assertActive(account);
    const blockId = newId<"accountBlock">();
    await sqlOf(inside.db)`
      insert into account_blocks (id, account_id, kind, reason, placed_by)
      values (${blockId}, ${account.id}, ${asked.kind}, ${asked.reason}, ${inside.actor.userId})`;
    await record(inside, {
      act: "account.blocked",
      ...aboutAccount(account),
      after: { block: blockId, kind: asked.kind, reason: asked.reason },
    });
    return { blockId, accountId: account.id };
  });
}

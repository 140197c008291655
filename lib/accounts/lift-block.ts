import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { AccountId, Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { accountIn, type BlockKind, lockAccounts, partiesIn } from "./load-accounts";
import type { liftBlockInput } from "./schema";

/**
 * Lifts a block with a reason; a freeze is asked for by compliance and lifted by a second person.
 * Refuses `block_not_found`, `block_lifted`, `freeze_by_compliance`.
 */
export function liftBlock(ctx: Ctx<StaffActor>, input: z.output<typeof liftBlockInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.unblock", key, input: asked }, async (inside) => {
    const block = await lockBlock(inside, asked.blockId);
    const account = accountIn(await lockAccounts(inside.db, { ids: [block.accountId] }), { id: block.accountId });
    authorize(inside.actor, block.kind === "freeze" ? "account.freeze" : "account.block", {
      branchId: account.branchId,
      customerIds: partiesIn(account),
    });
    if (block.lifted) throw refusal("block_lifted");
    const pending = await demandApproval(inside, {
      kind: "account.unblock",
      payload: input,
      ...aboutAccount(account),
      branchId: account.branchId,
      reason: asked.reason,
      before: { block: block.kind, because: block.reason },
      after: { block: null, because: asked.reason },
      ...(block.kind === "freeze" ? { always: true as const } : {}),
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      update account_blocks set lifted_at = bank_now(), lifted_by = ${inside.actor.userId}, lift_reason = ${asked.reason}
      where id = ${asked.blockId}`;
    await record(inside, {
      act: "account.unblocked",
      ...aboutAccount(account),
      before: { block: asked.blockId, kind: block.kind, reason: block.reason },
      after: { reason: asked.reason },
    });
    return { accountId: account.id };
  });
}

type Block = { accountId: AccountId; kind: BlockKind; reason: string; lifted: boolean };

async function lockBlock(ctx: TxCtx, id: Id<"accountBlock">): Promise<Block> {
  const [row] = await sqlOf(ctx.db)<Block[]>`
    select account_id as "accountId", kind, reason, lifted_at is not null as lifted from account_blocks where id = ${id} for update`;
  if (!row) throw refusal("block_not_found");
  return row;
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { accountIn, lockAccounts, partiesIn, usersIn } from "../accounts/load-accounts";
import { signaturesFor } from "../accounts/signing";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { setInstructionInput } from "./schema";

/** Changes what happens to a term deposit at maturity. Refuses `deposit_ended` and what the signing rule lacks. */
export function setInstruction(
  ctx: Ctx<Actor>,
  input: z.output<typeof setInstructionInput>,
): Promise<{ accountId: AccountId }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "deposit.instruct", key, input: asked }, async (inside) => {
    const sql = sqlOf(inside.db);
    // Maturity and closing early lock the deposit before its account: so does this.
    const [row] = await sql<{ instruction: string; status: string }[]>`
      select instruction, status from term_deposits where account_id = ${asked.accountId} for update`;
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "deposit.instruct", {
      branchId: account.branchId,
      customerIds: inside.actor.kind === "customer" ? usersIn(account.parties) : partiesIn(account),
      missing: "account_not_found",
    });
    if (row?.status !== "active" && row?.status !== "matured") throw refusal("deposit_ended");
    const signed = signaturesFor(inside.actor, account, asked.present);
    await sql`update term_deposits set instruction = ${asked.instruction} where account_id = ${account.id}`;
    await record(inside, {
      act: "deposit.instructed",
      ...aboutAccount(account),
      before: { instruction: row.instruction },
      after: { instruction: asked.instruction, ...(signed.length > 0 ? { signed } : {}) },
    });
    return { accountId: account.id };
  });
}

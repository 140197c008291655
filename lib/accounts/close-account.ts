import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { GuardedAccount } from "../ledger/book";
import { writeHeld } from "../ledger/write-held";
import { accountIn, lockAccounts } from "./load-accounts";
import type { closeAccountInput } from "./schema";

/**
 * Closes an account that is empty and has nothing pending: no held funds, no overdraft limit, no block, no running loan
 * that is paid from it.
 * Refuses `balance_not_zero`, `account_has_pending`, `account_closed`.
 */
export function closeAccount(
  ctx: Ctx<Actor>,
  input: z.output<typeof closeAccountInput>,
): Promise<{ accountId: AccountId }> {
  return transactOnce(
    ctx,
    { command: "account.close", key: input.key, input: { ...input, key: undefined } },
    async (inside) => {
      const id = input.accountId;
      const account = accountIn(await lockAccounts(inside.db, { ids: [id] }), { id });
      authorize(inside.actor, "account.close", {
        branchId: account.branchId,
        customerIds: account.owners,
        missing: "account_not_found",
      });
      if (account.status !== "active") throw refusal("account_closed", { account: formatMaskedIban(account.iban) });
      if (account.row.balance !== 0n) {
        throw refusal("balance_not_zero", { balanceMinor: account.row.balance.toString(), currency: account.currency });
      }
      const pending = await whatIsPending(inside, id, account.row, account.blocks.length);
      if (pending) throw refusal("account_has_pending", { what: pending });
      if (account.row.expired.length > 0) await writeHeld(inside.db, [account.row]);
      await sqlOf(inside.db)`
      update accounts set status = 'closed', closed_on = ${inside.businessDate}, close_reason = ${input.reason} where id = ${id}`;
      await record(inside, {
        act: "account.closed",
        subjectKind: "account",
        subjectId: id,
        customerId: account.owners[0] ?? null,
        before: { status: "active" },
        after: { status: "closed", reason: input.reason },
      });
      return { accountId: id };
    },
  );
}

/** What still hangs on the account, as the end of a sentence, or null. Later: mandates, standing orders, accrued interest. */
async function whatIsPending(
  ctx: TxCtx,
  id: AccountId,
  { held, floor }: GuardedAccount,
  blocks: number,
): Promise<string | null> {
  if (held > 0n) return "money is held on it";
  if (floor !== 0n) return "it has an overdraft limit";
  if (blocks > 0) return "a block is on it";
  const [loan] = await sqlOf(ctx.db)<{ loanNo: string }[]>`
    select loan_no as "loanNo" from loans where settlement_account_id = ${id}
      and status not in ('closed', 'rejected', 'withdrawn', 'cancelled') limit 1`;
  return loan ? `loan ${loan.loanNo} is paid from it` : null;
}

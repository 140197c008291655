import type { z } from "zod";
import { assertNotClosed, assertNothingPending, tiesOf, writeClosings } from "../accounts/closing";
import { accountIn, lockAccounts, partiesIn } from "../accounts/load-accounts";
import type { closeAccountInput } from "../accounts/schema";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { interestWords, loadClosingInterest, settleAtClosing } from "../interest/closing-interest";
import { writeSettlements } from "../interest/settle-interest";
import { guardedAccount } from "../ledger/book";
import { postEntries } from "../ledger/post-entries";
import { writeHeld } from "../ledger/write-held";

/**
 * Closes an account that is empty once its interest is settled and has nothing pending: no held funds, no overdraft limit,
 * no block, no running loan that is paid from it, no term deposit that is paid to it.
 * Refuses `balance_not_zero`, `account_has_pending`, `account_closed`, `interest_not_known`.
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
      const accounts = await lockAccounts(inside.db, { ids: [id] });
      const account = accountIn(accounts, { id });
      authorize(inside.actor, "account.close", {
        branchId: account.branchId,
        customerIds: partiesIn(account),
        missing: "account_not_found",
      });
      assertNotClosed(account);
      const interest = await loadClosingInterest(inside, [id]);
      const settled = settleAtClosing(inside, account, interest, accounts);
      const { balance } = guardedAccount(accounts.book, id);
      if (balance !== 0n)
        throw refusal("balance_not_zero", { balanceMinor: balance.toString(), currency: account.currency });
      assertNothingPending(account, (await tiesOf(inside.db, [id])).get(id));
      if (account.row.expired.length > 0) await writeHeld(inside.db, [account.row]);
      await postEntries(
        inside.db,
        settled.flatMap(({ entry }) => (entry ? [{ ctx: inside, entry }] : [])),
      );
      await writeSettlements(inside.db, settled);
      await writeClosings(inside.db, [{ id, on: inside.businessDate, reason: input.reason }]);
      await record(inside, {
        act: "account.closed",
        subjectKind: "account",
        subjectId: id,
        customerId: account.owners[0] ?? null,
        before: { status: "active" },
        after: { status: "closed", reason: input.reason, ...interestWords(settled, account.currency) },
      });
      return { accountId: id };
    },
  );
}

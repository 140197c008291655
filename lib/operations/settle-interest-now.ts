import type { z } from "zod";
import { assertNotClosed, assertNothingPending, tiesOf } from "../accounts/closing";
import { accountIn, lockAccounts, partiesIn } from "../accounts/load-accounts";
import type { settleInterestInput } from "../accounts/schema";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { loadClosingInterest, settleAtClosing } from "../interest/closing-interest";
import { writeSettlements } from "../interest/settle-interest";
import { postEntries } from "../ledger/post-entries";

/**
 * Brings what an account earned or owes to the day to it and leaves it open, so that the whole balance can be paid out in
 * cash before it is closed; the coming night earns nothing. Refuses `interest_settled` where there is nothing to settle,
 * `interest_not_known`, `account_closed`, `account_has_pending`.
 */
export function settleInterestNow(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof settleInterestInput>,
): Promise<{ accountId: AccountId; reference: string | null }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.settle_interest", key, input: asked }, async (inside) => {
    const id = asked.accountId;
    const accounts = await lockAccounts(inside.db, { ids: [id] });
    const account = accountIn(accounts, { id });
    authorize(inside.actor, "account.close", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertNotClosed(account);
    assertNothingPending(account, (await tiesOf(inside.db, [id])).get(id));
    const settled = settleAtClosing(inside, account, await loadClosingInterest(inside, [id]), accounts);
    if (settled.length === 0) throw refusal("interest_settled");
    await postEntries(
      inside.db,
      settled.flatMap(({ entry }) => (entry ? [{ ctx: inside, entry }] : [])),
    );
    await writeSettlements(inside.db, settled);
    for (const { audit } of settled) await record(inside, audit);
    const [posted] = settled.flatMap(({ audit }) => audit.reference ?? []);
    return { accountId: id, reference: posted ?? null };
  });
}

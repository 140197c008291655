import { sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, TxCtx } from "../core/context";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { writeHeld } from "../ledger/write-held";

/** Accounts in one transaction: few enough that no teller waits for long. */
const BATCH = 100;

/**
 * Lets every hold past its time run out: its amount can be spent again. Postings do this for the accounts they touch;
 * this tidies the rest. Answers how many holds ran out.
 */
export async function expireHolds(ctx: Ctx): Promise<{ expired: number }> {
  let [expired, after]: [number, AccountId | null] = [0, null];
  for (;;) {
    const done: Batch = await transact(ctx, "hold.expire", (inside) => expireSome(inside, after));
    expired += done.expired;
    if (!done.last) return { expired };
    after = done.last;
  }
}

/** How many ran out, and the last account that was looked at where more may follow. */
type Batch = { expired: number; last: AccountId | null };

async function expireSome(ctx: TxCtx, after: AccountId | null): Promise<Batch> {
  authorize(ctx.actor, "day.cut");
  const sql = sqlOf(ctx.db);
  const due = await sql<{ id: AccountId }[]>`
    select distinct account_id as id from open_holds
    where expires_at <= (select bank_now()) ${after ? sql`and account_id > ${after}` : sql``} order by account_id limit ${BATCH}`;
  const last = due.length === BATCH ? (due.at(-1)?.id ?? null) : null;
  if (due.length === 0) return { expired: 0, last };
  const { book, byId } = await lockAccounts(ctx.db, { ids: due.map(({ id }) => id) });
  const accounts = [...book.guarded.values()].filter(({ expired }) => expired.length > 0);
  await writeHeld(ctx.db, accounts);
  for (const { id, expired } of accounts) {
    await record(ctx, {
      act: "hold.expired",
      subjectKind: "account",
      subjectId: id,
      customerId: byId.get(id)?.owners[0] ?? null,
      after: { holds: expired },
    });
  }
  return { expired: accounts.reduce((sum, { expired }) => sum + expired.length, 0), last };
}

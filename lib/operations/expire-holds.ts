import { type Database, sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { writeHeld } from "../ledger/write-held";

/** Accounts in one transaction: few enough that no teller waits for long. */
const BATCH = 100;

/**
 * Lets every hold past its time run out: its amount can be spent again. Postings do this for the accounts they touch;
 * this tidies the rest. Answers how many holds ran out.
 */
export async function expireHolds(ctx: Ctx<Actor, Database>): Promise<{ expired: number }> {
  for (let expired = 0; ; ) {
    const done = await transact(ctx, "hold.expire", expireSome);
    expired += done;
    if (done === 0) return { expired };
  }
}

async function expireSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.cut");
  const due = await sqlOf(ctx.db)<{ id: AccountId }[]>`
    select distinct h.account_id as id from holds h
    where h.expires_at <= bank_now() and not exists (select from hold_resolutions r where r.hold_id = h.id)
    order by h.account_id limit ${BATCH}`;
  if (due.length === 0) return 0;
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
  return accounts.reduce((sum, { expired }) => sum + expired.length, 0);
}

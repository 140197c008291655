import { type Database, sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { recordMany } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { type AccountId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { guardedAccount } from "../ledger/book";
import { changeFloor } from "../ledger/held";
import { writeHeld } from "../ledger/write-held";

/** Accounts in one transaction: few enough that no teller waits for long. */
const BATCH = 100;

/**
 * Ends every overdraft limit whose last day is over; what its account still owes stands as unarranged. Answers how many
 * limits ran out.
 */
export async function lapseOverdrafts(ctx: Ctx<Actor, Database>): Promise<{ lapsed: number }> {
  for (let lapsed = 0; ; ) {
    const done = await transact(ctx, "overdraft.lapse", lapseSome);
    lapsed += done;
    if (done === 0) return { lapsed };
  }
}

async function lapseSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.cut");
  const sql = sqlOf(ctx.db);
  const over = await sql<{ id: AccountId }[]>`
    select f.account_id as id from overdraft_facilities f
    where f.until_day < ${ctx.businessDate} and not exists (
      select from overdraft_facilities n where n.account_id = f.account_id and n.id > f.id)
    order by f.account_id limit ${BATCH}`;
  if (over.length === 0) return 0;
  const { book, byId } = await lockAccounts(ctx.db, { ids: over.map(({ id }) => id) });
  const still = await stillOver(ctx, [...byId.keys()]);
  for (const id of still) changeFloor(book, id, 0n);
  await writeHeld(
    ctx.db,
    still.map((id) => guardedAccount(book, id)),
  );
  await sql`
    insert into overdraft_facilities (id, account_id, limit_minor, currency, from_day)
    select f.id, f.account_id, 0, a.currency, ${ctx.businessDate}
    from unnest(${still.map(() => newId())}::uuid[], ${still}::uuid[]) as f (id, account_id) join accounts a on a.id = f.account_id`;
  await recordMany(
    ctx.db,
    still.map((id) => ({
      ctx,
      draft: {
        act: "overdraft.lapsed",
        subjectKind: "account",
        subjectId: id,
        customerId: byId.get(id)?.owners[0] ?? null,
      },
    })),
  );
  return over.length;
}

/** Under the lock: a limit that was changed while this waited is not over. */
async function stillOver(ctx: TxCtx, ids: readonly AccountId[]): Promise<AccountId[]> {
  const rows = await sqlOf(ctx.db)<{ id: AccountId }[]>`
    select f.account_id as id from overdraft_facilities f
    where f.account_id = any(${[...ids]}::uuid[]) and f.until_day < ${ctx.businessDate} and not exists (
      select from overdraft_facilities n where n.account_id = f.account_id and n.id > f.id)`;
  return rows.map(({ id }) => id);
}

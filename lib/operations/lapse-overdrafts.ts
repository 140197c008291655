import type { Fragment } from "postgres";
import { type Database, sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { recordMany } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { addDays } from "../core/dates";
import { type AccountId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { guardedAccount } from "../ledger/book";
import { changeFloor } from "../ledger/held";
import { writeHeld } from "../ledger/write-held";

/** Accounts in one transaction: few enough that no teller waits for long. */
const BATCH = 100;

/** How many the cut ends itself, while the whole bank waits for it. */
const WITH_CUT = 1_000;

/**
 * Ends, in the transaction that turns the day, the overdraft limits whose last day is the one before, so that nobody spends
 * on them on the new one. Of more than the bank can wait for the rest is tidied with what else ran out.
 */
export async function lapseWithCut(ctx: TxCtx): Promise<void> {
  const sql = sqlOf(ctx.db);
  await lapse(ctx, await outdated(ctx, sql`f.until_day = ${addDays(ctx.businessDate, -1)}`, WITH_CUT));
}

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
  return lapse(ctx, await outdated(ctx, sqlOf(ctx.db)`f.until_day < ${ctx.businessDate}`, BATCH));
}

/** The accounts whose limit that stands has such a last day, in order. */
async function outdated(ctx: TxCtx, whose: Fragment, atMost: number | null): Promise<AccountId[]> {
  const rows = await sqlOf(ctx.db)<{ id: AccountId }[]>`
    select f.account_id as id from overdraft_facilities f
    where ${whose} and not exists (
      select from overdraft_facilities n where n.account_id = f.account_id and n.id > f.id)
    order by f.account_id limit ${atMost}`;
  return rows.map(({ id }) => id);
}

async function lapse(ctx: TxCtx, over: readonly AccountId[]): Promise<number> {
  if (over.length === 0) return 0;
  const sql = sqlOf(ctx.db);
  const { book, byId } = await lockAccounts(ctx.db, { ids: over });
  // Under the lock: a limit that was changed while this waited is not over.
  const still = await outdated(
    ctx,
    sql`f.account_id = any(${[...over]}::uuid[]) and f.until_day < ${ctx.businessDate}`,
    null,
  );
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

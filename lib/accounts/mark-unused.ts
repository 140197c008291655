import { type Database, sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { addMonths, type BusinessDate } from "../core/dates";
import { type AccountId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { TemplateName } from "../ledger/templates/registry";
import { lockAccounts } from "./load-accounts";

/** What a holder does, or has done for them, with an account; what the bank books by itself wakes nobody. */
const USES: readonly TemplateName[] = [
  "cash_deposit",
  "cash_withdrawal",
  "transfer",
  "exchange",
  "note_purchase",
  "note_sale",
  "incoming_credit",
  "cheque_paid_in",
  "loan_repaid",
  "term_deposit_funded",
];

/** Accounts looked at in one transaction: few enough that no teller waits for long. */
const BATCH = 2_000;

/**
 * Finds accounts that nobody has used for 6 months (inactive) and for 12 (dormant), and inactive ones that are in use
 * again; a dormant one stays so until it is woken, and a term deposit, which nobody is to use, never becomes one. Repeating it on a day finds nothing more. Answers how many changed.
 */
export async function markUnused(ctx: Ctx<Actor, Database>): Promise<{ changed: number }> {
  let [changed, after]: [number, AccountId | null] = [0, null];
  for (;;) {
    const done: Batch = await transact(ctx, "account.mark_unused", (inside) => markSome(inside, after));
    changed += done.changed;
    if (!done.last) return { changed };
    after = done.last;
  }
}

type Batch = { changed: number; last: AccountId | null };
type Stage = "inactive" | "dormant";
type Found = { id: AccountId; lastUsedOn: BusinessDate; was: Stage | null; is: Stage | null };

async function markSome(ctx: TxCtx, after: AccountId | null): Promise<Batch> {
  authorize(ctx.actor, "day.cut");
  const sql = sqlOf(ctx.db);
  const ids = await sql<{ id: AccountId }[]>`
    select id from accounts where status = 'active' and kind <> 'term_deposit' and opened_on <= ${addMonths(ctx.businessDate, -6)}
      ${after ? sql`and id > ${after}` : sql``} order by id limit ${BATCH}`;
  const last = ids.length === BATCH ? (ids.at(-1)?.id ?? null) : null;
  const seen = await changesOf(
    ctx,
    ids.map(({ id }) => id),
  );
  if (seen.length === 0) return { changed: 0, last };
  // Under the lock once more: what was used while this waited is not unused.
  const { byId } = await lockAccounts(ctx.db, { ids: seen.map(({ id }) => id) });
  const changes = await changesOf(ctx, [...byId.keys()]);
  await writeChanges(ctx, changes);
  await recordMany(
    ctx.db,
    changes.map(({ id, was, is, lastUsedOn }) => ({
      ctx,
      draft: {
        act: is ? "account.unused" : "account.used_again",
        subjectKind: "account",
        subjectId: id,
        customerId: byId.get(id)?.owners[0] ?? null,
        before: { dormancy: was },
        after: { dormancy: is, lastUsedOn },
      },
    })),
  );
  return { changed: changes.length, last };
}

/** The accounts whose stage is not what their last use says. Waking counts as use. */
async function changesOf(ctx: TxCtx, ids: readonly AccountId[]): Promise<Found[]> {
  const [inactive, dormant] = [addMonths(ctx.businessDate, -6), addMonths(ctx.businessDate, -12)];
  return sqlOf(ctx.db)<Found[]>`
    select * from (
      select a.id, used.day::text as "lastUsedOn", d.stage as was,
        case when d.stage = 'dormant' or used.day <= ${dormant} then 'dormant' when used.day <= ${inactive} then 'inactive' end as is
      from accounts a
        cross join bank_settings s
        left join account_dormancies d on d.account_id = a.id and d.ended_at is null
        cross join lateral (select greatest(
          a.opened_on,
          -- Backwards from the last posting to the first use: a join of the two tables is planned through all of them.
          (select p.booking_date from postings p
            where p.account_id = a.id and (select e.kind from journal_entries e where e.id = p.entry_id) = any(${[...USES]}::text[])
            order by p.booking_date desc, p.seq desc limit 1),
          (select max((w.ended_at at time zone s.time_zone)::date) from account_dormancies w
            where w.account_id = a.id and w.ended_by is not null)
        ) as day) used
      where a.id = any(${[...ids]}::uuid[]) and a.status = 'active'
    ) found where was is distinct from "is" order by id`;
}

async function writeChanges(ctx: TxCtx, changes: readonly Found[]): Promise<void> {
  const sql = sqlOf(ctx.db);
  const ended = changes.filter(({ was }) => was !== null).map(({ id }) => id);
  const begun = changes.filter(({ is }) => is !== null);
  if (ended.length > 0)
    await sql`
      update account_dormancies set ended_at = bank_now() where account_id = any(${ended}::uuid[]) and ended_at is null`;
  if (begun.length > 0)
    await sql`
      insert into account_dormancies (id, account_id, stage, from_day, last_used_on)
      select id, account_id, stage, ${ctx.businessDate}, last_used_on from unnest(
        ${begun.map(() => newId())}::uuid[], ${begun.map(({ id }) => id)}::uuid[],
        ${begun.map(({ is }) => is)}::text[], ${begun.map(({ lastUsedOn }) => lastUsedOn)}::date[]
      ) as rows (id, account_id, stage, last_used_on)`;
}

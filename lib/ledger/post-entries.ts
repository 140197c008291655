import type { Fragment } from "postgres";
import { nullsOnce, plainArray, sameOnce } from "@/db/arrays";
import { type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { LedgerAccountId } from "../core/ids";
import type { DecidedEntry, DecidedLeg } from "./entry";
import { leaveKnown } from "./last-known";
import { templateOf } from "./templates/registry";
import { resolveExpired } from "./write-held";

/** An accepted entry and who books it. */
export type Posting = { ctx: Ctx; entry: DecidedEntry };

/**
 * Writes accepted entries, their postings and the locked balances with one statement, so that the database checks them
 * together. The only writer of the ledger; holds that ran out on these accounts are resolved with it. Every entry of a call gets the same `booked_at`, after the latest of every
 * account it moves and whatever the transaction has booked before; `seq` orders inside it. Sends the statement and does not wait
 * for its answer: should it fail, the transaction does.
 */
export async function postEntries(tx: Transaction, items: readonly Posting[]): Promise<void> {
  if (items.length === 0) return;
  for (const { ctx, entry } of items)
    if (ctx.closing && !templateOf(entry.kind).endOfDay) throw refusal("period_closed", { date: ctx.businessDate });
  const sql = sqlOf(tx);
  const rows = latestRows(items);
  // A time is never earlier than the id of its transaction, which a lock has given it already (ledger: History).
  if (rows.length === 0) void sendOnly(tx, sql`select pg_current_xact_id()`);
  await sendOnly(
    tx,
    sql`
    with stamp as materialized (
      select greatest(bank_now(), ${latestOf(rows)}::timestamp at time zone 'UTC' + interval '1 microsecond',
        nullif(current_setting('app.booked_after', true), '')::timestamptz + interval '1 microsecond') as booked_at
    ), entries as (${entriesOf(sql, items)}), legs as (${legsOf(sql, items)}),
    rows as materialized (
      select r.account_id, r.balance, coalesce(r.held, s.held[1]) as held, coalesce(r.unarranged, s.unarranged[1]) as unarranged, r.seq
      from (select
        ${plainArray(rows.map((row) => row.account))}::uuid[] as account_id,
        ${plainArray(rows.map((row) => row.after.balance))}::bigint[] as balance,
        ${plainArray(sameOnce(rows.map((row) => row.after.held)))}::bigint[] as held,
        ${plainArray(sameOnce(rows.map((row) => row.after.unarranged)))}::bigint[] as unarranged,
        ${plainArray(rows.map((row) => row.after.seq))}::bigint[] as seq
      ) as s, unnest(s.account_id, s.balance, s.held, s.unarranged, s.seq) as r (account_id, balance, held, unarranged, seq)
    ), balances as (
      update account_balances b set balance = r.balance, held = r.held, unarranged = r.unarranged, seq = r.seq, last_booked_at = stamp.booked_at
      from stamp, rows r
      where b.account_id = r.account_id
      returning 1
    )
    select demand((select count(*) from balances) = ${rows.length}::int, '23000', 'a balance to be written was not found'),
      set_config('app.booked_after', booked_at::text, true) from stamp`,
  );
  for (const { account, after } of rows) leaveKnown(account, after);
  await resolveExpired(
    tx,
    rows.map(({ after }) => after),
  );
}

/** What inserts accepted entries, at the time that the part `stamp` of the statement answers as `booked_at`. One transaction has one banking date. */
export function entriesOf(sql: Sql, items: readonly Posting[]): Fragment {
  const { businessDate } = (items[0] as Posting).ctx;
  return sql`
    insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id,
      actor_kind, actor_id, channel, reverses_id, request_id)
    select e.id, coalesce(e.kind, s.kind[1]), e.reference, booked_at, ${businessDate}::date, coalesce(e.value_date, s.value_date[1]),
      coalesce(e.narrative, s.narrative[1]), coalesce(e.branch_id, s.branch_id[1]), coalesce(e.actor_kind, s.actor_kind[1]),
      coalesce(e.actor_id, s.actor_id[1]), coalesce(e.channel, s.channel[1]), e.reverses_id, coalesce(e.request_id, s.request_id[1])
    from stamp, (select
      ${plainArray(items.map(({ entry }) => entry.id))}::uuid[] as id, ${plainArray(sameOnce(items.map(({ entry }) => entry.kind)))}::text[] as kind,
      ${plainArray(items.map(({ entry }) => entry.reference))}::text[] as reference,
      ${plainArray(sameOnce(items.map(({ entry }) => entry.valueDate ?? businessDate)))}::date[] as value_date,
      ${sameOnce(items.map(({ entry }) => entry.narrative))}::text[] as narrative,
      ${plainArray(sameOnce(items.map(({ entry }) => entry.branchId)))}::uuid[] as branch_id,
      ${plainArray(sameOnce(items.map(({ ctx }) => ctx.actor.kind)))}::text[] as actor_kind,
      ${sameOnce(items.map(({ ctx }) => actorId(ctx)))}::text[] as actor_id,
      ${plainArray(sameOnce(items.map(({ ctx }) => ctx.channel)))}::text[] as channel,
      ${plainArray(nullsOnce(items.map(({ entry }) => entry.reversesId ?? null)))}::uuid[] as reverses_id,
      ${sameOnce(items.map(({ ctx }) => ctx.requestId))}::text[] as request_id
    ) as s, unnest(s.id, s.kind, s.reference, s.value_date, s.narrative, s.branch_id, s.actor_kind, s.actor_id, s.channel, s.reverses_id, s.request_id)
      as e (id, kind, reference, value_date, narrative, branch_id, actor_kind, actor_id, channel, reverses_id, request_id)`;
}

/** What inserts the postings of accepted entries. */
export function legsOf(sql: Sql, items: readonly Posting[]): Fragment {
  const { businessDate } = (items[0] as Posting).ctx;
  const legs = items.flatMap(({ entry }) => entry.legs.map((leg, at) => ({ leg, at: at + 1, entry })));
  return sql`
    insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
    select l.entry_id, l.leg, l.account_id, coalesce(l.currency, s.currency[1]), coalesce(l.branch_id, s.branch_id[1]), l.minor,
      ${businessDate}::date, coalesce(l.value_date, s.value_date[1]), l.seq, l.balance_after
    from (select
      ${plainArray(legs.map(({ entry }) => entry.id))}::uuid[] as entry_id, ${plainArray(legs.map(({ at }) => at))}::smallint[] as leg,
      ${plainArray(legs.map(({ leg }) => leg.account))}::uuid[] as account_id,
      ${plainArray(sameOnce(legs.map(({ leg }) => leg.currency)))}::bpchar[] as currency,
      ${plainArray(sameOnce(legs.map(({ leg }) => leg.branchId)))}::uuid[] as branch_id,
      ${plainArray(legs.map(({ leg }) => leg.minor))}::bigint[] as minor,
      ${plainArray(sameOnce(legs.map(({ entry }) => entry.valueDate ?? businessDate)))}::date[] as value_date,
      ${plainArray(nullsOnce(legs.map(({ leg }) => leg.after?.seq ?? null)))}::bigint[] as seq,
      ${plainArray(nullsOnce(legs.map(({ leg }) => leg.after?.balance ?? null)))}::bigint[] as balance_after
    ) as s, unnest(s.entry_id, s.leg, s.account_id, s.currency, s.branch_id, s.minor, s.value_date, s.seq, s.balance_after)
      as l (entry_id, leg, account_id, currency, branch_id, minor, value_date, seq, balance_after)`;
}

/** When any of these accounts was moved last, as far as is known: a time of UTC as the database writes it, which sorts as text. */
function latestOf(rows: readonly Guarded[]): string | null {
  let latest: string | null = null;
  for (const {
    after: { bookedAt: time },
  } of rows)
    if (time !== null && (latest === null || time > latest)) latest = time;
  return latest;
}

type Guarded = DecidedLeg & { after: NonNullable<DecidedLeg["after"]> };

/** The last state of each guarded account that entries move: that of the highest seq. */
function latestRows(items: readonly Posting[]): Guarded[] {
  const latest = new Map<LedgerAccountId, Guarded>();
  for (const { entry } of items)
    for (const leg of entry.legs) {
      if (!leg.after) continue;
      const known = latest.get(leg.account);
      if (!known || known.after.seq < leg.after.seq) latest.set(leg.account, leg as Guarded);
    }
  return [...latest.values()];
}

function actorId({ actor }: Ctx): string {
  return actor.kind === "system" ? actor.job : actor.kind === "api_client" ? actor.clientId : actor.userId;
}

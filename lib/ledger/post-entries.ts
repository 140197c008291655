import { plainArray } from "@/db/arrays";
import { sqlOf, type Transaction } from "@/db/client";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { LedgerAccountId } from "../core/ids";
import type { DecidedEntry, DecidedLeg } from "./entry";
import { templateOf } from "./templates/registry";
import { resolveExpired } from "./write-held";

/** An accepted entry and who books it. */
export type Posting = { ctx: Ctx; entry: DecidedEntry };

/**
 * Writes accepted entries, their postings and the locked balances with one statement, so that the database checks them
 * together. The only writer of the ledger; holds that ran out on these accounts are resolved with it. Every entry of a call gets the same `booked_at`, after the latest of every
 * account it moves; `seq` orders inside it.
 */
export async function postEntries(tx: Transaction, items: readonly Posting[]): Promise<void> {
  if (items.length === 0) return;
  for (const { ctx, entry } of items)
    if (ctx.closing && !templateOf(entry.kind).endOfDay) throw refusal("period_closed", { date: ctx.businessDate });
  const legs = items.flatMap(({ entry }) => entry.legs.map((leg, at) => ({ leg, at: at + 1, entry })));
  const rows = latestRows(items);
  const latest = latestOf([written.get(tx) ?? null, ...rows.map(({ after }) => after.bookedAt)]);
  // One transaction has one banking date.
  const { businessDate } = (items[0] as Posting).ctx;
  const statement = sqlOf(tx)<{ balances: bigint; bookedAt: string }[]>`
    with rows as materialized (
      select * from unnest(
        ${plainArray(rows.map((row) => row.account))}::uuid[], ${plainArray(rows.map((row) => row.after.balance))}::bigint[],
        ${plainArray(rows.map((row) => row.after.held))}::bigint[], ${plainArray(rows.map((row) => row.after.unarranged))}::bigint[],
        ${plainArray(rows.map((row) => row.after.seq))}::bigint[]
      ) as r (account_id, balance, held, unarranged, seq)
    ), stamp as materialized (
      select greatest(bank_now(), ${latest}::timestamp at time zone 'UTC' + interval '1 microsecond') as booked_at
    ), entries as (
      insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id,
        actor_kind, actor_id, channel, reverses_id, request_id)
      select id, kind, reference, booked_at, ${businessDate}::date, value_date, narrative, branch_id, actor_kind, actor_id, channel,
        reverses_id, request_id
      from stamp, unnest(
        ${plainArray(items.map(({ entry }) => entry.id))}::uuid[], ${plainArray(items.map(({ entry }) => entry.kind))}::text[],
        ${plainArray(items.map(({ entry }) => entry.reference))}::text[],
        ${plainArray(items.map(({ entry }) => entry.valueDate ?? businessDate))}::date[],
        ${items.map(({ entry }) => entry.narrative)}::text[], ${plainArray(items.map(({ entry }) => entry.branchId))}::uuid[],
        ${plainArray(items.map(({ ctx }) => ctx.actor.kind))}::text[], ${items.map(({ ctx }) => actorId(ctx))}::text[],
        ${plainArray(items.map(({ ctx }) => ctx.channel))}::text[], ${plainArray(items.map(({ entry }) => entry.reversesId ?? null))}::uuid[],
        ${items.map(({ ctx }) => ctx.requestId)}::text[]
      ) as e (id, kind, reference, value_date, narrative, branch_id, actor_kind, actor_id, channel, reverses_id, request_id)
    ), balances as (
      update account_balances b set balance = r.balance, held = r.held, unarranged = r.unarranged, seq = r.seq, last_booked_at = stamp.booked_at
      from stamp, rows r
      where b.account_id = r.account_id
      returning 1
    ), legs as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
      select entry_id, leg, account_id, currency, branch_id, minor, ${businessDate}::date, value_date, seq, balance_after
      from unnest(
        ${plainArray(legs.map(({ entry }) => entry.id))}::uuid[], ${plainArray(legs.map(({ at }) => at))}::smallint[],
        ${plainArray(legs.map(({ leg }) => leg.account))}::uuid[], ${plainArray(legs.map(({ leg }) => leg.currency))}::bpchar[],
        ${plainArray(legs.map(({ leg }) => leg.branchId))}::uuid[], ${plainArray(legs.map(({ leg }) => leg.minor))}::bigint[],
        ${plainArray(legs.map(({ entry }) => entry.valueDate ?? businessDate))}::date[],
        ${plainArray(legs.map(({ leg }) => leg.after?.seq ?? null))}::bigint[],
        ${plainArray(legs.map(({ leg }) => leg.after?.balance ?? null))}::bigint[]
      ) as l (entry_id, leg, account_id, currency, branch_id, minor, value_date, seq, balance_after)
    )
    select count(*) as balances, (select (booked_at at time zone 'UTC')::text from stamp) as "bookedAt" from balances`;
  const [, [row]] = await Promise.all([
    // A time is never earlier than the id of its transaction, which a lock has given it already (ledger: History).
    rows.length === 0 ? sqlOf(tx)`select pg_current_xact_id()` : undefined,
    statement,
    resolveExpired(
      tx,
      rows.map(({ after }) => after),
    ),
  ]);
  if (row?.balances !== BigInt(rows.length)) throw new Error("A balance to be written was not found");
  written.set(tx, row.bookedAt);
}

/** When each transaction last wrote entries: what it writes next comes after them, whatever its books say. */
const written = new WeakMap<Transaction, string>();

/** The latest of times of UTC as the database writes them, which sort as text. */
function latestOf(times: readonly (string | null)[]): string | null {
  let latest: string | null = null;
  for (const time of times) if (time !== null && (latest === null || time > latest)) latest = time;
  return latest;
}

type Guarded = DecidedLeg & { after: NonNullable<DecidedLeg["after"]> };

/** The last state of each guarded account: the highest seq of the call. */
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

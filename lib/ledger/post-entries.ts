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
  const legs = items.flatMap(({ ctx, entry }) => entry.legs.map((leg, at) => ({ ...leg, entry, ctx, at })));
  const rows = latestRows(legs);
  const written = sqlOf(tx)<{ balances: bigint }[]>`
    with stamp as materialized (
      select greatest(bank_now(), (
        select max(last_booked_at) + interval '1 microsecond' from account_balances
        where account_id = any(${rows.map((row) => row.account)}::uuid[]))) as booked_at
    ), entries as (
      insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id,
        actor_kind, actor_id, channel, reverses_id, request_id)
      select id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel,
        reverses_id, request_id
      from stamp, unnest(
        ${items.map(({ entry }) => entry.id)}::uuid[], ${items.map(({ entry }) => entry.kind)}::text[],
        ${items.map(({ entry }) => entry.reference)}::text[], ${items.map(({ ctx }) => ctx.businessDate)}::date[],
        ${items.map(({ ctx, entry }) => entry.valueDate ?? ctx.businessDate)}::date[],
        ${items.map(({ entry }) => entry.narrative)}::text[], ${items.map(({ entry }) => entry.branchId)}::uuid[],
        ${items.map(({ ctx }) => ctx.actor.kind)}::text[], ${items.map(({ ctx }) => actorId(ctx))}::text[],
        ${items.map(({ ctx }) => ctx.channel)}::text[], ${items.map(({ entry }) => entry.reversesId ?? null)}::uuid[],
        ${items.map(({ ctx }) => ctx.requestId)}::text[]
      ) as e (id, kind, reference, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, reverses_id, request_id)
    ), balances as (
      update account_balances b set balance = r.balance, held = r.held, unarranged = r.unarranged, seq = r.seq, last_booked_at = stamp.booked_at
      from stamp, unnest(
        ${rows.map((row) => row.account)}::uuid[], ${rows.map((row) => text(row.after.balance))}::bigint[],
        ${rows.map((row) => text(row.after.held))}::bigint[], ${rows.map((row) => text(row.after.unarranged))}::bigint[],
        ${rows.map((row) => text(row.after.seq))}::bigint[]
      ) as r (account_id, balance, held, unarranged, seq)
      where b.account_id = r.account_id
      returning 1
    ), legs as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
      select * from unnest(
        ${legs.map((leg) => leg.entry.id)}::uuid[], ${legs.map((leg) => leg.at + 1)}::smallint[],
        ${legs.map((leg) => leg.account)}::uuid[], ${legs.map((leg) => leg.currency)}::bpchar[],
        ${legs.map((leg) => leg.branchId)}::uuid[], ${legs.map((leg) => text(leg.minor))}::bigint[],
        ${legs.map((leg) => leg.ctx.businessDate)}::date[],
        ${legs.map((leg) => leg.entry.valueDate ?? leg.ctx.businessDate)}::date[],
        ${legs.map((leg) => (leg.after ? text(leg.after.seq) : null))}::bigint[],
        ${legs.map((leg) => (leg.after ? text(leg.after.balance) : null))}::bigint[])
    )
    select count(*) as balances from balances`;
  const [[row]] = await Promise.all([
    written,
    resolveExpired(
      tx,
      rows.map(({ after }) => after),
    ),
  ]);
  if (row?.balances !== BigInt(rows.length)) throw new Error("A balance to be written was not found");
}

type Guarded = DecidedLeg & { after: NonNullable<DecidedLeg["after"]> };

/** The last state of each guarded account: the highest seq of the call. */
function latestRows(legs: readonly DecidedLeg[]): Guarded[] {
  const latest = new Map<LedgerAccountId, Guarded>();
  for (const leg of legs) {
    if (!leg.after) continue;
    const known = latest.get(leg.account);
    if (!known || known.after.seq < leg.after.seq) latest.set(leg.account, leg as Guarded);
  }
  return [...latest.values()];
}

/** Amounts travel as text: the driver's array encoder knows no bigint. */
const text = (value: bigint): string => value.toString();

function actorId({ actor }: Ctx): string {
  return actor.kind === "system" ? actor.job : actor.kind === "api_client" ? actor.clientId : actor.userId;
}

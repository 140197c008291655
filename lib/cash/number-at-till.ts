import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { Actor, TxCtx } from "../core/context";
import type { AccountId, EntryId, UserId } from "../core/ids";
import type { OpenSession } from "./own-session";
import { assertServing } from "./till-session";

/** What was booked at the counter without cash, and by whom of the staff. */
export type CounterEntry = {
  id: EntryId;
  kind: "transfer" | "cheque" | "loan_repayment";
  reference: string;
  by: UserId;
  account: AccountId;
  minor: bigint;
  currency: string;
};

/** How the till of each of the staff stands who has one. */
export type CounterTills = ReadonlyMap<UserId, OpenSession["status"]>;

/**
 * Locks the open sessions of staff who call before any balance is locked, as cash movements do: a teller's deposit and
 * their transfer on the same account never wait for each other in a ring. Answers who has a till open, and how it stands.
 */
export async function lockForNumbering(tx: Transaction, calls: readonly { ctx: TxCtx }[]): Promise<CounterTills> {
  const by = calls.flatMap(({ ctx }) => (ctx.actor.kind === "staff" ? [ctx.actor.userId] : []));
  if (by.length === 0) return new Map();
  const rows = await sqlOf(tx)<{ userId: UserId; status: OpenSession["status"] }[]>`
    select user_id as "userId", status from till_sessions where user_id = any(${[...new Set(by)].sort()}::uuid[]) and status <> 'closed'
    order by id for update`;
  return new Map(rows.map(({ userId, status }) => [userId, status]));
}

/**
 * What a teller books without cash stands in the session that they have open, so that it must serve: nothing comes into a
 * session whose count may be in. Whoever has no till open books beside it. Refuses `till_suspended`, `till_counting`.
 */
export function assertNumbered(tills: CounterTills, actor: Actor): void {
  const status = actor.kind === "staff" && tills.get(actor.userId);
  if (status) assertServing(status);
}

/**
 * Numbers what tellers booked without cash in the sessions that they have open, in one row with their cash movements, so
 * that a teller's day has no hole. Whoever has no till open has no such row.
 */
export async function numberAtTill(tx: Transaction, entries: readonly CounterEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const by = entries.map((entry) => entry.by);
  await sendOnly(
    tx,
    sqlOf(tx)`
    with booked as (
      select * from unnest(
        ${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ kind }) => kind)}::text[],
        ${entries.map(({ reference }) => reference)}::text[], ${by}::uuid[], ${entries.map(({ account }) => account)}::uuid[],
        ${entries.map(({ minor }) => minor.toString())}::bigint[], ${entries.map(({ currency }) => currency)}::bpchar[])
        with ordinality as b (id, kind, reference, user_id, account_id, minor, currency, at)
    ), open as (
      select s.id, s.user_id, s.last_no from till_sessions s
      where s.user_id = any(${[...new Set(by)].sort()}::uuid[]) and s.status <> 'closed' order by s.id for update
    ), numbered as (
      select b.*, o.id as session_id, (o.last_no + row_number() over (partition by o.id order by b.at))::int as no
      from booked b join open o on o.user_id = b.user_id
    ), counted as (
      update till_sessions s set last_no = n.last
      from (select session_id, max(no) as last from numbered group by session_id) n where s.id = n.session_id
    )
    insert into counter_entries (id, kind, reference, till_session_id, no, account_id, amount_minor, currency)
    select id, kind, reference, session_id, no, account_id, minor, currency from numbered`,
  );
}

import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { CustomerActor, StaffActor } from "../core/context";
import type { Id } from "../core/ids";
import { noticeWords } from "./kinds";
import { mailWords } from "./one-time-link";

/** A notice in words; `at` is the bank's local time. */
export type NoticeRow = { id: Id<"notice">; at: string; subject: string; body: string };

type Stored = { id: Id<"notice">; at: string; kind: string; params: Record<string, string> };

/** What the bank told the actor in the last `days` days, latest first; nobody reads anybody else's. */
export async function ownNotices(
  db: Executor,
  actor: StaffActor | CustomerActor,
  { days = 30, limit = 5 } = {},
): Promise<NoticeRow[]> {
  const sql = sqlOf(db);
  const rows = await sql<Stored[]>`
    select n.id, to_char(n.created_at at time zone bank.time_zone, 'YYYY-MM-DD HH24:MI') as at, n.kind, n.params
    from notices n cross join bank_settings bank
    where ${actor.kind === "staff" ? sql`n.user_id = ${actor.userId}` : sql`n.customer_id = ${actor.customerId}`}
      and n.created_at > bank_now() - make_interval(days => ${days})
    order by n.id desc limit ${limit}`;
  return rows.map(({ id, at, kind, params }) => ({ id, at, ...noticeWords(kind, params) }));
}

export type MailRow = NoticeRow & {
  to: string;
  status: "waiting" | "sent" | "given_up";
  attempts: number;
  failure: string | null;
};

/** The demo's mailbox: the latest e-mails of the bank with where they stand. */
export async function latestMails(db: Executor, limit = 50): Promise<MailRow[]> {
  const rows = await sqlOf(db)<(Stored & Omit<MailRow, keyof NoticeRow>)[]>`
    select n.id, to_char(n.created_at at time zone bank.time_zone, 'YYYY-MM-DD HH24:MI') as at, n.kind, n.params,
      coalesce(m.send_to, c.email, u.email, '') as to, m.status, m.attempts, m.failure
    from notice_mails m join notices n on n.id = m.notice_id left join customers c on c.id = n.customer_id
      left join users u on u.id = n.user_id cross join bank_settings bank
    order by n.id desc limit ${limit}`;
  return rows.map(({ kind, params, ...row }) => ({ ...row, ...mailWords(kind, params) }));
}

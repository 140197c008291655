import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, may } from "../identity/authorize";
import { noticeWords } from "../notifications/kinds";

/** Where an e-mail can stand, as whoever watches over the post asks for it. */
export const mailStates = {
  waiting: "Waiting",
  failing: "Waiting after a failure",
  given_up: "Given up",
  sent: "Sent",
  repeated: "Sent again",
} as const;

export type MailState = keyof typeof mailStates;

/** The state that a parameter names; any other word asks for all. */
export function mailStateOf(word: string | undefined): MailState | undefined {
  return (Object.keys(mailStates) as MailState[]).find((state) => state === word);
}

/** One e-mail of the bank without what it says and where it goes; `to` names the person only to who may know them. */
export type SentMail = {
  id: Id<"notice">;
  writtenAt: string;
  subject: string;
  to: { kind: "customer" | "colleague"; branch: string | null; named: { href: string; label: string } | null };
  status: "waiting" | "sent" | "given_up";
  attempts: number;
  /** When it is tried next, while it waits. */
  nextTryAt: string;
  sentAt: string | null;
  failure: string | null;
  /** When it was found that it may have gone out before. */
  repeatedAt: string | null;
};

type Row = Omit<SentMail, "subject" | "to"> & {
  kind: string;
  params: Record<string, string>;
  branch: string | null;
  customerId: string | null;
  customerNo: string | null;
  userId: string | null;
  name: string | null;
};

/** E-mails of the bank by the time they were written, the latest first; one page. */
export async function listMails(
  ctx: Ctx<StaffActor>,
  { state: word }: { state?: string | undefined },
  cursor: Cursor = {},
): Promise<Page<SentMail>> {
  authorize(ctx.actor, "mail.read");
  const sql = sqlOf(ctx.db);
  const [at] = decodeCursor(cursor.older ?? cursor.newer, 1) ?? [];
  const place = isId(at) ? cursor : {};
  const goingNewer = place.newer !== undefined && place.older === undefined;
  const beyond = isId(at) ? (goingNewer ? sql`and m.notice_id > ${at}` : sql`and m.notice_id < ${at}`) : sql``;
  const state = mailStateOf(word);
  const standing =
    state &&
    {
      waiting: sql`and m.status = 'waiting'`,
      failing: sql`and m.status = 'waiting' and m.failure is not null`,
      given_up: sql`and m.status = 'given_up'`,
      sent: sql`and m.status = 'sent'`,
      repeated: sql`and m.repeated_at is not null`,
    }[state];
  const rows = await sql<Row[]>`
    select n.id, n.kind, n.params, m.status, m.attempts, m.failure, b.name as branch,
      to_char(n.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "writtenAt",
      to_char(m.next_try_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "nextTryAt",
      to_char(m.sent_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "sentAt",
      to_char(m.repeated_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "repeatedAt",
      c.id as "customerId", c.customer_no as "customerNo", u.id as "userId", u.display_name as name
    from notice_mails m join notices n on n.id = m.notice_id left join customers c on c.id = n.customer_id
      left join users u on u.id = n.user_id left join branches b on b.id = coalesce(c.branch_id, u.branch_id)
      cross join bank_settings s
    where true ${standing ?? sql``} ${beyond}
    order by m.notice_id ${goingNewer ? sql`` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(
    rows.map((row) => mailOf(ctx.actor, row)),
    ({ id }) => [id],
    place,
  );
}

function mailOf(
  actor: StaffActor,
  { kind, params, branch, customerId, customerNo, userId, name, ...mail }: Row,
): SentMail {
  const customer = customerId !== null;
  const named = customer
    ? may(actor, "customer.read") && { href: `/customers/${customerId}`, label: `Customer ${customerNo}` }
    : may(actor, "staff.read") && { href: `/settings/staff/${userId}`, label: name ?? "" };
  return {
    ...mail,
    subject: noticeWords(kind, params).subject,
    to: { kind: customer ? "customer" : "colleague", branch, named: named || null },
  };
}

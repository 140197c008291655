import { type Database, sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import type { Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type Id, newId } from "../core/ids";
import { mailWords } from "./one-time-link";

/** One e-mail as the post takes it. `messageId` is the same at every try, so that a repeat is known for one. */
export type Mail = { messageId: string; to: string; subject: string; text: string };
export type Post = (mail: Mail) => Promise<void>;

const CLAIM_SECONDS = 120;
const TRIES = 8;

/** What is noted of a mail whose worker died between sending it and marking it sent: it may have gone out already. */
const INTERRUPTED = "interrupted";

/**
 * Sends e-mails that wait, at most `limit`, and answers how many went out. Each is claimed before it is sent, so that two
 * workers never send the same one; one that the post refuses waits twice as long each time and is given up after 8 tries.
 * One whose worker died goes out again under the same message id, and the activity log says so (control 41).
 */
export async function sendMails(db: Database, post: Post, limit = 20): Promise<number> {
  let sent = 0;
  for (let taken = 0; taken < limit; taken += 1) {
    const claim = await claimNext(db);
    if (!claim) break;
    if (claim.interrupted) await recordRepeat(db, claim.id);
    const failure = await tried(post, mailOf(claim));
    if (failure === null) sent += await markSent(db, claim);
    else await markFailed(db, claim, failure);
  }
  return sent;
}

type Claim = {
  id: Id<"notice">;
  attempts: number;
  interrupted: boolean;
  to: string | null;
  kind: string;
  params: Record<string, string>;
  bank: string;
};

/**
 * The claim is the row's own next try: a worker that dies gives the mail back when it runs out. It takes the failure of the
 * try before away, so that a claim which ran out with none is known for one that was interrupted.
 */
async function claimNext(db: Database): Promise<Claim | undefined> {
  const [claim] = await sqlOf(db)<Claim[]>`
    with next as (
      select notice_id, attempts > 0 and coalesce(failure, ${INTERRUPTED}) = ${INTERRUPTED} as interrupted from notice_mails where status = 'waiting' and next_try_at <= bank_now()
      order by next_try_at limit 1 for update skip locked)
    update notice_mails m set attempts = m.attempts + 1, next_try_at = bank_now() + make_interval(secs => ${CLAIM_SECONDS}),
      failure = case when next.interrupted then ${INTERRUPTED} end,
      repeated_at = case when next.interrupted then bank_now() else m.repeated_at end
    from next, notices n left join customers c on c.id = n.customer_id left join users u on u.id = n.user_id cross join bank_settings bank
    where m.notice_id = next.notice_id and n.id = m.notice_id
    returning m.notice_id as id, m.attempts, next.interrupted, coalesce(m.send_to, c.email, u.email) as to, n.kind, n.params, bank.name as bank`;
  return claim;
}

async function recordRepeat(db: Database, id: Id<"notice">): Promise<void> {
  // A bank that has not opened its books writes to its first colleagues already.
  const [day] = await sqlOf(db)<{ businessDate: BusinessDate }[]>`
    select coalesce((select day from banking_days where status = 'open'), bank_now()::date)::text as "businessDate"`;
  if (!day) return;
  const { businessDate } = day;
  const ctx: Ctx = { actor: { kind: "system", job: "mail" }, channel: "job", db, businessDate, requestId: newId() };
  await recordMany(db, [{ ctx, draft: { act: "mail.repeated", subjectKind: "notice", subjectId: id } }]);
}

function mailOf({ id, to, kind, params, bank }: Claim): Mail | null {
  if (!to) return null;
  const { subject, body } = mailWords(kind, params);
  return { messageId: `<${id}@notices.bank>`, to, subject, text: `${body}\n\n${bank}` };
}

/** What went wrong, or null. The post's own words may name an address, so only its kind is kept. */
async function tried(post: Post, mail: Mail | null): Promise<string | null> {
  if (!mail) return "no_address";
  try {
    await post(mail);
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "refused";
  }
}

/** Only by the worker that still holds the claim. */
async function markSent(db: Database, { id, attempts }: Claim): Promise<number> {
  const done = await sqlOf(db)`
    update notice_mails set status = 'sent', sent_at = bank_now()
    where notice_id = ${id} and status = 'waiting' and attempts = ${attempts} returning 1`;
  return done.length;
}

async function markFailed(db: Database, { id, attempts }: Claim, failure: string): Promise<void> {
  await sqlOf(db)`
    update notice_mails set failure = ${failure}, status = case when ${attempts}::int >= ${TRIES} then 'given_up' else 'waiting' end,
      next_try_at = bank_now() + make_interval(secs => 30 * 2 ^ ${attempts}::int)
    where notice_id = ${id} and status = 'waiting' and attempts = ${attempts}`;
}

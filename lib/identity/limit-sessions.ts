import { sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import type { TxCtx } from "../core/context";
import type { UserId } from "../core/ids";
import { type Audience, limits, type SessionId } from "./session";

/** How many complete sessions one person has at once (control 20). */
const MOST: Record<Audience, number> = { staff: 1, customer: 5 };

/** Ends the oldest running and complete sessions of a person beyond the limit; the one that has just begun stays. Each is recorded. */
export async function limitSessions(
  ctx: TxCtx,
  person: { userId: UserId; kind: Audience },
  begun: SessionId,
): Promise<void> {
  const ended = await sqlOf(ctx.db)<{ id: SessionId }[]>`
    update sessions set revoked_at = bank_now() where id in (
      select id from sessions
      where user_id = ${person.userId} and id <> ${begun} and revoked_at is null and expires_at > bank_now()
        and touched_at > bank_now() - make_interval(secs => ${limits[person.kind].idleSeconds}::int)
        and (factor_at is not null or not exists (select from second_factors f where f.user_id = sessions.user_id))
      order by created_at desc offset ${MOST[person.kind] - 1})
    returning id`;
  const draft = { act: "session.ended", subjectKind: "session", after: { because: "signed in elsewhere" } };
  await recordMany(
    ctx.db,
    ended.map(({ id }) => ({ ctx, draft: { ...draft, subjectId: id } })),
  );
}

import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { assertFresh, authorize } from "./authorize";
import type { IssuedCode } from "./issue-enrolment-code";
import { assertNotOwnRights, lockColleague } from "./staff-rights";
import { hashSecret, newCode, normalizeCode } from "./token";

const VALID_HOURS = 24;

/**
 * Issues the one-time code with which an invited colleague sets their first password; codes issued before are withdrawn.
 * Refuses `staff_enrolled`, so that nobody takes over a sign-in in use, and `staff_disabled`.
 */
export async function issueStaffCode(ctx: Ctx<StaffActor>, input: { userId: string }): Promise<IssuedCode> {
  return transact(
    ctx,
    "staff.issue_code",
    async (inside) => {
      authorize(inside.actor, "staff.manage");
      assertFresh(inside.actor);
      const colleague = await lockColleague(inside.db, input.userId);
      assertNotOwnRights(inside.actor, undefined, colleague.id);
      if (colleague.disabled) throw refusal("staff_disabled");
      if (colleague.enrolled) throw refusal("staff_enrolled");

      const sql = sqlOf(inside.db);
      await sql`
      update staff_enrolment_codes set withdrawn_at = bank_now()
      where user_id = ${colleague.id} and used_at is null and withdrawn_at is null`;
      const code = newCode();
      const [issued] = await sql<{ expiresAt: string }[]>`
      insert into staff_enrolment_codes (id, code_hash, user_id, issued_by, expires_at)
      values (${newId()}, ${hashSecret(normalizeCode(code))}, ${colleague.id}, ${inside.actor.userId},
        bank_now() + make_interval(hours => ${VALID_HOURS}))
      returning expires_at::text as "expiresAt"`;
      if (!issued) throw new Error("The code was not stored");
      await record(inside, { act: "staff.code_issued", subjectKind: "user", subjectId: colleague.id });
      return { code, expiresAt: issued.expiresAt };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

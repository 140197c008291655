import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor } from "../core/context";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { authorize } from "./authorize";
import { hashPassword } from "./password";
import { assertPassword } from "./rules";
import { NO_PASSWORD } from "./staff-rights";
import { networkOf, takeTry } from "./throttle";
import { hashSecret, normalizeCode } from "./token";

/**
 * Sets an invited colleague's first password with the code they were handed; the code works once, and only an unused one is
 * worth the work of hashing. Refuses an unknown, used, withdrawn or expired code, and one of a disabled colleague, alike:
 * `enrolment_code_unknown`; and a network that tried too often (`tried_too_often`, controls 23 and 31).
 */
export async function enrolStaff(
  ctx: Ctx<SystemActor>,
  input: { code: string; password: string },
): Promise<{ userId: UserId }> {
  authorize(ctx.actor, "enrolment.use");
  const codeHash = hashSecret(normalizeCode(input.code));
  const attempt = await takeTry(ctx.db, [{ rule: "network", of: ["use code", networkOf(ctx.ip)] }]);
  if (!attempt) throw refusal("tried_too_often");
  // Whether it has expired is for the transaction below to say, on its clock.
  const [known] = await sqlOf(ctx.db)`
    select 1 from staff_enrolment_codes where code_hash = ${codeHash} and used_at is null and withdrawn_at is null`;
  const passwordHash = known ? await hashPassword(input.password) : "";

  return transact(ctx, "staff.enrol", async (inside) => {
    if (!known) throw refusal("enrolment_code_unknown");
    const [person] = await sqlOf(inside.db)<{ id: UserId; names: string[] }[]>`
      with used as (
        update staff_enrolment_codes set used_at = bank_now()
        where code_hash = ${codeHash} and used_at is null and withdrawn_at is null
          and expires_at > bank_now() returning user_id)
      update users u set password_hash = ${passwordHash} from used
      where u.id = used.user_id and u.disabled_at is null and u.password_hash = ${NO_PASSWORD}
      returning u.id, array[u.sign_in_name, u.display_name] as names`;
    if (!person) throw refusal("enrolment_code_unknown");
    assertPassword(input.password, person.names);
    await attempt.succeeded(inside.db);
    await record(inside, { act: "staff.enrolled", subjectKind: "user", subjectId: person.id });
    return { userId: person.id };
  });
}

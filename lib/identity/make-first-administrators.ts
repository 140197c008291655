import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor } from "../core/context";
import { refusal } from "../core/errors";
import { newId, type UserId } from "../core/ids";
import { authorize } from "./authorize";
import { assertSignInName, normalizeSignInName } from "./rules";
import { NO_PASSWORD } from "./staff-rights";
import { hashSecret, newCode, normalizeCode } from "./token";

const VALID_HOURS = 24;

export type FirstAdministrator = { signInName: string; name: string };

/**
 * Makes the administrators with whom a new bank begins, two or more, because what one of them asks for another decides;
 * each gets a one-time code for the first password. As long as nobody has used one, asking again gives new codes
 * and ends every old one.
 * Refuses `bank_has_staff` once anybody can sign in, and `two_administrators_needed`.
 */
export async function makeFirstAdministrators(
  ctx: Ctx<SystemActor>,
  people: readonly FirstAdministrator[],
): Promise<{ signInName: string; code: string }[]> {
  return transact(ctx, "staff.begin", async (inside) => {
    authorize(inside.actor, "staff.create");
    const named = people.map((one) => ({ ...one, signInName: normalizeSignInName(one.signInName) }));
    if (new Set(named.map(({ signInName }) => signInName)).size < 2) throw refusal("two_administrators_needed");
    for (const { signInName } of named) assertSignInName(signInName);
    const sql = sqlOf(inside.db);
    await sql`select pg_advisory_xact_lock(hashtextextended('first administrators', 0))`;
    const able = await sql`select 1 from users where password_hash <> ${NO_PASSWORD} limit 1`;
    if (able.length > 0) throw refusal("bank_has_staff");
    // Of whoever was named before as well: only the codes printed last open the bank.
    await sql`
      update staff_enrolment_codes set withdrawn_at = bank_now() where used_at is null and withdrawn_at is null`;
    const codes: { signInName: string; code: string }[] = [];
    for (const { signInName, name } of named) {
      const userId = await administrator(inside, signInName, name);
      const code = newCode();
      await sql`
        insert into staff_enrolment_codes (id, code_hash, user_id, issued_by, expires_at)
        values (${newId()}, ${hashSecret(normalizeCode(code))}, ${userId}, ${userId}, bank_now() + make_interval(hours => ${VALID_HOURS}))`;
      await record(inside, { act: "staff.begun", subjectKind: "user", subjectId: userId, after: { name } });
      codes.push({ signInName, code });
    }
    return codes;
  });
}

/** The administrator of this name, made if need be, in the head office. */
async function administrator(ctx: Ctx, signInName: string, name: string): Promise<UserId> {
  const sql = sqlOf(ctx.db);
  const [known] = await sql<{ id: UserId }[]>`select id from users where sign_in_name = ${signInName}`;
  if (known) return known.id;
  const id = newId<"user">();
  const [made] = await sql`
    insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash)
    select ${id}, 'staff', ${signInName}, ${name}, b.id, ${NO_PASSWORD} from branches b where b.head_office returning 1`;
  if (!made) throw new Error("The bank has no head office");
  await sql`insert into user_roles (user_id, role) values (${id}, 'administrator')`;
  return id;
}

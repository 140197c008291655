import { type Sql, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, newId, type UserId } from "../core/ids";
import { authorize } from "./authorize";
import { hashPassword } from "./password";
import { assertPassword, assertSignInName, normalizeSignInName } from "./rules";
import { networkOf, takeTry } from "./throttle";
import { hashSecret, normalizeCode } from "./token";

/**
 * Makes a customer's sign-in with the code from their branch; the code works once, and only an unused one is worth the work
 * of hashing. Refuses an unknown, used, withdrawn or expired code alike (`enrolment_code_unknown`), a taken user name, a
 * weak password, and a network that tried too often (`tried_too_often`, controls 23 and 31).
 */
export async function enrolCustomer(
  ctx: Ctx<SystemActor>,
  input: { code: string; signInName: string; password: string },
): Promise<{ userId: UserId }> {
  authorize(ctx.actor, "enrolment.use");
  const name = normalizeSignInName(input.signInName);
  const codeHash = hashSecret(normalizeCode(input.code));
  const attempt = await takeTry(ctx.db, [{ rule: "network", of: ["use code", networkOf(ctx.ip)] }]);
  if (!attempt) throw refusal("tried_too_often");
  // Whether it has expired is for the transaction below to say, on its clock.
  const [known] = await sqlOf(ctx.db)`
    select 1 from enrolment_codes where code_hash = ${codeHash} and used_at is null and withdrawn_at is null`;
  const passwordHash = known ? await hashPassword(input.password) : "";

  return transact(ctx, "enrolment.use", async (inside) => {
    if (!known) throw refusal("enrolment_code_unknown");
    const sql = sqlOf(inside.db);
    const [customer] = await sql<{ id: CustomerId; fullName: string; status: string }[]>`
      update enrolment_codes e set used_at = bank_now() from customers c
      where e.code_hash = ${codeHash} and c.id = e.customer_id
        and e.used_at is null and e.withdrawn_at is null and e.expires_at > bank_now()
      returning c.id, c.full_name as "fullName", c.status`;
    if (!customer) throw refusal("enrolment_code_unknown");
    if (customer.status !== "active")
      throw refusal("customer_not_active", { status: customer.status.replaceAll("_", " ") });
    assertSignInName(name);
    assertPassword(input.password, [name, customer.fullName]);

    const userId = newId<"user">();
    const [made] = await sql`
      insert into users (id, kind, sign_in_name, customer_id, password_hash)
      values (${userId}, 'customer', ${name}, ${customer.id}, ${passwordHash})
      on conflict do nothing returning 1`;
    if (!made) throw refusal((await hasSignIn(sql, customer.id)) ? "already_enrolled" : "sign_in_name_taken");
    await attempt.succeeded(inside.db);
    await record(inside, {
      act: "customer.enrolled",
      subjectKind: "customer",
      subjectId: customer.id,
      customerId: customer.id,
    });
    return { userId };
  });
}

async function hasSignIn(sql: Sql, customerId: CustomerId): Promise<boolean> {
  const [row] = await sql`select 1 from users where customer_id = ${customerId}`;
  return row !== undefined;
}

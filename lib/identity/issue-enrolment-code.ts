import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, type CustomerId, newId } from "../core/ids";
import { assertFresh, authorize } from "./authorize";
import { signedIn } from "./session";
import { hashSecret, newCode, normalizeCode } from "./token";

const VALID_HOURS = 72;

/** `expiresAt` is an instant in text. The code is answered once and cannot be read again. */
export type IssuedCode = { code: string; expiresAt: string };

/**
 * Issues the one-time code with which an active customer makes their sign-in; codes issued before are withdrawn.
 * Refuses `organisation_no_sign_in`, `customer_not_active` and `already_enrolled`.
 */
export async function issueEnrolmentCode(ctx: Ctx, input: { customerId: string }): Promise<IssuedCode> {
  return transact(ctx, "customer.enrol", async (inside) => {
    const sql = sqlOf(inside.db);
    const [customer] = await sql<Customer[]>`
      select c.id, c.kind, c.status, c.branch_id as "branchId", c.deceased_on is not null as deceased,
        exists (select from users u where u.customer_id = c.id) as enrolled
      from customers c where c.id = ${input.customerId} for update`;
    if (!customer) throw refusal("customer_not_found");
    authorize(inside.actor, "customer.enrol", { branchId: customer.branchId, customerIds: [customer.id] });
    assertFresh(inside.actor);
    if (customer.kind !== "individual") throw refusal("organisation_no_sign_in");
    if (customer.status !== "active")
      throw refusal("customer_not_active", { status: customer.status.replaceAll("_", " ") });
    if (customer.deceased) throw refusal("customer_deceased");
    if (customer.enrolled) throw refusal("already_enrolled");

    await sql`
      update enrolment_codes set withdrawn_at = bank_now()
      where customer_id = ${customer.id} and used_at is null and withdrawn_at is null`;
    const code = newCode();
    const id = newId<"enrolmentCode">();
    const [issued] = await sql<{ expiresAt: string }[]>`
      insert into enrolment_codes (id, code_hash, customer_id, issued_by, expires_at)
      values (${id}, ${hashSecret(normalizeCode(code))}, ${customer.id}, ${signedIn(inside.actor).userId},
        bank_now() + make_interval(hours => ${VALID_HOURS}))
      returning expires_at::text as "expiresAt"`;
    if (!issued) throw new Error("The code was not stored");
    await record(inside, {
      act: "enrolment.code_issued",
      subjectKind: "customer",
      subjectId: customer.id,
      customerId: customer.id,
    });
    return { code, expiresAt: issued.expiresAt };
  });
}

type Customer = {
  id: CustomerId;
  kind: "individual" | "organisation";
  status: string;
  branchId: BranchId;
  deceased: boolean;
  enrolled: boolean;
};

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { forgetTyped } from "./forget-typed";
import { nextCustomerNumber } from "./next-customer-number";
import { assertBirthDate } from "./rules";
import type { startOnboardingInput } from "./schema";
import { customerSearchText } from "./search-text";

/**
 * Opens the draft of an individual at the officer's branch, with a customer number and the first facts; the rest may
 * follow. Repeating the key returns the first draft. Refuses a date of birth that is not in the past.
 */
export function startOnboarding(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof startOnboardingInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...facts } = input;
  return transactOnce(ctx, { command: "customer.start", key, input: facts }, async (inside) => {
    authorize(inside.actor, "customer.onboard");
    assertBirthDate(facts.birthDate, inside.businessDate);
    const id = newId<"customer">();
    const row = {
      customerNo: await nextCustomerNumber(inside),
      fullName: facts.fullName,
      birthDate: facts.birthDate ?? null,
      nationality: facts.nationality ?? null,
      phone: facts.phone ?? null,
      email: facts.email ?? null,
    };
    await sqlOf(inside.db)`
      insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, nationality, phone, email, search_text, opened_by)
      values (${id}, ${row.customerNo}, 'individual', ${inside.actor.branchId}, ${row.fullName}, ${row.birthDate},
        ${row.nationality}, ${row.phone}, ${row.email}, ${customerSearchText(row)}, ${inside.actor.userId})`;
    await forgetTyped(inside, "start", null);
    await record(inside, {
      act: "customer.started",
      subjectKind: "customer",
      subjectId: id,
      customerId: id,
      reference: row.customerNo,
      after: facts,
    });
    return { customerId: id };
  });
}

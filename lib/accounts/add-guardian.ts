import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type CustomerId, newId } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { guardianWords } from "../customers/guardian-words";
import { isFit, lockCustomer } from "../customers/lock-customer";
import { assertChangeable, assertPerson, FULL_AGE, isMinor } from "../customers/rules";
import type { addGuardianInput } from "../customers/schema";
import { assertStranger, authorize } from "../identity/authorize";
import { guardAccounts, lockOwned } from "./guard-accounts";

/**
 * Records who acts for a person under age, with the paper that shows it; for a customer a second person must agree, and
 * from then on the guardian signs for their accounts.
 * Refuses `person_needed`, `onboarding_locked`, `guardian_of_minor`, `guardian_unfit`, `guardian_known`.
 */
export function addGuardian(ctx: Ctx<StaffActor>, input: z.output<typeof addGuardianInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.add_guardian", key, input: asked }, async (inside) => {
    const customer = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertPerson(customer);
    assertChangeable(customer);
    if (!isMinor(customer.birthDate, inside.businessDate)) throw refusal("guardian_of_minor", { years: FULL_AGE });
    const guardian = await fitGuardian(inside, asked.guardianNo);
    if (guardian.id === customer.id) throw refusal("guardian_unfit", { years: FULL_AGE });
    assertStranger(inside.actor, [guardian.id]);
    if (customer.guardians.some(({ customerId }) => customerId === guardian.id)) throw refusal("guardian_known");
    await lockOwned(inside, [customer.id]);
    const joining = { ...guardian, basis: asked.basis, paper: asked.paper };
    const [before, after] = [guardianWords(customer.guardians), guardianWords([...customer.guardians, joining])];
    if (customer.status === "active") {
      const pending = await demandApproval(inside, {
        kind: "customer.add_guardian",
        payload: input,
        ...aboutCustomer(customer),
        branchId: customer.branchId,
        reason: asked.paper,
        before,
        after,
        always: true,
      });
      if (pending) return pending;
    }
    const sql = sqlOf(inside.db);
    await sql`
      insert into customer_guardians (id, customer_id, guardian_id, basis, paper, from_day, recorded_by)
      values (${newId<"guardianship">()}, ${customer.id}, ${guardian.id}, ${asked.basis}, ${asked.paper},
        ${inside.businessDate}, ${inside.actor.userId})`;
    await sql`update customers set updated_at = bank_now() where id = ${customer.id}`;
    await guardAccounts(inside, [customer.id]);
    await record(inside, {
      act: "customer.guardian_added",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before,
      after,
    });
    return { customerId: customer.id };
  });
}

/** Whoever acts for another is a customer themselves: active, of full age, alive, and held so until this is done. */
async function fitGuardian(
  ctx: TxCtx,
  customerNo: string,
): Promise<{ id: CustomerId; customerNo: string; fullName: string }> {
  const sql = sqlOf(ctx.db);
  const [row] = await sql<
    { id: CustomerId; customerNo: string; fullName: string; birthDate: BusinessDate | null; fit: boolean }[]
  >`
    select id, customer_no as "customerNo", full_name as "fullName", birth_date::text as "birthDate",
      ${isFit(sql, sql`customers`)} as fit
    from customers where customer_no = ${customerNo.trim().toUpperCase()} and status = 'active' for share`;
  if (!row) throw refusal("customer_number_unknown", undefined, "guardianNo");
  if (!row.fit || isMinor(row.birthDate, ctx.businessDate)) throw refusal("guardian_unfit", { years: FULL_AGE });
  return row;
}

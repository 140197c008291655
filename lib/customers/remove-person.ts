import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { notifyRole } from "../notifications/notify-role";
import { aboutCustomer } from "./about-customer";
import { type CustomerFacts, lockCustomer, type PersonFacts } from "./lock-customer";
import { cardWords } from "./person-card";
import { raiseRisk } from "./raise-risk";
import { assertChangeable, assertPeopleRemain } from "./rules";
import { organisationOf } from "./save-organisation";
import { assertSignsNowhere } from "./save-person";
import type { removePersonInput } from "./schema";
import { screenCustomer } from "./screen-customer";

/**
 * Takes somebody out of the people behind an organisation; of one that is a customer a second person must agree. Who was
 * once looked at by a second person stays on file with the day they left. Refuses `onboarding_locked`, `person_not_found`,
 * `signs_for_accounts`, `organisation_needs`.
 */
export function removePerson(ctx: Ctx<StaffActor>, input: z.output<typeof removePersonInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.remove_person", key, input: asked }, async (inside) => {
    const organisation = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: organisation.branchId, customerIds: [organisation.id] });
    organisationOf(organisation);
    assertChangeable(organisation);
    const person = organisation.people.find(({ id }) => id === asked.personId);
    if (!person) throw refusal("person_not_found");
    if (person.signatory) await assertSignsNowhere(inside, organisation.id, person);
    const [before, after] = [cardWords(organisation, person), cardWords(organisation, null)];
    if (organisation.status === "active") {
      assertPeopleRemain(organisation.people.filter((one) => one !== person));
      if (!asked.reason) throw refusal("required", { what: "a reason" }, "reason");
      const pending = await demandApproval(inside, {
        kind: "customer.remove_person",
        payload: input,
        ...aboutCustomer(organisation),
        branchId: organisation.branchId,
        reason: asked.reason,
        before,
        after,
        always: true,
      });
      if (pending) return pending;
    }
    const sql = sqlOf(inside.db);
    const first = organisation.submittedAt === null;
    await sql`
      delete from organisation_people p where p.id = ${person.id} and ${first}
        and not exists (select from screening_hits h where h.person_id = p.id)`;
    await sql`update organisation_people set removed_at = bank_now() where id = ${person.id}`;
    await record(inside, {
      act: "customer.person_removed",
      ...aboutCustomer(organisation),
      reference: organisation.customerNo,
      before: { person: before },
      after: { person: null, ...(asked.reason ? { reason: asked.reason } : {}) },
    });
    if (organisation.status === "active") {
      await raiseRisk(inside, organisation.id);
      await screenCustomer(inside, await lockCustomer(inside.db, organisation.id));
      await tellCompliance(inside, organisation, person);
    }
    return { customerId: organisation.id };
  });
}

/** Nothing makes an organisation clean by itself: compliance looks at who is left. */
async function tellCompliance(ctx: TxCtx, organisation: CustomerFacts, person: PersonFacts): Promise<void> {
  if (organisation.riskRating !== "prohibited") return;
  const [named] = await sqlOf(ctx.db)`
    select 1 from screening_hits where status = 'confirmed' and (person_id = ${person.id} or customer_id = ${person.customerId}) limit 1`;
  if (!named) return;
  await notifyRole(ctx, "compliance_officer", {
    kind: "listed_person_left",
    params: { number: organisation.customerNo },
  });
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { type CustomerId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { forgetTyped } from "./forget-typed";
import { nextCustomerNumber } from "./next-customer-number";
import { assertIncorporated } from "./rules";
import { typedOrganisation, writeOrganisation } from "./save-organisation";
import type { startOrganisationInput } from "./schema";
import { customerSearchText } from "./search-text";

/**
 * Opens the draft of an organisation at the officer's branch, with a customer number and what its register says; the rest
 * may follow. Repeating the key returns the first draft. Refuses `date_past`, `registration_taken` and `lei_taken`.
 */
export function startOrganisation(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof startOrganisationInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...facts } = input;
  return transactOnce(ctx, { command: "customer.start", key, input: facts }, async (inside) => {
    authorize(inside.actor, "customer.onboard");
    assertIncorporated(facts.incorporatedOn, inside.businessDate);
    const id = newId<"customer">();
    const customerNo = await nextCustomerNumber(inside);
    const typed = typedOrganisation(facts);
    const found = { fullName: facts.fullName, customerNo, phone: null, email: null, organisation: typed };
    await sqlOf(inside.db)`
      insert into customers (id, customer_no, kind, branch_id, full_name, search_text, opened_by)
      values (${id}, ${customerNo}, 'organisation', ${inside.actor.branchId}, ${facts.fullName}, ${customerSearchText(found)},
        ${inside.actor.userId})`;
    await writeOrganisation(inside, id, typed);
    await forgetTyped(inside, "start_organisation", null);
    await record(inside, {
      act: "customer.started",
      subjectKind: "customer",
      subjectId: id,
      customerId: id,
      reference: customerNo,
      after: facts,
    });
    return { customerId: id };
  });
}

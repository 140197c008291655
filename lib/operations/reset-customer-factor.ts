import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { assertFresh, authorize } from "../identity/authorize";
import { endSessions } from "../identity/end-sessions";
import { removeFactors } from "../identity/factors";
import { forgetDevices } from "../identity/known-device";
import type { resetCustomerFactorInput } from "../identity/schema";
import { notify } from "../notifications/notify";

const COOLING_HOURS = 24;

/**
 * Takes a customer's second factors away once the branch manager has agreed, for who has lost them and came with their
 * identity document: every session ends, the password stays, and for a day nothing is paid to others (control 30).
 * Refuses `customer_not_found`, `not_enrolled` and `customer_no_factor`.
 */
export async function resetCustomerFactor(ctx: Ctx<StaffActor>, input: z.output<typeof resetCustomerFactorInput>) {
  const about = { subjectKind: "customer", subjectId: input.customerId };
  return transact(
    ctx,
    "customer.reset_factor",
    async (inside) => {
      const sql = sqlOf(inside.db);
      const [customer] = await sql<{ id: CustomerId; branchId: BranchId; userId: UserId | null; held: boolean }[]>`
        select c.id, c.branch_id as "branchId", u.id as "userId",
          exists (select from second_factors f where f.user_id = u.id) as held
        from customers c left join users u on u.customer_id = c.id where c.id = ${input.customerId} for update of c`;
      if (!customer) throw refusal("customer_not_found");
      authorize(inside.actor, "customer.enrol", { branchId: customer.branchId, customerIds: [customer.id] });
      if (!inside.approval) assertFresh(inside.actor);
      if (!customer.userId) throw refusal("not_enrolled");
      if (!customer.held) throw refusal("customer_no_factor");

      const change = { before: { second_factor: "set up" }, after: { second_factor: "none" } };
      const pending = await demandApproval(inside, {
        kind: "customer.reset_factor",
        payload: input,
        ...aboutCustomer(customer),
        branchId: customer.branchId,
        reason: input.reason,
        ...change,
        always: true,
      });
      if (pending) return pending;

      const { userId } = customer;
      await removeFactors(inside.db, userId);
      await forgetDevices(inside.db, userId);
      await endSessions(inside, userId);
      await sql`
        update users set sessions_valid_after = bank_now(), pays_from = bank_now() + make_interval(hours => ${COOLING_HOURS})
        where id = ${userId}`;
      await record(inside, {
        act: "customer.factor_reset",
        ...aboutCustomer(customer),
        before: change.before,
        after: { ...change.after, reason: input.reason },
      });
      await notify(inside, { to: { userId }, kind: "factor_reset" });
      return { customerId: customer.id };
    },
    about,
  );
}

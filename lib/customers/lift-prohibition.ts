import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { recordMany } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { Id } from "../core/ids";
import { assertStranger, authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { endProhibition } from "./end-prohibition";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import type { liftProhibitionInput } from "./schema";

/**
 * Two officers of compliance serve a customer again of whom, and of whose people, no list names anybody any more: of high
 * risk from now on. What was confirmed of somebody who left lapses, and is to be decided anew should they come back.
 * Refuses `not_prohibited` and `still_listed`.
 */
export function liftProhibition(ctx: Ctx<StaffActor>, input: z.output<typeof liftProhibitionInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.lift_prohibition", key, input: asked }, async (inside) => {
    authorize(inside.actor, "screening.decide");
    const customer = await lockCustomer(inside.db, asked.customerId);
    assertStranger(inside.actor, [customer.id]);
    if (customer.riskRating !== "prohibited") throw refusal("not_prohibited");
    await assertNobodyNamed(inside, customer);
    const pending = await demandApproval(inside, {
      kind: "customer.lift_prohibition",
      payload: input,
      ...aboutCustomer(customer),
      branchId: null,
      reason: asked.reason,
      before: { customer: customer.customerNo, risk: "prohibited" },
      after: { customer: customer.customerNo, risk: "high" },
      always: true,
    });
    if (pending) return pending;
    await lapseOfWhoLeft(inside, customer);
    await endProhibition(inside, customer.id);
    return { customerId: customer.id };
  });
}

/** A confirmed likeness of the customer, or of somebody who stands behind them today. */
async function assertNobodyNamed(ctx: TxCtx, { id }: CustomerFacts): Promise<void> {
  const [named] = await sqlOf(ctx.db)`
    select 1 from screening_hits h left join organisation_people about on about.id = h.person_id
    where h.status = 'confirmed' and about.removed_at is null and (h.customer_id = ${id} or h.customer_id in (
      select p.customer_id from organisation_people p where p.organisation_id = ${id} and p.removed_at is null)) limit 1`;
  if (named) throw refusal("still_listed");
}

async function lapseOfWhoLeft(ctx: TxCtx, { id }: CustomerFacts): Promise<void> {
  const lapsed = await sqlOf(ctx.db)<{ id: Id<"screeningHit"> }[]>`
    update screening_hits h set status = 'lapsed', decided_by = null, confirmed_by = null, decided_at = null, reason = null
    from organisation_people p
    where h.customer_id = ${id} and h.status = 'confirmed' and p.id = h.person_id and p.removed_at is not null returning h.id`;
  const drafts = lapsed.map(({ id: hit }) => ({
    act: "screening.hits_lapsed",
    subjectKind: "screening_hit",
    subjectId: hit,
  }));
  await recordMany(
    ctx.db,
    drafts.map((draft) => ({ ctx, draft })),
  );
}

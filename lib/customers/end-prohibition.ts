import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import { aboutCustomer } from "./about-customer";
import { askConsent } from "./ask-consent";
import { WAS_PROHIBITED } from "./keep-asked-consent";
import { lockCustomer } from "./lock-customer";
import { assessRisk, reviewDate } from "./risk";

/**
 * Serves a customer again, and the organisations they stand behind, once two officers found that no list names them: of
 * high risk from now on. Whoever is still named stays prohibited.
 */
export async function endProhibition(ctx: TxCtx, id: CustomerId): Promise<void> {
  await endOne(ctx, id);
  const behind = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select distinct p.organisation_id as id from organisation_people p
    where p.customer_id = ${id} and p.removed_at is null order by p.organisation_id`;
  for (const organisation of behind) await endOne(ctx, organisation.id);
}

async function endOne(ctx: TxCtx, id: CustomerId): Promise<void> {
  const customer = await lockCustomer(ctx.db, id);
  if (customer.riskRating !== "prohibited" || assessRisk(customer, ctx.businessDate).rating === "prohibited") return;
  const nextReviewOn = customer.nextReviewOn && reviewDate("high", customer, ctx.businessDate);
  await sqlOf(ctx.db)`
    update customers set risk_rating = 'high', next_review_on = ${nextReviewOn}, updated_at = bank_now() where id = ${id}`;
  await record(ctx, {
    act: "customer.prohibition_ended",
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    before: { riskRating: customer.riskRating, nextReviewOn: customer.nextReviewOn },
    after: { riskRating: "high", nextReviewOn },
  });
  await askConsent(ctx, customer, "high", WAS_PROHIBITED);
}

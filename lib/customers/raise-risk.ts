import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import { aboutCustomer } from "./about-customer";
import { askConsent } from "./ask-consent";
import { endJudgement, judgementInForce } from "./judgement-queries";
import { lockCustomer } from "./lock-customer";
import { assessRisk, ratingAfter, reviewDate } from "./risk";

/**
 * Rates an active customer by the rules again after what the bank knows of them changed, and the organisations they stand
 * behind: a rating that the rules raise is raised, and the review comes as early as it asks; high risk asks for a senior
 * manager's consent, and so does one more cause of it. Nothing is ever lowered. A judgement of compliance stands against
 * the rules it knew of, and ends with one that asks for more.
 */
export async function raiseRisk(ctx: TxCtx, id: CustomerId): Promise<void> {
  await raiseOne(ctx, id);
  const behind = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select p.organisation_id as id from organisation_people p join customers o on o.id = p.organisation_id
    where p.customer_id = ${id} and p.removed_at is null and o.status = 'active' order by p.organisation_id`;
  for (const organisation of behind) await raiseOne(ctx, organisation.id);
}

async function raiseOne(ctx: TxCtx, id: CustomerId): Promise<void> {
  const customer = await lockCustomer(ctx.db, id);
  if (customer.status !== "active") return;
  const assessed = assessRisk(customer, ctx.businessDate);
  const judgement = await judgementInForce(ctx.db, customer);
  const { rating, overtaken } = ratingAfter(customer.riskRating, assessed, judgement);
  if (overtaken) await endJudgement(ctx.db, id, ctx.businessDate);
  if (rating === (customer.riskRating ?? "low")) return askConsent(ctx, customer, rating);
  const sooner = reviewDate(rating, customer, ctx.businessDate);
  const nextReviewOn = customer.nextReviewOn && customer.nextReviewOn < sooner ? customer.nextReviewOn : sooner;
  await sqlOf(ctx.db)`
    update customers set risk_rating = ${rating}, next_review_on = ${nextReviewOn}, updated_at = bank_now() where id = ${id}`;
  await record(ctx, {
    act: "customer.risk_raised",
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    before: { riskRating: customer.riskRating, nextReviewOn: customer.nextReviewOn },
    after: { riskRating: rating, nextReviewOn, rules: assessed.rules.map(({ rule }) => rule) },
  });
  await askConsent(ctx, customer, rating);
}

import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { askConsent } from "./ask-consent";
import { dropAskedConsent } from "./drop-asked-consent";
import { endJudgement, judgementInForce } from "./judgement-queries";
import { JUDGED_LOWER } from "./keep-asked-consent";
import { lockCustomer } from "./lock-customer";
import { assessRisk, higher, reviewDate } from "./risk";

/** Customers in one transaction: each is read whole, so few enough that nobody waits for long. */
const BATCH = 10;

/**
 * Ends the judgements of risk whose last day is over: the rating is again what it was before, or what the rules ask for
 * where that is more. Answers how many ended.
 */
export async function lapseJudgements(ctx: Ctx<Actor, Database>): Promise<{ lapsed: number }> {
  for (let lapsed = 0; ; ) {
    const done = await transact(ctx, "customer.lapse_judgements", lapseSome);
    lapsed += done;
    if (done === 0) return { lapsed };
  }
}

async function lapseSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.cut");
  const over = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select customer_id as id from risk_judgements where ended_on is null and until_day < ${ctx.businessDate}
    order by customer_id limit ${BATCH}`;
  for (const { id } of over) await lapseOne(ctx, id);
  return over.length;
}

async function lapseOne(ctx: TxCtx, id: CustomerId): Promise<void> {
  const customer = await lockCustomer(ctx.db, id);
  const judgement = await judgementInForce(ctx.db, customer);
  // Judged anew while this waited.
  if (judgement && judgement.untilDay >= ctx.businessDate) return;
  await endJudgement(ctx.db, id, ctx.businessDate);
  if (!judgement || customer.status !== "active" || customer.riskRating === "prohibited") return;
  const rating = higher(judgement.ratingBefore, assessRisk(customer, ctx.businessDate).rating);
  const due = reviewDate(rating, customer, ctx.businessDate);
  const nextReviewOn = customer.nextReviewOn && customer.nextReviewOn < due ? customer.nextReviewOn : due;
  await sqlOf(ctx.db)`
    update customers set risk_rating = ${rating}, next_review_on = ${nextReviewOn}, updated_at = bank_now() where id = ${id}`;
  await record(ctx, {
    act: "customer.risk_judgement_ended",
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    before: { riskRating: customer.riskRating, nextReviewOn: customer.nextReviewOn },
    after: { riskRating: rating, nextReviewOn },
  });
  if (rating !== "high") await dropAskedConsent(ctx, customer);
  else await askConsent(ctx, customer, rating, customer.riskRating === "high" ? undefined : JUDGED_LOWER);
}

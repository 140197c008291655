import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { addMonths, formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { assertStranger, authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { askConsent } from "./ask-consent";
import { dropAskedConsent } from "./drop-asked-consent";
import { endJudgement, judgementInForce } from "./judgement-queries";
import { JUDGED_HIGH } from "./keep-asked-consent";
import { lockCustomer } from "./lock-customer";
import { assessRisk, causesOf, judgedReviewDate } from "./risk";
import { statusWords } from "./rules";
import type { judgeRiskInput } from "./schema";

const LONGEST_MONTHS = 12;

/**
 * Two officers of compliance set the rating of a customer higher or lower than the rules do, until a day, with the reason;
 * the next review follows, and high risk asks for a senior manager's consent. A rule that fires anew and asks for more ends
 * the judgement. Refuses `customer_not_active`, `risk_not_judged`, `risk_unchanged` and `judgement_until`.
 */
export function judgeRisk(ctx: Ctx<StaffActor>, input: z.output<typeof judgeRiskInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.judge_risk", key, input: asked }, async (inside) => {
    authorize(inside.actor, "customer.judge_risk");
    const customer = await lockCustomer(inside.db, asked.customerId);
    assertStranger(inside.actor, [customer.id]);
    const today = inside.businessDate;
    if (customer.status !== "active") throw refusal("customer_not_active", { status: statusWords(customer.status) });
    const assessed = assessRisk(customer, today);
    const current = customer.riskRating ?? "low";
    if (assessed.rating === "prohibited" || current === "prohibited") throw refusal("risk_not_judged");
    const before = await judgementInForce(inside.db, customer);
    if (current === asked.riskRating && !before) throw refusal("risk_unchanged");
    if (asked.until <= today || asked.until > addMonths(today, LONGEST_MONTHS)) throw refusal("judgement_until");
    const judgement = { rating: asked.riskRating, untilDay: asked.until };
    const nextReviewOn = judgedReviewDate(judgement, customer, today);
    const rules = assessed.rules.map(({ sentence }) => sentence).join("; ") || "No rule fired";
    const review = customer.nextReviewOn && formatDate(customer.nextReviewOn);
    const about = { customer: customer.customerNo, by_the_rules: `${assessed.rating}: ${rules}` };
    const pending = await demandApproval(inside, {
      kind: "customer.judge_risk",
      payload: input,
      ...aboutCustomer(customer),
      branchId: null,
      reason: asked.reason,
      before: { ...about, risk: current, last_day: before && formatDate(before.untilDay), next_review: review },
      after: {
        ...about,
        risk: asked.riskRating,
        last_day: formatDate(asked.until),
        next_review: formatDate(nextReviewOn),
      },
      always: true,
    });
    if (pending) return pending;
    const checker = inside.approval?.checkerId;
    if (!checker) throw new Error("A judgement of risk without a second person");
    const sql = sqlOf(inside.db);
    await endJudgement(inside.db, customer.id, today);
    await sql`
      insert into risk_judgements (id, customer_id, rating, rating_before, rules, reason, until_day, judged_by, agreed_by)
      values (${newId<"riskJudgement">()}, ${customer.id}, ${asked.riskRating}, ${before?.ratingBefore ?? current},
        ${causesOf(assessed)}::text[], ${asked.reason}, ${asked.until},
        ${inside.actor.userId}, ${checker})`;
    await sql`
      update customers set risk_rating = ${asked.riskRating}, next_review_on = ${nextReviewOn}, updated_at = bank_now()
      where id = ${customer.id}`;
    if (asked.riskRating !== "high") await dropAskedConsent(inside, customer);
    await record(inside, {
      act: "customer.risk_judged",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before: { riskRating: current, nextReviewOn: customer.nextReviewOn },
      after: { riskRating: asked.riskRating, nextReviewOn, until: asked.until, byTheRules: assessed.rating },
    });
    await askConsent(inside, customer, asked.riskRating, current === "high" ? undefined : JUDGED_HIGH);
    return { customerId: customer.id };
  });
}

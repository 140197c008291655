import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { endJudgement, judgementInForce } from "./judgement-queries";
import { lockCustomer } from "./lock-customer";
import { raiseRisk } from "./raise-risk";
import { assessRisk, judgedReviewDate, ratingAfter, reviewDate } from "./risk";
import { assertPerson, documentProblem, peopleProblem, statusWords } from "./rules";
import { saveBusiness } from "./save-business";
import { saveDeclarations } from "./save-declarations";
import type { reviewCustomerInput, reviewOrganisationInput } from "./schema";

/**
 * Takes an active customer's declarations anew and sets the day of the next review; a rating the rules raise is raised,
 * and high risk for a new cause asks for a senior manager's consent.
 * Refuses `customer_not_active`, `identity_document_expired`, `person_lapsed`, and what the declarations refuse.
 */
export function reviewCustomer(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof reviewCustomerInput> | z.output<typeof reviewOrganisationInput>,
): Promise<{ customerId: CustomerId }> {
  const { key, ...rest } = input;
  const { taxNumber, ...compared } = rest;
  const claimed = { ...compared, taxNumberTyped: taxNumber !== undefined };
  return transactOnce(ctx, { command: "customer.review", key, input: claimed }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    if (customer.status !== "active") throw refusal("customer_not_active", { status: statusWords(customer.status) });
    const problem = documentProblem(customer, inside.businessDate) ?? peopleProblem(customer);
    if (problem) throw problem;
    if (rest.section === "declarations") assertPerson(customer);
    const change = await (rest.section === "business"
      ? saveBusiness(inside, customer, rest)
      : saveDeclarations(inside, customer, rest));
    const now = await lockCustomer(inside.db, customer.id);
    const judgement = await judgementInForce(inside.db, now);
    const { rating, overtaken } = ratingAfter(now.riskRating, assessRisk(now, inside.businessDate), judgement);
    if (overtaken) await endJudgement(inside.db, now.id, inside.businessDate);
    const nextReviewOn =
      judgement && !overtaken
        ? judgedReviewDate(judgement, now, inside.businessDate)
        : reviewDate(rating, now, inside.businessDate);
    await sqlOf(inside.db)`
      update customers set risk_rating = ${rating}, next_review_on = ${nextReviewOn}, updated_at = bank_now()
      where id = ${customer.id}`;
    await record(inside, {
      act: "customer.reviewed",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before: { ...change.before, riskRating: customer.riskRating, nextReviewOn: customer.nextReviewOn },
      after: { ...change.after, riskRating: rating, nextReviewOn },
    });
    await raiseRisk(inside, customer.id);
    return { customerId: customer.id };
  });
}

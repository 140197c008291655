import { type Executor, sqlOf, type Transaction } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { CustomerId, Id } from "../core/ids";
import { may } from "../identity/authorize";
import type { CustomerFacts } from "./lock-customer";
import type { RiskJudgement } from "./risk";

type InForce = RiskJudgement & { id: Id<"riskJudgement">; ratingBefore: RiskJudgement["rating"] };

/** The judgement of a customer's risk that is in force since they were last taken on, or null. */
export async function judgementInForce(
  db: Executor,
  { id, submittedAt }: Pick<CustomerFacts, "id" | "submittedAt">,
): Promise<InForce | null> {
  const [row] = await sqlOf(db)<InForce[]>`
    select id, rating, rating_before as "ratingBefore", rules, until_day::text as "untilDay" from risk_judgements
    where customer_id = ${id} and ended_on is null and judged_at >= coalesce(${submittedAt}::timestamptz, '-infinity')`;
  return row ?? null;
}

/** Ends the judgement that is in force, if one is. */
export async function endJudgement(tx: Transaction, id: CustomerId, on: BusinessDate): Promise<void> {
  await sqlOf(tx)`update risk_judgements set ended_on = ${on} where customer_id = ${id} and ended_on is null`;
}

/** A judgement of a customer's risk as pages show it; the reason is for who may know of it. */
export type ShownJudgement = {
  id: Id<"riskJudgement">;
  rating: RiskJudgement["rating"];
  ratingBefore: RiskJudgement["rating"];
  untilDay: BusinessDate;
  endedOn: BusinessDate | null;
  judgedByName: string;
  agreedByName: string;
  judgedAtLocal: string;
  reason: string | null;
};

const SHOWN = 20;

/** The judgements of a customer's risk, the latest first; the caller has read the customer in scope. */
export async function judgementsOf(ctx: Ctx<StaffActor>, id: CustomerId): Promise<ShownJudgement[]> {
  const rows = await sqlOf(ctx.db)<ShownJudgement[]>`
    select j.id, j.rating, j.rating_before as "ratingBefore", j.until_day::text as "untilDay", j.ended_on::text as "endedOn",
      m.display_name as "judgedByName", a.display_name as "agreedByName",
      (j.judged_at at time zone bank.time_zone)::text as "judgedAtLocal", j.reason
    from risk_judgements j join users m on m.id = j.judged_by join users a on a.id = j.agreed_by cross join bank_settings bank
    where j.customer_id = ${id} order by j.id desc limit ${SHOWN}`;
  return may(ctx.actor, "screening.read") ? rows : rows.map((row) => ({ ...row, reason: null }));
}

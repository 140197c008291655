import { sqlOf, type Transaction } from "@/db/client";
import type { Id, UserId } from "../core/ids";
import type { CustomerFacts } from "./lock-customer";

/** A senior manager's consent to serve a customer of high risk, or that it is asked for. */
export type SeniorConsent = { id: Id<"seniorConsent">; rules: string[]; givenBy: UserId | null };

/** The latest consent that was given or asked for since the application was last submitted, or null. */
export async function latestConsent(
  tx: Transaction,
  customer: Pick<CustomerFacts, "id" | "submittedAt">,
): Promise<SeniorConsent | null> {
  const [row] = await sqlOf(tx)<SeniorConsent[]>`
    select id, rules, given_by as "givenBy" from senior_consents
    where customer_id = ${customer.id}
      and (given_at is null or given_at >= coalesce(${customer.submittedAt}::timestamptz, '-infinity'))
    order by given_at is null desc, id desc limit 1`;
  return row ?? null;
}

import { type Executor, sqlOf, type Transaction } from "@/db/client";
import { type BankError, refusal } from "../core/errors";
import type { CustomerId, Id, UserId } from "../core/ids";
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

/** Why the bank takes on nothing new with a customer while a senior manager is asked to consent to them, or null. */
export function consentMissing({ consent }: { consent: { at: string | null } | null }): BankError | null {
  return consent && consent.at === null ? refusal("senior_consent_missing") : null;
}

/** Refuses to take on anything new with customers of whom one waits for a senior manager's consent. */
export async function assertConsented(db: Executor, ids: readonly CustomerId[], field?: string): Promise<void> {
  if (await consentWaited(db, ids)) throw refusal("senior_consent_missing", undefined, field);
}

/** Why the bank takes on nothing new with these customers, told before a form is filled, or null. */
export async function consentWaited(db: Executor, ids: readonly CustomerId[]): Promise<BankError | null> {
  const [waiting] = await sqlOf(db)`
    select 1 from senior_consents where customer_id = any(${[...ids]}::uuid[]) and given_at is null limit 1`;
  return waiting ? refusal("senior_consent_missing") : null;
}

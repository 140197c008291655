import { ageOn, type BusinessDate } from "../core/dates";
import { type BankError, refusal } from "../core/errors";
import { eligibility } from "./schema";

/** Whom a version of a product is for. */
export type Eligibility = { minimumAge: number; maximumAge: number | null; eligibleFor: keyof typeof eligibility };

/** What is asked of whoever applies. */
export type Applicant = { kind: "individual" | "organisation"; birthDate: BusinessDate | null };

/** The customer is of the kind and the age that the product is for. Refuses `under_age` and `not_eligible`. */
export function assertEligible(product: Eligibility, applicant: Applicant, on: BusinessDate): void {
  const problem = problemOf(product, applicant, on);
  if (problem) throw problem;
}

/** Whether a product may be offered to this customer at all. */
export function isEligible(product: Eligibility, applicant: Applicant, on: BusinessDate): boolean {
  return problemOf(product, applicant, on) === null;
}

function problemOf(
  { eligibleFor, minimumAge, maximumAge }: Eligibility,
  { kind, birthDate }: Applicant,
  on: BusinessDate,
): BankError | null {
  const age = birthDate && ageOn(birthDate, on);
  if (age !== null && age < minimumAge) return refusal("under_age", { years: minimumAge });
  if (eligibleFor !== "anyone" && eligibleFor !== kind)
    return refusal("not_eligible", { who: eligibility[eligibleFor].toLowerCase() });
  if (age !== null && maximumAge !== null && age > maximumAge)
    return refusal("not_eligible", { who: `customers of ${maximumAge} years or younger` });
  return null;
}

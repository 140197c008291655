import { type Country, countryName } from "../core/countries";
import { addMonths, type BusinessDate } from "../core/dates";
import type { CustomerFacts } from "./lock-customer";
import type { RiskRating } from "./schema";

export type RiskRule = { rule: string; rating: RiskRating; sentence: string };
export type RiskAssessment = { rating: RiskRating; rules: RiskRule[]; reviewOn: BusinessDate };

type Rated = Pick<CustomerFacts, "nationality" | "address" | "declarations">;

/** The least risk rating a person can have by the rules that fire on their facts, and when the bank looks again. */
export function assessRisk(customer: Rated, on: BusinessDate): RiskAssessment {
  const rules = rulesOn(customer);
  const rating = rules.reduce<RiskRating>((worst, rule) => higher(worst, rule.rating), "low");
  return { rating, rules, reviewOn: reviewDate(rating, customer, on) };
}

/** The higher of two ratings. */
export function higher(one: RiskRating, other: RiskRating): RiskRating {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

/** The day of the next review: sooner with more risk, and soonest where the person has declared nothing yet. */
export function reviewDate(
  rating: RiskRating,
  { declarations }: Pick<CustomerFacts, "declarations">,
  on: BusinessDate,
): BusinessDate {
  return addMonths(on, declarations ? reviewMonths[rating] : Math.min(UNDECLARED_MONTHS, reviewMonths[rating]));
}

const order: readonly RiskRating[] = ["low", "medium", "high", "prohibited"];
const reviewMonths: Record<RiskRating, number> = { low: 60, medium: 24, high: 12, prohibited: 0 };
const UNDECLARED_MONTHS = 3;

/** FATF: "call for action" of 2025. Ties to one of them need enhanced diligence. */
const CALL_FOR_ACTION: readonly Country[] = ["IR", "KP", "MM"];

function rulesOn({ nationality, address, declarations }: Rated): RiskRule[] {
  const ties = [nationality, address?.country, declarations?.taxCountry];
  const listed = CALL_FOR_ACTION.filter((country) => ties.includes(country)).map(
    (country): RiskRule => ({
      rule: "high_risk_country",
      rating: "high",
      sentence: `Nationality, address or tax residency in ${countryName(country) ?? country}, a high-risk country of the FATF`,
    }),
  );
  if (!declarations) return listed;
  const declared: (RiskRule | false)[] = [
    declarations.politicallyExposed && {
      rule: "politically_exposed",
      rating: "high",
      sentence: "Politically exposed, or family or associate of somebody who is",
    },
    declarations.expectedMonthly === "over_50000" && {
      rule: "large_turnover",
      rating: "medium",
      sentence: "Expects more than 50,000 a month",
    },
    address !== null &&
      declarations.taxCountry !== address.country && {
        rule: "foreign_tax_residency",
        rating: "medium",
        sentence: "Taxed in another country than the one lived in",
      },
    declarations.sourceOfFunds === "other" && {
      rule: "unclear_funds",
      rating: "medium",
      sentence: "The source of the money is none of the usual ones",
    },
  ];
  return [...listed, ...declared.filter((rule) => rule !== false)];
}

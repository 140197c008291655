import { type Country, countryName } from "../core/countries";
import { addMonths, type BusinessDate } from "../core/dates";
import type { CustomerFacts, OrganisationFacts, PersonFacts } from "./lock-customer";
import type { givenRiskRatings, RiskRating } from "./schema";

export type RiskRule = {
  rule: string;
  rating: RiskRating;
  sentence: string;
  /** The countries, people or products it fired for, where it can fire for another one later. */
  about?: readonly string[];
};
export type RiskAssessment = { rating: RiskRating; rules: RiskRule[]; reviewOn: BusinessDate };

type Rated = Pick<CustomerFacts, "nationality" | "address" | "declarations" | "organisation" | "people" | "wishes"> & {
  listed?: boolean;
};

/** The least risk rating a person can have by the rules that fire on their facts, and when the bank looks again. */
export function assessRisk(customer: Rated, on: BusinessDate): RiskAssessment {
  const named: RiskRule[] = customer.listed
    ? [{ rule: "listed", rating: "prohibited", sentence: "A screening list names them, or somebody behind them" }]
    : [];
  const rules = [...named, ...rulesOn(customer, on), ...productRules(customer)];
  const rating = rules.reduce<RiskRating>((worst, rule) => higher(worst, rule.rating), "low");
  return { rating, rules, reviewOn: reviewDate(rating, customer, on) };
}

/** The rules of high risk among those that fired: to each of them a senior manager consents. */
export function highRules({ rules }: Pick<RiskAssessment, "rules">): string[] {
  return [...new Set(rules.filter(({ rating }) => rating === "high").map(({ rule }) => rule))].sort();
}

/** What a judgement of compliance knows of: the rules that fired, each with whom or what it fired for. */
export function causesOf({ rules }: Pick<RiskAssessment, "rules">): string[] {
  return [...new Set(rules.flatMap(causesOfRule))];
}

/** A judgement of compliance in force: which rating, and which causes it knew of. */
export type RiskJudgement = {
  rating: (typeof givenRiskRatings)[number];
  rules: readonly string[];
  untilDay: BusinessDate;
};

/**
 * The rating of a customer after the rules were asked again: never lower than before, unless a judgement is in force, which
 * stands until a cause that it did not know of asks for more, or the customer was rated higher on other grounds.
 */
export function ratingAfter(
  current: RiskRating | null,
  assessed: Pick<RiskAssessment, "rating" | "rules">,
  judgement: RiskJudgement | null,
): { rating: RiskRating; overtaken: boolean } {
  const now = current ?? "low";
  if (!judgement) return { rating: higher(now, assessed.rating), overtaken: false };
  const unknown = assessed.rules.filter((rule) => !causesOfRule(rule).every((one) => judgement.rules.includes(one)));
  const asked = unknown.reduce((worst, { rating }) => higher(worst, rating), now);
  if (higher(judgement.rating, asked) === judgement.rating) return { rating: judgement.rating, overtaken: false };
  return { rating: higher(now, assessed.rating), overtaken: true };
}

/** The day of the next review of a customer whose risk was judged: not after the judgement's last day. */
export function judgedReviewDate(
  judgement: Pick<RiskJudgement, "rating" | "untilDay">,
  customer: Pick<CustomerFacts, "declarations">,
  on: BusinessDate,
): BusinessDate {
  const due = reviewDate(judgement.rating, customer, on);
  return due < judgement.untilDay ? due : judgement.untilDay;
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

const causesOfRule = ({ rule, about }: RiskRule): string[] => about?.map((one) => `${rule}:${one}`) ?? [rule];
const keyOf = ({ id, customerId }: PersonFacts): string => customerId ?? id;

const order: readonly RiskRating[] = ["low", "medium", "high", "prohibited"];
const reviewMonths: Record<RiskRating, number> = { low: 60, medium: 24, high: 12, prohibited: 0 };
const UNDECLARED_MONTHS = 3;

/** FATF: "call for action" of 2025. Ties to one of them need enhanced diligence. */
const CALL_FOR_ACTION: readonly Country[] = ["IR", "KP", "MM"];

function rulesOn(customer: Rated, on: BusinessDate): RiskRule[] {
  const { nationality, address, declarations, organisation, people } = customer;
  const own = [nationality, organisation?.registerCountry, address?.country, declarations?.taxCountry];
  const listed = CALL_FOR_ACTION.flatMap((country): RiskRule[] => {
    const where = `${countryName(country) ?? country}, a high-risk country of the FATF`;
    const tie = own.includes(country);
    const theirs = people.filter((person) => person.nationality === country || person.residence === country);
    const sentence = organisation
      ? `Register, address or tax residency in ${where}`
      : `Nationality, address or tax residency in ${where}`;
    return [
      ...(tie ? [{ rule: "high_risk_country", rating: "high" as const, sentence, about: [country] }] : []),
      ...(theirs.length > 0
        ? [
            {
              rule: "person_of_high_risk_country",
              rating: "high" as const,
              sentence: `One of its people is of, or lives in, ${where}`,
              about: theirs.map((person) => `${country}:${keyOf(person)}`),
            },
          ]
        : []),
    ];
  });
  if (organisation) return [...listed, ...organisationRules(customer, organisation, on)];
  if (!declarations)
    return [
      ...listed,
      {
        rule: "nothing_declared",
        rating: "medium",
        sentence: "Has not declared tax, purpose, funds and political exposure",
      },
    ];
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

/** What is asked for says something of its own: money kept in another currency comes from, or goes, abroad. */
function productRules({ wishes }: Rated): RiskRule[] {
  const foreign = (wishes ?? []).filter((wish) => wish.foreign);
  if (foreign.length === 0) return [];
  const sentence = `Wants a product in a foreign currency: ${foreign.map(({ name }) => name).join(", ")}`;
  return [
    { rule: "foreign_currency_product", rating: "medium", sentence, about: foreign.map(({ productId }) => productId) },
  ];
}

/** An organisation younger than this has little to show for itself. */
const YOUNG_MONTHS = 12;
/** Forms in which who stands behind is told by a deed, not by a register. */
const BY_DEED = ["trust", "foundation"];

function organisationRules(customer: Rated, organisation: OrganisationFacts, on: BusinessDate): RiskRule[] {
  const { address, declarations, people } = customer;
  const { legalForm, registerCountry, incorporatedOn } = organisation;
  const behind = (of: (person: PersonFacts) => boolean) => {
    const about = people.filter(of).map(keyOf);
    return about.length > 0 && { about };
  };
  const exposed = behind(({ politicallyExposed }) => politicallyExposed);
  const undeclared = behind((person) => person.undeclared);
  const hidden = behind(({ control }) => control === "indirect" || control === "other_means");
  const fired: (RiskRule | false | null | undefined)[] = [
    exposed && {
      ...exposed,
      rule: "politically_exposed",
      rating: "high",
      sentence: "One of its people is politically exposed, or family or associate of somebody who is",
    },
    undeclared && {
      ...undeclared,
      rule: "person_undeclared",
      rating: "medium",
      sentence: "One of its people has declared nothing yet",
    },
    hidden && {
      ...hidden,
      rule: "complex_ownership",
      rating: "high",
      sentence: "Somebody owns it through others, or controls it in another way",
    },
    people.some(({ control }) => control === "senior_official") && {
      rule: "no_owner",
      rating: "medium",
      sentence: "Nobody owns 25 % or controls it, so who leads it stands for them",
    },
    BY_DEED.includes(legalForm) && {
      rule: "opaque_form",
      rating: "medium",
      sentence: "A trust or foundation: a deed, not a register, says who benefits",
    },
    incorporatedOn !== null &&
      addMonths(incorporatedOn, YOUNG_MONTHS) > on && {
        rule: "young_organisation",
        rating: "medium",
        sentence: "Incorporated less than a year ago",
      },
    address !== null &&
      registerCountry !== null &&
      registerCountry !== address.country && {
        rule: "foreign_register",
        rating: "medium",
        sentence: "Registered in another country than the one it works from",
      },
    address !== null &&
      declarations &&
      declarations.taxCountry !== address.country && {
        rule: "foreign_tax_residency",
        rating: "medium",
        sentence: "Taxed in another country than the one it works from",
      },
    declarations?.expectedMonthly === "over_250000" && {
      rule: "large_turnover",
      rating: "medium",
      sentence: "Expects more than 250,000 a month",
    },
    declarations?.sourceOfFunds === "other" && {
      rule: "unclear_funds",
      rating: "medium",
      sentence: "The source of the money is none of the usual ones",
    },
  ];
  return fired.filter((rule): rule is RiskRule => Boolean(rule));
}

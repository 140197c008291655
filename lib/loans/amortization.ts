import { addMonths, type BusinessDate, partsOf } from "../core/dates";
import { Decimal, decimal, roundMinor } from "../core/decimal";
import { type InterestTerms, workOutInterest } from "./interest";

export type LoanTerms = InterestTerms & {
  amountMinor: bigint;
  termMonths: number;
  /** The day the money is paid out: interest runs from here. */
  startsOn: BusinessDate;
  /** A month later unless given; an earlier or later day makes the first period shorter or longer, interest to the day. */
  firstDueOn?: BusinessDate;
  method?: "annuity" | "equal_principal";
  /** Instalments are rounded to a multiple of this many minor units; 1 unless given. */
  multipleMinor?: bigint;
};

export type ScheduledInstalment = {
  no: number;
  /** Interest runs from here (inclusive) to the due date (exclusive). */
  startsOn: BusinessDate;
  dueOn: BusinessDate;
  principalMinor: bigint;
  interestMinor: bigint;
  /** Outstanding principal after this instalment. */
  balanceMinor: bigint;
};

export type Schedule = { instalmentMinor: bigint; instalments: ScheduledInstalment[] };

/**
 * The schedule of a loan, in minor units: monthly due dates that keep their anchor day, interest of each period rounded
 * once, equal instalments by `formula` (or equal principal), and a last one that takes the difference.
 */
export function amortize(terms: LoanTerms): Schedule {
  const { amountMinor, termMonths, startsOn, method = "annuity", multipleMinor = 1n } = terms;
  const instalmentMinor =
    method === "annuity" ? annuityInstalment(terms) : toMultiple(decimal(amountMinor).div(termMonths), multipleMinor);
  const dueDates = monthlyDueDates(terms.firstDueOn ?? addMonths(startsOn, 1), termMonths, anchorOf(terms));
  const instalments: ScheduledInstalment[] = [];
  let balanceMinor = amountMinor;
  let from = startsOn;
  for (const [at, dueOn] of dueDates.entries()) {
    const interestMinor = workOutInterest(terms, balanceMinor, from, dueOn).minor;
    const regular = method === "annuity" ? instalmentMinor - interestMinor : instalmentMinor;
    const principalMinor = at === termMonths - 1 ? balanceMinor : between(0n, regular, balanceMinor);
    balanceMinor -= principalMinor;
    instalments.push({ no: at + 1, startsOn: from, dueOn, principalMinor, interestMinor, balanceMinor });
    from = dueOn;
  }
  return { instalmentMinor, instalments };
}

/** The equal instalment by `formula` (nominal rate ÷ 12), in minor units. */
export function annuityInstalment(
  terms: Pick<LoanTerms, "amountMinor" | "annualRate" | "termMonths" | "multipleMinor">,
): bigint {
  const { amountMinor, annualRate, termMonths, multipleMinor = 1n } = terms;
  const rate = decimal(annualRate).div(12);
  const amount = decimal(amountMinor);
  const exact = rate.isZero()
    ? amount.div(termMonths)
    : amount.times(rate).div(new Decimal(1).minus(rate.plus(1).pow(-termMonths)));
  return toMultiple(exact, multipleMinor);
}

/** Due dates a month apart that keep the anchor day: 31 Jan, 28 Feb, 31 Mar. */
export function monthlyDueDates(first: BusinessDate, count: number, anchorDay = partsOf(first).day): BusinessDate[] {
  return Array.from({ length: count }, (_, at) => addMonths(first, at, anchorDay));
}

/** What all instalments come to beyond the amount lent, in minor units. */
export function totalInterest(instalments: readonly Pick<ScheduledInstalment, "interestMinor">[]): bigint {
  return instalments.reduce((sum, { interestMinor }) => sum + interestMinor, 0n);
}

/** Paid out on the 31st, the first due date may fall on the 28th; the 31st stays the anchor. */
function anchorOf({ startsOn, firstDueOn }: LoanTerms): number {
  return partsOf(firstDueOn ?? startsOn).day;
}

function toMultiple(exact: Decimal, multipleMinor: bigint): bigint {
  return roundMinor(exact.div(multipleMinor.toString())) * multipleMinor;
}

function between(low: bigint, value: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}

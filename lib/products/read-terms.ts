import { parseAmountOrRefuse } from "../core/amounts";
import { decimal } from "../core/decimal";
import { refusal } from "../core/errors";
import {
  type FeeKind,
  feeKinds,
  type MovementFee,
  movementFees,
  type ProductTerms,
  type ReviseProductInput,
} from "./schema";

/** The terms that a typed version means, in minor units and yearly fractions; refuses at the field what does not fit together. */
export function readTerms(input: ReviseProductInput): ProductTerms {
  const money = (field: keyof ReviseProductInput) => amountIn(input, field);
  const terms: ProductTerms = {
    code: input.code,
    kind: input.kind,
    name: input.name,
    currency: input.currency,
    effectiveFrom: input.effectiveFrom,
    annualRate: fraction(input.annualRate),
    dayCount: input.dayCount,
    eligibleFor: input.eligibleFor,
    minimumAge: count(input.minimumAge) ?? 0,
    maximumAge: count(input.maximumAge),
    minAmountMinor: money("minAmount"),
    maxAmountMinor: money("maxAmount"),
    minTermMonths: count(input.minTermMonths),
    maxTermMonths: count(input.maxTermMonths),
    minimumBalanceMinor: money("minimumBalance"),
    debitLimitMinor: money("debitLimit"),
    overdraftMaxMinor: /^0+([.]0+)?$/.test(input.overdraftMax ?? "") ? 0n : money("overdraftMax"),
    overdraftRate: input.overdraftRate === undefined ? undefined : fraction(input.overdraftRate),
    interestFromMinor: money("interestFrom"),
    interestPeriod: input.interestPeriod,
    earlyRate: input.earlyRate === undefined ? undefined : fraction(input.earlyRate),
    tierMethod: input.tierMethod,
    tiers: tiersIn(input),
    fees: feesIn(input),
  };
  if (terms.kind === "loan" && terms.annualRate.startsWith("-"))
    throw refusal("rate_unreadable", undefined, "annualRate");
  assertRange(terms.minAmountMinor, terms.maxAmountMinor, "maxAmount");
  assertRange(terms.minTermMonths, terms.maxTermMonths, "maxTermMonths");
  if (terms.maximumAge !== undefined && terms.maximumAge < terms.minimumAge)
    throw refusal("range_reversed", undefined, "maximumAge");
  return terms;
}

/** A percentage as a fraction, exactly: `2.1` is `0.021`. */
function fraction(percent: string): string {
  return decimal(percent).div(100).toString();
}

function count(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function amountIn(input: ReviseProductInput, field: keyof ReviseProductInput): bigint | undefined {
  const typed = input[field];
  return typed === undefined ? undefined : parseAmountOrRefuse(typed, input.currency, field);
}

function tiersIn(input: ReviseProductInput): NonNullable<ProductTerms["tiers"]> {
  const typed = [
    ["tierFrom1", input.tierRate1],
    ["tierFrom2", input.tierRate2],
    ["tierFrom3", input.tierRate3],
  ] as const;
  const tiers = typed.flatMap(([field, rate]) => {
    const fromMinor = amountIn(input, field);
    if ((fromMinor === undefined) !== (rate === undefined)) throw refusal("tiers_order", undefined, field);
    return fromMinor === undefined || rate === undefined ? [] : [{ fromMinor, annualRate: fraction(rate) }];
  });
  if (tiers.some((tier, at) => at > 0 && tier.fromMinor <= (tiers[at - 1]?.fromMinor ?? 0n)))
    throw refusal("tiers_order");
  return tiers;
}

function feesIn(input: ReviseProductInput): NonNullable<ProductTerms["fees"]> {
  return (Object.keys(feeKinds) as FeeKind[]).flatMap((kind) => {
    const { field } = feeKinds[kind];
    const amountMinor = amountIn(input, field);
    const part: Part = isMovementFee(kind) ? partIn(input, kind) : {};
    if (amountMinor === undefined && part.rate === undefined) return [];
    return [{ kind, amountMinor: amountMinor ?? 0n, ...part }];
  });
}

const isMovementFee = (kind: FeeKind): kind is MovementFee => (movementFees as readonly FeeKind[]).includes(kind);

type Part = Pick<NonNullable<ProductTerms["fees"]>[number], "rate" | "minMinor" | "maxMinor">;

/** The part of the amount, with its least and its most; these say nothing without it. */
function partIn(input: ReviseProductInput, kind: MovementFee): Part {
  const { field } = feeKinds[kind];
  const [typed, minMinor, maxMinor] = [
    input[`${field}Rate`],
    amountIn(input, `${field}Min`),
    amountIn(input, `${field}Max`),
  ];
  if (typed === undefined && (minMinor ?? maxMinor) !== undefined)
    throw refusal("fee_rate_missing", undefined, `${field}Rate`);
  if (typed === undefined) return {};
  const rate = fraction(typed);
  if (decimal(rate).isZero() || decimal(rate).greaterThan("1"))
    throw refusal("fee_rate_range", undefined, `${field}Rate`);
  if (minMinor !== undefined && maxMinor !== undefined && maxMinor < minMinor)
    throw refusal("range_reversed", undefined, `${field}Max`);
  return { rate, ...(minMinor === undefined ? {} : { minMinor }), ...(maxMinor === undefined ? {} : { maxMinor }) };
}

function assertRange<N extends bigint | number>(from: N | undefined, to: N | undefined, field: string): void {
  if ((from === undefined) !== (to === undefined) || (from !== undefined && to !== undefined && to < from))
    throw refusal("range_reversed", undefined, field);
}

import { z } from "zod";
import { currencies } from "../core/currencies";
import { refusal } from "../core/errors";
import { field, valueField } from "../core/field";
import { amountText, choice, currency, date, idField, key, text } from "../core/fields";
import { type Id, isId } from "../core/ids";
import { capitalised } from "../core/read-text";

/** The kinds of account that a customer opens, or applies for. */
export const accountKinds = {
  current: "Current account",
  savings: "Savings account",
  term_deposit: "Term deposit",
} as const;

export const productKinds = { ...accountKinds, loan: "Loan" } as const;

export const eligibility = { anyone: "Anyone", individual: "Individuals", organisation: "Organisations" } as const;

export const dayCounts = ["30/360", "Act/365F", "Act/360"] as const;

/** When interest is capitalised: in the close of the last calendar day of each. */
export const interestPeriods = {
  month: "Each month",
  quarter: "Each quarter",
  half_year: "Each half-year",
  year: "Each year",
} as const;
export type InterestPeriod = keyof typeof interestPeriods;
const interestPeriodNames = Object.keys(interestPeriods) as [InterestPeriod, ...InterestPeriod[]];

/** What a product may charge for, with the field of the form that says how much. */
export const feeKinds = {
  monthly: { label: "Each month", field: "feeMonthly" },
  below_minimum: { label: "Month below minimum", field: "feeBelowMinimum" },
  deposit: { label: "Each cash deposit", field: "feeDeposit" },
  withdrawal: { label: "Each cash withdrawal", field: "feeWithdrawal" },
  transfer: { label: "Each transfer", field: "feeTransfer" },
  closing: { label: "Closing", field: "feeClosing" },
  cheque_returned: { label: "Each returned cheque", field: "feeChequeReturned" },
  arrangement: { label: "Arranging a loan", field: "feeArrangement" },
  late: { label: "Late instalment", field: "feeLate" },
} as const;
export type FeeKind = keyof typeof feeKinds;

/** Events whose fee may also be a part of the amount, with a least and a most. */
export const movementFees = ["deposit", "withdrawal", "transfer"] as const satisfies readonly FeeKind[];
export type MovementFee = (typeof movementFees)[number];
const feeKindNames = Object.keys(feeKinds) as [FeeKind, ...FeeKind[]];

/** The products an applicant wants; none is an answer too. */
export const askForProductsInput = z.strictObject({
  customerId: idField("customer"),
  products: valueField((value): Id<"product">[] => {
    const ticked = [value ?? []].flat();
    if (!ticked.every(isId)) throw refusal("product_not_offered");
    return [...new Set(ticked as Id<"product">[])];
    // A group without a tick is not sent at all.
  }).default([]),
});

/** The code of a product: capitals, digits and hyphens. */
const productCode = field(
  () => refusal("required", { what: "the code" }),
  (typed) => {
    const code = typed.trim().toUpperCase();
    if (!/^[A-Z0-9-]{3,20}$/.test(code)) throw refusal("product_code_form");
    return code;
  },
);

/** Terms of a product version; rates are fractions a year in exact decimals. */
export const addProductVersionInput = z.strictObject({
  key: z.string(),
  code: z.string().regex(/^[A-Z0-9-]{3,20}$/),
  kind: z.enum(["current", "savings", "term_deposit", "loan"]),
  name: z.string().min(3).max(60),
  currency: z.enum(currencies),
  effectiveFrom: z.string(),
  annualRate: z.string().regex(/^-?\d(\.\d{1,6})?$/),
  dayCount: z.enum(["30/360", "Act/365F", "Act/360"]),
  minAmountMinor: z.bigint().positive().optional(),
  maxAmountMinor: z.bigint().positive().optional(),
  minTermMonths: z.int().positive().optional(),
  maxTermMonths: z.int().positive().optional(),
  minimumAge: z.int().nonnegative().default(0),
  maximumAge: z.int().positive().optional(),
  eligibleFor: z.enum(["anyone", "individual", "organisation"]).optional(),
  minimumBalanceMinor: z.bigint().positive().optional(),
  overdraftMaxMinor: z.bigint().nonnegative().optional(),
  overdraftRate: z.string().optional(),
  interestFromMinor: z.bigint().positive().optional(),
  interestPeriod: z.enum(interestPeriodNames).optional(),
  earlyRate: z.string().optional(),
  debitLimitMinor: z.bigint().positive().optional(),
  tierMethod: z.enum(["band", "level"]).optional(),
  tiers: z.array(z.strictObject({ fromMinor: z.bigint().positive(), annualRate: z.string() })).optional(),
  fees: z
    .array(
      z.strictObject({
        kind: z.enum(feeKindNames),
        amountMinor: z.bigint().nonnegative(),
        rate: z.string().optional(),
        minMinor: z.bigint().positive().optional(),
        maxMinor: z.bigint().positive().optional(),
      }),
    )
    .optional(),
});
export type ProductTerms = Omit<z.output<typeof addProductVersionInput>, "key">;

/** A percentage; of a deposit's interest it may be below zero. */
const percent = (what: string, sign: "any" | "positive" = "positive") =>
  field(
    () => refusal("required", { what }),
    (typed) => {
      const text = typed.trim().replace("\u2212", "-");
      if (!/^-?\d{1,3}(\.\d{1,4})?$/.test(text) || (sign === "positive" && text.startsWith("-")))
        throw refusal("rate_unreadable");
      return text;
    },
  );

/** A count kept as the digits that were typed, so that the input reads the same when it is read again. */
const digits = (what: string, max: number) =>
  field(
    () => refusal("required", { what }),
    (typed) => {
      const text = typed.trim();
      if (!/^\d{1,4}$/.test(text) || Number(text) > max)
        throw refusal("whole_number", { what: capitalised(what), min: 0, max });
      return text;
    },
  ).optional();

const amount = amountText.optional();
const rate = percent("the rate").optional();
const depositRate = percent("the rate", "any").optional();

/**
 * A product's next version as it is typed, in the order of its form: rates in percent a year, amounts in the product's
 * currency. Up to three tiers, and a fee for each event that has one.
 */
export const reviseProductInput = z.strictObject({
  key,
  name: text({ what: "the name", max: 60 }),
  code: productCode,
  kind: choice("a kind", Object.keys(productKinds) as (keyof typeof productKinds)[]),
  currency,
  effectiveFrom: date({ what: "the first day" }),
  eligibleFor: choice("who it is for", Object.keys(eligibility) as (keyof typeof eligibility)[]),
  minimumAge: digits("the youngest age", 120),
  maximumAge: digits("the oldest age", 120),
  annualRate: percent("the rate", "any"),
  dayCount: choice("how days are counted", dayCounts),
  tierMethod: choice("how tiers count", ["band", "level"]).optional(),
  interestPeriod: choice("when interest is paid", interestPeriodNames).optional(),
  tierFrom1: amount,
  tierRate1: depositRate,
  tierFrom2: amount,
  tierRate2: depositRate,
  tierFrom3: amount,
  tierRate3: depositRate,
  interestFrom: amount,
  earlyRate: rate,
  minimumBalance: amount,
  debitLimit: amount,
  overdraftMax: amount,
  overdraftRate: rate,
  minAmount: amount,
  maxAmount: amount,
  minTermMonths: digits("the shortest term", 600),
  maxTermMonths: digits("the longest term", 600),
  feeDeposit: amount,
  feeDepositRate: rate,
  feeDepositMin: amount,
  feeDepositMax: amount,
  feeWithdrawal: amount,
  feeWithdrawalRate: rate,
  feeWithdrawalMin: amount,
  feeWithdrawalMax: amount,
  feeTransfer: amount,
  feeTransferRate: rate,
  feeTransferMin: amount,
  feeTransferMax: amount,
  feeMonthly: amount,
  feeBelowMinimum: amount,
  feeClosing: amount,
  feeChequeReturned: amount,
  feeArrangement: amount,
  feeLate: amount,
});
export type ReviseProductInput = z.output<typeof reviseProductInput>;

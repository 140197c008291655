import type { Currency } from "../core/currencies";
import { decimalsOf } from "../core/currencies";
import { formatDate } from "../core/dates";
import { formatRate } from "../core/decimal";
import { formatMinor } from "../core/money";
import type { ScheduledInstalment } from "./amortization";
import { type InterestTerms, workOutInterest } from "./interest";

/** The interest of an instalment step by step, as somebody with a pencil would do it. */
export function interestSteps(terms: InterestTerms & { currency: Currency }, row: ScheduledInstalment) {
  const { currency } = terms;
  const worked = workOutInterest(terms, row.balanceMinor + row.principalMinor, row.startsOn, row.dueOn);
  const exact = worked.exact.div((10n ** BigInt(decimalsOf(currency))).toString());
  const shown = exact.toDecimalPlaces(8);
  return {
    steps: [
      { text: "Outstanding principal", value: formatMinor(worked.balanceMinor, currency) },
      { text: `× ${formatRate(worked.annualRate)} a year ÷ ${worked.basis}` },
      { text: `× ${worked.days} days (${shortDate(row.startsOn)} – ${shortDate(row.dueOn)}, ${worked.dayCount})` },
    ],
    rounding: `= ${shown.toString()}${shown.eq(exact) ? "" : "…"}, rounded to ${unitOf(currency)}`,
  };
}

function unitOf(currency: Currency): string {
  if (currency === "EUR" || currency === "USD") return "the cent";
  return decimalsOf(currency) === 0 ? "whole units" : `${decimalsOf(currency)} decimals`;
}

function shortDate(date: string): string {
  return formatDate(date).replace(/ \d{4}$/, "");
}

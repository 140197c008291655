import type { ReactNode } from "react";
import { decimal } from "@/lib/core/decimal";
import { decimalText } from "@/lib/core/money";
import type { ProductVersion } from "@/lib/products/catalogue";
import { feeKinds } from "@/lib/products/schema";

/** Fields of one subject in columns under its name. */
export function Fields({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{title}</legend>
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">{children}</div>
    </fieldset>
  );
}

/** The terms of a version as they would be typed, from a day that has not passed. */
export function valuesOf(version: ProductVersion, today: string): Record<string, string> {
  const money = (minor: bigint | null) => (minor === null ? "" : decimalText(minor, version.currency));
  const tiers = version.tiers.flatMap(({ fromMinor, annualRate }, at) => [
    [`tierFrom${at + 1}`, money(fromMinor)],
    [`tierRate${at + 1}`, percent(annualRate)],
  ]);
  const fees = version.fees.flatMap(({ kind, amountMinor, rate, minMinor, maxMinor }) => {
    const { field } = feeKinds[kind];
    return [
      [field, amountMinor === 0n ? "" : money(amountMinor)],
      [`${field}Rate`, rate ? percent(rate) : ""],
      [`${field}Min`, money(minMinor ?? null)],
      [`${field}Max`, money(maxMinor ?? null)],
    ];
  });
  return {
    effectiveFrom: version.effectiveFrom > today ? version.effectiveFrom : today,
    annualRate: percent(version.annualRate),
    dayCount: version.dayCount,
    eligibleFor: version.eligibleFor,
    minimumAge: String(version.minimumAge),
    maximumAge: version.maximumAge?.toString() ?? "",
    minAmount: money(version.minAmountMinor),
    maxAmount: money(version.maxAmountMinor),
    minTermMonths: version.minTermMonths?.toString() ?? "",
    maxTermMonths: version.maxTermMonths?.toString() ?? "",
    minimumBalance: money(version.minimumBalanceMinor),
    debitLimit: money(version.debitLimitMinor),
    overdraftMax: money(version.overdraftMaxMinor),
    overdraftRate: version.overdraftRate === null ? "" : percent(version.overdraftRate),
    interestFrom: money(version.interestFromMinor),
    interestPeriod: version.interestPeriod,
    earlyRate: version.earlyRate === null ? "" : percent(version.earlyRate),
    tierMethod: version.tierMethod,
    ...Object.fromEntries([...tiers, ...fees]),
  };
}

/** A yearly fraction in percent as it would be typed: `0.021` is `2.1`. */
function percent(fraction: string): string {
  return decimal(fraction).times(100).toString();
}

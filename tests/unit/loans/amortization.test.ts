// Not yet built, and so not restated: US Reg Z unit periods, flat interest, grace on principal and payment, daily
// recalculation after prepayment, NPER, FV, PV, XNPV, NOMINAL, and payments at the beginning of a period.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, type BusinessDate, businessDate } from "@/lib/core/dates";
import { decimal, roundMinor } from "@/lib/core/decimal";
import { amortize, annuityInstalment, type LoanTerms, monthlyDueDates, totalInterest } from "@/lib/loans/amortization";
import { instalmentVectors, rateChangeVectors, scheduleVectors } from "../../vectors/loan-math";

const cents = (amount: string) => roundMinor(decimal(amount).times(100));

describe("instalments as published", () => {
  it.each(instalmentVectors)("%s: %s at %s over %d months is %s", (_id, amount, annualRate, termMonths, instalment) => {
    expect(annuityInstalment({ amountMinor: cents(amount), annualRate, termMonths })).toBe(cents(instalment));
  });

  it.each(rateChangeVectors)(
    "%s: %s at %s over %d months, after %d of them at %s, is %s",
    (_id, amount, annualRate, termMonths, paid, newRate, instalment) => {
      const { instalments } = amortize({ ...terms(amount), annualRate, termMonths });
      const amountMinor = instalments[paid - 1]?.balanceMinor ?? 0n;
      expect(annuityInstalment({ amountMinor, annualRate: newRate, termMonths: termMonths - paid })).toBe(
        cents(instalment),
      );
    },
  );

  it.each(scheduleVectors)("$id: the whole schedule, row by row", ({ amount, rows, startsOn, ...vector }) => {
    const { instalments } = amortize({
      ...vector,
      amountMinor: cents(amount),
      termMonths: rows.length,
      startsOn: businessDate(startsOn),
    });
    const found = instalments.map((row) => [row.dueOn, row.principalMinor, row.interestMinor, row.balanceMinor]);
    expect(found).toEqual(rows.map(([dueOn, ...amounts]) => [dueOn, ...amounts.map(cents)]));
  });
});

describe("a schedule", () => {
  it("is the one of the drawing: 10,000.00 at 9 % over 36 months", () => {
    const { instalmentMinor, instalments } = amortize({ ...terms("10000"), annualRate: "0.09", termMonths: 36 });
    expect(instalmentMinor).toBe(31_800n);
    expect(instalments[0]).toMatchObject({ interestMinor: 7_500n, principalMinor: 24_300n, balanceMinor: 975_700n });
    expect(instalments.at(-1)?.balanceMinor).toBe(0n);
  });

  it("keeps the anchor day over short months", () => {
    expect(monthlyDueDates(businessDate("2026-01-31"), 4)).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
    ]);
    const { instalments } = amortize({ ...terms("1200"), startsOn: businessDate("2026-01-31"), termMonths: 3 });
    expect(instalments.map(({ dueOn }) => dueOn)).toEqual(["2026-02-28", "2026-03-31", "2026-04-30"]);
  });

  it("takes the interest of a longer first period to the day", () => {
    const { instalments } = amortize({
      ...terms("10000"),
      dayCount: "Act/365F",
      annualRate: "0.0365",
      firstDueOn: businessDate("2026-03-15"),
    });
    expect(instalments[0]?.interestMinor).toBe(5_900n);
    expect(instalments[1]).toMatchObject({ startsOn: "2026-03-15", dueOn: "2026-04-15" });
  });

  it("spreads an amount without interest", () => {
    const { instalments } = amortize({ ...terms("100"), annualRate: "0", termMonths: 3 });
    expect(instalments.map(({ principalMinor }) => principalMinor)).toEqual([3_333n, 3_333n, 3_334n]);
    expect(totalInterest(instalments)).toBe(0n);
  });

  const anyTerms = fc.record({
    amountMinor: fc.bigInt({ min: 100_00n, max: 10n ** 12n }),
    termMonths: fc.integer({ min: 1, max: 120 }),
    annualRate: fc.integer({ min: 0, max: 3000 }).map((points) => decimal(BigInt(points)).div(10_000).toString()),
    dayCount: fc.constantFrom("30/360" as const, "Act/365F" as const, "Act/360" as const),
    startsOn: fc.integer({ min: 0, max: 4_000 }).map((days) => addDays(businessDate("2020-01-01"), days)),
    method: fc.constantFrom("annuity" as const, "equal_principal" as const),
  });

  it("repays exactly what was lent and ends at zero", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { instalments } = amortize(terms);
        expect(instalments).toHaveLength(terms.termMonths);
        expect(instalments.reduce((sum, row) => sum + row.principalMinor, 0n)).toBe(terms.amountMinor);
        expect(instalments.at(-1)?.balanceMinor).toBe(0n);
        expect(instalments.every((row) => row.principalMinor >= 0n && row.interestMinor >= 0n)).toBe(true);
      }),
    );
  });

  // Half a cent in the instalment of a tiny loan over ten years at 30 % is worth more than its last instalment.
  const ordinary = anyTerms.map((given) => ({ ...given, amountMinor: given.amountMinor + 100_000n }));

  // From 28 February to 31 March 30/360 counts 33 days: at a high rate over many years their interest can be more than
  // the instalment, and then nothing is repaid.
  it("has equal instalments but for the last, and one that interest alone exceeds", () => {
    fc.assert(
      fc.property(ordinary, (given) => {
        const { instalmentMinor, instalments } = amortize({ ...given, method: "annuity" });
        expect(
          instalments
            .slice(0, -1)
            .every(({ principalMinor, interestMinor }) =>
              principalMinor === 0n
                ? interestMinor >= instalmentMinor
                : principalMinor + interestMinor === instalmentMinor,
            ),
        ).toBe(true);
      }),
    );
  });

  it("runs without a gap from paying out to the last due date", () => {
    fc.assert(
      fc.property(anyTerms, (given) => {
        const { instalments } = amortize(given);
        let from: BusinessDate = given.startsOn;
        for (const row of instalments) {
          expect(row.startsOn).toBe(from);
          expect(row.dueOn > row.startsOn).toBe(true);
          from = row.dueOn;
        }
        expect(from).toBe(addMonths(given.startsOn, given.termMonths));
      }),
    );
  });
});

function terms(amount: string): LoanTerms {
  return {
    amountMinor: cents(amount),
    annualRate: "0.06",
    dayCount: "30/360",
    termMonths: 12,
    startsOn: businessDate("2026-01-15"),
  };
}

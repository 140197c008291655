import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { assessRisk } from "@/lib/customers/risk";
import type { Declarations } from "@/lib/customers/schema";
import { complete } from "./applicant";

const day = businessDate("2026-03-02");
const plain: Declarations = {
  taxCountry: "AT",
  hasTaxNumber: true,
  purpose: "daily_payments",
  sourceOfFunds: "salary",
  expectedMonthly: "to_2000",
  politicallyExposed: false,
  exposure: null,
  consentVersion: "2026-01",
};
const rated = (declarations: Partial<Declarations>, over: Partial<typeof complete> = {}) =>
  assessRisk({ ...complete, ...over, declarations: { ...plain, ...declarations } }, day);

describe("the risk of a person", () => {
  it("is low without a rule that fires, with a review after five years", () => {
    expect(rated({})).toEqual({ rating: "low", rules: [], reviewOn: "2031-03-02" });
  });

  it("is looked at again after three months when nothing is declared", () => {
    expect(assessRisk({ ...complete, declarations: null }, day)).toMatchObject({
      rating: "medium",
      rules: [{ rule: "nothing_declared", rating: "medium" }],
      reviewOn: "2026-06-02",
    });
  });

  it.each<[string, Partial<Declarations>, string, string]>([
    ["politically_exposed", { politicallyExposed: true, exposure: "Mayor" }, "high", "2027-03-02"],
    ["large_turnover", { expectedMonthly: "over_50000" }, "medium", "2028-03-02"],
    ["foreign_tax_residency", { taxCountry: "DE" }, "medium", "2028-03-02"],
    ["unclear_funds", { sourceOfFunds: "other" }, "medium", "2028-03-02"],
    ["high_risk_country", { taxCountry: "KP" }, "high", "2027-03-02"],
  ])("rises by %s", (rule, declared, rating, reviewOn) => {
    const assessed = rated(declared);
    expect(assessed).toMatchObject({ rating, reviewOn });
    expect(assessed.rules.map((one) => one.rule)).toContain(rule);
  });

  it("is the highest of all rules that fire, each of them named once", () => {
    const assessed = rated({ sourceOfFunds: "other", taxCountry: "AT" }, { nationality: "IR" });
    expect(assessed.rating).toBe("high");
    expect(assessed.rules.map(({ rule }) => rule)).toEqual(["high_risk_country", "unclear_funds"]);
  });
});

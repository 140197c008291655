import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { interestSteps } from "@/lib/loans/interest-steps";
import { lifeOf } from "@/lib/loans/stages";

describe("the life of a loan as drawn", () => {
  it("goes from submitted to closed", () => {
    expect(lifeOf("offered", 0)).toEqual({
      labels: ["Submitted", "Approved", "Offered", "Accepted", "Active", "Closed"],
      now: "Offered",
    });
  });

  it("names arrears between active and closed", () => {
    expect(lifeOf("active", 0).now).toBe("Active");
    expect(lifeOf("active", 7)).toMatchObject({ now: "In arrears" });
    expect(lifeOf("active", 7).labels.slice(-3)).toEqual(["Active", "In arrears", "Closed"]);
  });

  it("ends where it left the ordinary way", () => {
    expect(lifeOf("rejected", 0)).toEqual({ labels: ["Submitted", "Rejected"], now: "Rejected" });
    expect(lifeOf("cancelled", 0)).toEqual({ labels: ["Submitted", "Approved", "Cancelled"], now: "Cancelled" });
    expect(lifeOf("returned", 0).labels.slice(0, 3)).toEqual(["Submitted", "Returned", "Approved"]);
  });
});

describe("interest step by step", () => {
  const row = {
    no: 8,
    startsOn: businessDate("2026-11-15"),
    dueOn: businessDate("2026-12-15"),
    principalMinor: 25_605n,
    interestMinor: 6_195n,
    balanceMinor: 800_420n,
  };

  it("shows principal, rate and days, and the figure before it is rounded", () => {
    const { steps, rounding } = interestSteps({ annualRate: "0.090000", dayCount: "30/360", currency: "EUR" }, row);
    expect(steps.map(({ text }) => text)).toEqual([
      "Outstanding principal",
      "× 9.00\u00a0% a year ÷ 360",
      "× 30 days (15 Nov – 15 Dec, 30/360)",
    ]);
    expect(steps[0]?.value).toBe("8,260.25");
    expect(rounding).toBe("= 61.951875, rounded to the cent");
  });

  it("marks a figure that does not end", () => {
    const { rounding } = interestSteps({ annualRate: "0.09", dayCount: "Act/365F", currency: "JPY" }, row);
    expect(rounding).toBe("= 6110.32191781…, rounded to whole units");
  });
});

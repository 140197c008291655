import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { consentToCustomer } from "@/lib/customers/consent-to-customer";
import { judgeRisk } from "@/lib/customers/judge-risk";
import { judgementsOf } from "@/lib/customers/judgement-queries";
import { lapseJudgements } from "@/lib/customers/lapse-judgements";
import { liftProhibition } from "@/lib/customers/lift-prohibition";
import { readCustomer } from "@/lib/customers/profile-queries";
import { reviewCustomer } from "@/lib/customers/review-customer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let compliance: a.Staff;
let second: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  compliance = await bank.staff("compliance_officer", "000");
  second = await bank.staff("compliance_officer", "000");
});
afterAll(() => database.close());

const asked = (customerId: CustomerId, over: object = {}) => ({
  key: newKey(),
  customerId,
  riskRating: "medium" as const,
  until: businessDate("2026-09-01"),
  reason: "Sells to a country that the rules do not know",
  ...over,
});
const judge = (customerId: CustomerId, over: object = {}) =>
  carried(judgeRisk, asked(customerId, over), { maker: compliance, checker: second });
const standing = async (customerId: CustomerId) => {
  const { riskRating, nextReviewOn, consent } = await readCustomer(compliance, customerId);
  return { riskRating, nextReviewOn, consentAsked: consent !== null && consent.by === null };
};
const review = (customerId: CustomerId, over: object = {}) =>
  reviewCustomer(officer, {
    key: newKey(),
    section: "declarations",
    customerId,
    taxCountry: "AT",
    taxNumber: undefined,
    purpose: "daily_payments",
    sourceOfFunds: "salary",
    expectedMonthly: "to_10000",
    politicallyExposed: "no",
    exposure: undefined,
    consent: true,
    ...over,
  } as never);
const exposed = { politicallyExposed: "yes", exposure: "Mayor of Graz" };

describe("a risk rating by judgement", () => {
  it("is asked for by one officer of compliance and set when another agrees, with what was before", async () => {
    const customerId = await a.active(officer, manager);
    const input = asked(customerId);
    expect(await judgeRisk(compliance, input)).toHaveProperty("pending");
    expect(await standing(customerId)).toMatchObject({ riskRating: "low" });
    expect(await judge(customerId)).toBe("approved");
    expect(await standing(customerId)).toEqual({
      riskRating: "medium",
      nextReviewOn: "2026-09-01",
      consentAsked: false,
    });
    expect(await judgementsOf(compliance, customerId)).toMatchObject([
      {
        rating: "medium",
        ratingBefore: "low",
        judgedByName: compliance.actor.name,
        agreedByName: second.actor.name,
        reason: "Sells to a country that the rules do not know",
      },
    ]);
    expect((await judgementsOf(officer, customerId))[0]?.reason).toBeNull();
    expect(await a.actsOn(database.db, customerId)).toContain("customer.risk_judged");
  });

  it("of high risk asks for the senior consent; back below it nobody is asked any more", async () => {
    const customerId = await a.active(officer, manager);
    await judge(customerId, { riskRating: "high" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "high", consentAsked: true });
    expect((await readCustomer(manager, customerId)).consent?.rules).toEqual(["judged_high"]);
    await judge(customerId, { riskRating: "medium" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "medium", consentAsked: false });
    await judge(customerId, { riskRating: "high" });
    await consentToCustomer(manager, { key: newKey(), customerId, reason: "Known for years" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "high", consentAsked: false });
  });

  it("stands below the rules it knew of, and ends with a new one that asks for more", async () => {
    const customerId = await a.active(officer, manager);
    await review(customerId, { expectedMonthly: "over_50000" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "medium" });
    await judge(customerId, { riskRating: "low" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "low" });
    await review(customerId, { expectedMonthly: "over_50000" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "low", nextReviewOn: "2026-09-01" });
    await review(customerId, { ...exposed, expectedMonthly: "over_50000" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "high", consentAsked: true });
    expect((await judgementsOf(compliance, customerId))[0]?.endedOn).toBe("2026-03-02");
  });

  it("ends after its last day: the rating is what it was before, or what the rules ask for", async () => {
    const raised = await a.active(officer, manager);
    const lowered = await a.active(officer, manager);
    await review(lowered, { expectedMonthly: "over_50000" });
    await judge(raised, { riskRating: "high" });
    await judge(lowered, { riskRating: "low" });
    await lapseJudgements(bank.system);
    expect(await standing(raised)).toMatchObject({ riskRating: "high", consentAsked: true });
    await sqlOf(database.admin)`
      update risk_judgements set until_day = '2026-03-01' where customer_id in (${raised}, ${lowered})`;
    expect(await lapseJudgements(bank.system)).toEqual({ lapsed: 2 });
    expect(await standing(raised)).toMatchObject({ riskRating: "low", consentAsked: false });
    expect(await standing(lowered)).toMatchObject({ riskRating: "medium" });
    expect(await a.actsOn(database.db, raised)).toContain("customer.risk_judgement_ended");
    expect(await lapseJudgements(bank.system)).toEqual({ lapsed: 0 });
  });

  it("never takes back what a senior manager is asked after a prohibition, and the end of a lower one asks anew", async () => {
    const customerId = await a.active(officer, manager);
    await sqlOf(database.admin)`update customers set risk_rating = 'prohibited' where id = ${customerId}`;
    const lift = { key: newKey(), customerId, reason: "No list names them" };
    expect(await carried(liftProhibition, lift, { maker: compliance, checker: second })).toBe("approved");
    const lapse = async () => {
      await sqlOf(database.admin)`
        update risk_judgements set until_day = '2026-03-01' where customer_id = ${customerId} and ended_on is null`;
      await lapseJudgements(bank.system);
    };
    const rules = async () => (await readCustomer(compliance, customerId)).consent?.rules;
    await judge(customerId);
    expect(await standing(customerId)).toMatchObject({ riskRating: "medium", consentAsked: true });
    expect(await rules()).toEqual(["was_prohibited"]);
    await consentToCustomer(manager, { key: newKey(), customerId, reason: "Looked at the lists" });
    await lapse();
    expect(await standing(customerId)).toMatchObject({ riskRating: "high", consentAsked: true });
    expect(await rules()).toEqual(["judged_lower"]);
    await judge(customerId);
    expect(await standing(customerId)).toMatchObject({ riskRating: "medium", consentAsked: false });
    expect((await a.actsOn(database.db, customerId)).filter((act) => act === "customer.consent_dropped")).toHaveLength(
      1,
    );
  });

  it("of a customer tied to one country of high risk ends with a tie to another", async () => {
    const customerId = await a.active(officer, manager);
    await review(customerId, { taxCountry: "IR" });
    await judge(customerId);
    await review(customerId, { taxCountry: "IR" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "medium" });
    await review(customerId, { taxCountry: "KP" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "high", consentAsked: true });
  });

  it("is refused to others, without a change, for too long, and of whoever is no customer or prohibited", async () => {
    const customerId = await a.active(officer, manager);
    await expect(judgeRisk(manager, asked(customerId))).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(judgeRisk(compliance, asked(customerId, { riskRating: "low" }))).rejects.toMatchObject({
      reason: "risk_unchanged",
    });
    for (const until of ["2026-03-02", "2027-03-03"])
      await expect(judgeRisk(compliance, asked(customerId, { until }))).rejects.toMatchObject({
        reason: "judgement_until",
        field: "until",
      });
    await expect(judgeRisk(compliance, asked(await a.draft(officer)))).rejects.toMatchObject({
      reason: "customer_not_active",
    });
    await sqlOf(database.admin)`update customers set risk_rating = 'prohibited' where id = ${customerId}`;
    await expect(judgeRisk(compliance, asked(customerId))).rejects.toMatchObject({ reason: "risk_not_judged" });
  });

  it("nobody judges their own risk, or that of somebody close to them, nor agrees to it", async () => {
    const customerId = await a.active(officer, manager);
    const close = (ctx: a.Staff) => ({ ...ctx, actor: { ...ctx.actor, related: [customerId] } });
    await expect(judgeRisk(close(compliance), asked(customerId))).rejects.toMatchObject({ reason: "own_account" });
    await expect(
      carried(judgeRisk, asked(customerId), { maker: compliance, checker: close(second) }),
    ).rejects.toMatchObject({ reason: "own_account" });
    expect(await standing(customerId)).toMatchObject({ riskRating: "low" });
    expect(await judgementsOf(compliance, customerId)).toEqual([]);
  });

  it("stands as it was judged: the database changes nothing of it, and one is in force at a time", async () => {
    const customerId = await a.active(officer, manager);
    await judge(customerId);
    await judge(customerId, { until: businessDate("2026-12-01") });
    const sql = sqlOf(database.db);
    await expect(sql`update risk_judgements set rating = 'low' where customer_id = ${customerId}`).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      sql`update risk_judgements set ended_on = null where customer_id = ${customerId} and ended_on is not null`,
    ).rejects.toMatchObject({ constraint_name: "risk_judgements_final" });
    const judged = await judgementsOf(compliance, customerId);
    expect(judged.map(({ endedOn, ratingBefore }) => [endedOn, ratingBefore])).toEqual([
      [null, "low"],
      ["2026-03-02", "low"],
    ]);
  });
});

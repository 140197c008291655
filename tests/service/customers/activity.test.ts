import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { latestActivityOf, listActivity } from "@/lib/audit/queries";
import type { CustomerId } from "@/lib/core/ids";
import { readCustomer } from "@/lib/customers/profile-queries";
import { branchScope } from "@/lib/identity/authorize";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let auditor: a.Staff;
let amina: CustomerId;
let elsewhere: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager, auditor] = [
    await bank.staff("service_officer"),
    await bank.staff("branch_manager"),
    await bank.staff("auditor", "000"),
  ];
  amina = await a.active(officer, manager);
  elsewhere = await a.submitted(await bank.staff("service_officer", "002"));
});
afterAll(() => database.close());

const log = (by: a.Staff, filters: object = {}) => listActivity(by.db, branchScope(by.actor, "activity.read"), filters);

describe("the activity log", () => {
  it("says who did what to whom, latest first", async () => {
    const { rows } = await log(manager, { customer: amina });
    expect(rows[0]).toMatchObject({
      actor: manager.actor.name,
      role: "branch_manager",
      act: "customer.approved",
      result: "done",
      subjectKind: "customer",
      subject: "Amina Okafor",
    });
    expect(rows.map((row) => row.act).at(-1)).toBe("customer.started");
  });

  it("holds refusals with their reason", async () => {
    const teller = await bank.staff("teller");
    await expect(a.draft(teller)).rejects.toThrow();
    const { rows } = await log(manager, { person: teller.actor.userId, result: "refused" });
    expect(rows).toMatchObject([{ act: "customer.start", reason: "not_permitted" }]);
  });

  it("is found by person, act, customer number and day", async () => {
    const { customerNo } = await readCustomer(manager, amina);
    const found = async (filters: object) => (await log(manager, filters)).rows.length;
    expect(await found({ customer: customerNo, act: "customer.approved" })).toBe(1);
    expect(await found({ customer: "C-1", act: "customer.approved" })).toBe(0);
    expect(await found({ customer: customerNo, from: "1999-01-01", to: "1999-12-31" })).toBe(0);
    expect(await found({ customer: customerNo, from: "1999-01-01", to: "2099-12-31" })).toBe(6);
    expect(await found({ customer: customerNo, from: "nonsense" })).toBe(6);
    expect(await found({ person: "'; drop table users --" })).toBe(0);
  });

  it("keeps a manager to the branch and shows the auditor the bank", async () => {
    expect((await log(manager, { customer: elsewhere })).rows).toEqual([]);
    expect((await log(auditor, { customer: elsewhere })).rows.length).toBeGreaterThan(0);
  });

  it("has pages that neither lose nor repeat", async () => {
    for (let n = 0; n < 30; n += 1) await a.draft(officer, `Person ${n}`);
    const first = await log(manager);
    const second = await log(manager, { older: first.older ?? undefined });
    const back = await log(manager, { newer: second.newer ?? undefined });
    expect(first.newer).toBeNull();
    expect(back.rows).toEqual(first.rows);
    expect(first.rows.at(-1)?.id.localeCompare(second.rows[0]?.id ?? "")).toBe(1);
  });

  it("gives a customer's page its latest acts", async () => {
    expect((await latestActivityOf(manager.db, amina)).map((row) => row.act)[0]).toBe("customer.approved");
  });

  it("tells on a customer's page what was done, not how often they signed in or were looked at", async () => {
    await sqlOf(database.admin)`
      insert into audit_events (id, actor_kind, actor_id, channel, act, result, customer_id, request_id)
      select uuidv7(), 'customer', ${amina}, 'self_service', act, 'done', ${amina}, 'test'
      from unnest(array['session.started', 'factor.given', 'session.ended', 'customer.viewed']) act, generate_series(1, 5)`;
    expect((await latestActivityOf(manager.db, amina)).map((row) => row.act)[0]).toBe("customer.approved");
    expect((await log(manager, { customer: amina })).rows.map((row) => row.act)).toContain("session.started");
  });
});

describe("the details of an act", () => {
  it("are opened for those who read the log, and that is recorded on the customer", async () => {
    const [approved] = (await log(auditor, { customer: amina, act: "customer.approved" })).rows;
    const detail = await readActivityDetail(auditor, approved?.id ?? "");
    expect(detail).toMatchObject({
      before: { status: "pending_review" },
      after: { status: "active", riskRating: "low" },
    });
    const { rows } = await log(auditor, { act: "activity.detail_read" });
    expect(rows).toMatchObject([{ actor: auditor.actor.name, customerId: amina, subjectId: approved?.id }]);
  });

  it("show a document by its last four only", async () => {
    const [saved] = (await log(auditor, { customer: amina, act: "customer.document_saved" })).rows;
    const { after } = await readActivityDetail(auditor, saved?.id ?? "");
    expect(JSON.stringify(after)).toMatch(/"numberLast4":"\d{4}"/);
    expect(JSON.stringify(after)).not.toMatch(/XK\d{7}/);
  });

  it("are refused to other roles, and unknown outside the branch", async () => {
    const [there] = (await log(auditor, { customer: elsewhere })).rows;
    await expect(readActivityDetail(manager, there?.id ?? "")).rejects.toMatchObject({ reason: "not_found" });
    await expect(readActivityDetail(officer, there?.id ?? "")).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(readActivityDetail(auditor, "not-an-id")).rejects.toMatchObject({ reason: "not_found" });
  });

  it("are gone when the customer's key is destroyed", async () => {
    const forgotten = await a.draft(officer, "Forgotten Person");
    const [row] = (await log(auditor, { customer: forgotten })).rows;
    await sqlOf(database.db)`delete from customer_keys where customer_id = ${forgotten}`;
    expect(await readActivityDetail(auditor, row?.id ?? "")).toMatchObject({ erased: true, before: null, after: null });
  });
});

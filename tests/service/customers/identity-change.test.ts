import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { changeIdentity } from "@/lib/customers/change-identity";
import { readCustomer } from "@/lib/customers/profile-queries";
import { changeIdentityInput } from "@/lib/customers/schema";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { listHits } from "@/lib/screening/hit-queries";
import { loadList } from "@/lib/screening/load-list";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import { publishedNames } from "../../vectors/screening-list";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
});
afterAll(() => database.close());

const change = (customerId: CustomerId, over: object = {}) => ({
  key: newKey(),
  customerId,
  fullName: "Amina Okafor-Brandt",
  birthDate: businessDate("1988-03-14"),
  nationality: "AT" as const,
  documentKind: "passport" as const,
  documentCountry: "AT" as const,
  documentNumber: undefined,
  documentIssuedOn: businessDate("2020-05-03"),
  documentExpiresOn: businessDate("2030-05-03"),
  reason: "Married",
  ...over,
});
const both = () => ({ maker: officer, checker: manager });

describe("control 42: a customer's identity", () => {
  it("changes when the branch manager agreed, with before and after, and is found by the new name", async () => {
    const customerId = await a.active(officer, manager);
    const asked = await changeIdentity(officer, change(customerId));
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    expect((await readCustomer(officer, customerId)).fullName).toBe("Amina Okafor");
    const request = await readApproval(manager, asked.pending);
    expect(request).toMatchObject({
      mayDecide: true,
      before: { name: "Amina Okafor", expires_on: "2030-05-03" },
      after: { name: "Amina Okafor-Brandt", expires_on: "2030-05-03" },
      reason: "Married",
    });
    const decision = { key: newKey(), approvalId: asked.pending, seen: request.version, answer: "approved" as const };
    expect((await decideApproval(manager, decision)).status).toBe("approved");
    expect((await a.rowOf(database.db, customerId))?.searchText).toContain("brandt");
    expect(await a.actsOn(database.db, customerId)).toContain("customer.identity_changed");
  });

  it("takes no document older than the holder is said to be, nor one good for more than twenty years", async () => {
    const customerId = await a.active(officer, manager, { fullName: "Dora Dokument" });
    const asked = (over: object) => changeIdentity(officer, change(customerId, over));
    await expect(asked({ documentIssuedOn: businessDate("1988-03-13") })).rejects.toMatchObject({
      reason: "document_issue_before_birth",
    });
    await expect(asked({ documentExpiresOn: businessDate("2046-03-03") })).rejects.toMatchObject({
      reason: "document_expiry_far",
    });
    // The birth date that is asked for counts, not the one that it takes the place of.
    const born = businessDate("1988-03-10");
    const renewed = change(customerId, { birthDate: born, documentIssuedOn: born, fullName: "Dora Dokument" });
    expect(await carried(changeIdentity, renewed, both())).toBe("approved");
  });

  it("raises the risk of a customer of a high-risk nationality, and of the organisation they stand behind", async () => {
    const customerId = await a.active(officer, manager, { fullName: "Nationa Wechsel" });
    const firm = await o.activeOrganisation({ officer, manager }, [customerId], { fullName: "Wechsel KG" });
    expect((await readCustomer(officer, firm)).riskRating).toBe("low");
    const moved = change(customerId, { fullName: "Nationa Wechsel", nationality: "IR", reason: "New passport" });
    expect(await carried(changeIdentity, moved, both())).toBe("approved");
    expect(await readCustomer(officer, customerId)).toMatchObject({ riskRating: "high", nextReviewOn: "2027-03-02" });
    expect(await readCustomer(officer, firm)).toMatchObject({ riskRating: "high", nextReviewOn: "2027-03-02" });
  });

  it("tells the second person whom of the customers the new facts are like", async () => {
    const known = await a.active(officer, manager, {
      fullName: "Rosalind Quendel",
      birthDate: "1971-06-05",
      phone: "+436601112223",
      email: "rq@example.com",
      number: "ZZ998877",
    });
    const { customerNo } = await readCustomer(officer, known);
    const customerId = await a.active(officer, manager, {
      fullName: "Other Person",
      birthDate: "1955-01-09",
      phone: "+436601112224",
      email: "op@example.com",
    });
    const asked = await changeIdentity(
      officer,
      change(customerId, { fullName: "Rosalind Quendel", birthDate: "1971-06-05" }),
    );
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    const { before, after } = await readApproval(manager, asked.pending);
    expect([before.may_also_be, after.may_also_be]).toEqual([
      undefined,
      `${customerNo} Rosalind Quendel (same name and date of birth)`,
    ]);
  });

  it("takes a new document, whose number stands nowhere in clear", async () => {
    const customerId = await a.active(officer, manager);
    const renewed = {
      documentNumber: "NEW 998877",
      documentExpiresOn: businessDate("2036-01-01"),
      fullName: "Amina Okafor",
    };
    expect(await carried(changeIdentity, change(customerId, renewed), both())).toBe("approved");
    expect((await readCustomer(officer, customerId)).document).toMatchObject({
      numberLast4: "8877",
      expiresOn: "2036-01-01",
    });
    const sealed = await sqlOf(database.db)<{ sealed: Buffer }[]>`select sealed from approvals`;
    expect(sealed.some((row) => row.sealed.includes("998877"))).toBe(false);
    const taken = await a.active(officer, manager);
    expect(await carried(changeIdentity, change(taken, renewed), both())).toBe("returned");
  });

  it("is refused where nothing changes, the document ran out, the person is too young, or is no customer", async () => {
    const customerId = await a.active(officer, manager);
    const refused = (over: object) => changeIdentity(officer, change(customerId, over));
    await expect(refused({ fullName: "Amina Okafor" })).rejects.toThrow("identity_unchanged");
    await expect(refused({ documentExpiresOn: businessDate("2026-03-01") })).rejects.toThrow(
      "identity_document_expired",
    );
    await expect(refused({ birthDate: businessDate("2012-01-01") })).rejects.toThrow("guardian_needed");
    await expect(changeIdentity(officer, change(await a.submitted(officer)))).rejects.toThrow("customer_not_active");
    for (const role of ["teller", "branch_manager", "compliance_officer"] as const)
      await expect(changeIdentity(await bank.staff(role), change(customerId))).rejects.toThrow("not_permitted");
  });

  it("bad input 22, 32, 41: fields that were not asked for, no name, days that are none", () => {
    const typed = { ...change("01a212d4-c123-72c9-ae79-25e48c811fd8" as CustomerId), documentNumber: "AB12345" };
    expect(changeIdentityInput.safeParse(typed).success).toBe(true);
    for (const over of [
      { status: "active" },
      { fullName: "x".repeat(141) },
      { fullName: "" },
      { birthDate: "2026-02-30" },
    ])
      expect(changeIdentityInput.safeParse({ ...typed, ...over }).success, JSON.stringify(over)).toBe(false);
  });

  it("is compared with the screening lists again", async () => {
    const compliance = await bank.staff("compliance_officer", "000");
    await loadList(compliance, {
      key: newKey(),
      source: "own",
      version: "1",
      files: { names: Buffer.from(publishedNames) },
    });
    await rescreenCustomers(bank.system);
    const customerId = await a.active(officer, manager);
    const listed = { fullName: "Timur Varganov", birthDate: businessDate("1961-03-04") };
    expect(await carried(changeIdentity, change(customerId, listed), both())).toBe("approved");
    expect((await listHits(compliance, {})).rows.map((row) => row.customerId)).toEqual([customerId]);
  });
});

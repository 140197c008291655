import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { customerStatuses } from "@/db/schema/customers";
import type { CustomerId } from "@/lib/core/ids";
import { mayBecome } from "@/lib/core/life-cycles";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { returnCustomer } from "@/lib/customers/return-customer";
import { reviewPack } from "@/lib/customers/review-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { countWaiting, waitingApprovals } from "@/lib/operations/waiting-approvals";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
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

const decisionOn = async (customerId: CustomerId) => ({
  key: newKey(),
  customerId,
  seen: await a.seenOf(database.db, customerId),
});
const approve = async (by: a.Staff, customerId: CustomerId) =>
  approveCustomer(by, { ...(await decisionOn(customerId)), riskRating: "medium" });
const sendBack = async (by: a.Staff, customerId: CustomerId) =>
  returnCustomer(by, { ...(await decisionOn(customerId)), reason: "The address does not match the card" });

describe("approving", () => {
  it("makes an active customer with the manager's risk rating, and is recorded", async () => {
    const customerId = await a.submitted(officer);
    await approve(manager, customerId);
    expect(await a.rowOf(database.db, customerId)).toMatchObject({
      status: "active",
      riskRating: "medium",
      decidedBy: manager.actor.userId,
    });
    expect((await a.actsOn(database.db, customerId)).at(-1)).toBe("customer.approved");
  });

  it("is refused to the one who submitted or opened it, whatever roles they hold", async () => {
    const both = await bank.staff(["service_officer", "branch_manager"]);
    const own = await a.submitted(both);
    await expect(approve(both, own)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    expect(await a.refusalOf(both, "customer.approve")).toBe("maker_cannot_approve");
    const opened = await a.filled(both);
    await submitCustomer(officer, { key: newKey(), customerId: opened });
    await expect(approve(both, opened)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    await approve(manager, opened);
  });

  it("is refused to the officer, to another branch's manager and before it is submitted", async () => {
    const customerId = await a.submitted(officer);
    await expect(approve(officer, customerId)).rejects.toMatchObject({ reason: "not_permitted" });
    const stranger = await bank.staff("branch_manager", "002");
    await expect(approve(stranger, customerId)).rejects.toMatchObject({ reason: "other_branch" });
    await expect(approve(manager, await a.filled(officer))).rejects.toMatchObject({ reason: "wrong_state" });
  });

  it("is refused when the application changed since it was opened", async () => {
    const customerId = await a.submitted(officer);
    const opened = { ...(await decisionOn(customerId)), riskRating: "low" as const };
    await sendBack(manager, customerId);
    await submitCustomer(officer, { key: newKey(), customerId });
    await expect(approveCustomer(manager, opened)).rejects.toMatchObject({ reason: "stale" });
  });

  it("looks again whether the document is still good", async () => {
    const customerId = await a.submitted(officer);
    await sqlOf(database.admin)`
      update identity_documents set expires_on = '2026-03-01' where customer_id = ${customerId}`;
    await expect(approve(manager, customerId)).rejects.toMatchObject({ reason: "identity_document_expired" });
  });

  it("is one approval when two managers decide at once", async () => {
    const customerId = await a.submitted(officer);
    const other = await bank.staff("branch_manager");
    const decisions = await Promise.allSettled([approve(manager, customerId), approve(other, customerId)]);
    expect(decisions.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });
});

describe("returning and rejecting", () => {
  it("sends it back with the reason; changed, it is submitted again", async () => {
    const customerId = await a.submitted(officer);
    await sendBack(manager, customerId);
    expect(await a.rowOf(database.db, customerId)).toMatchObject({
      status: "returned",
      decisionReason: "The address does not match the card",
    });
    await saveOnboardingDraft(officer, a.contact(customerId, { street: "Am Hafen 6" }));
    await submitCustomer(officer, { key: newKey(), customerId });
    await approve(manager, customerId);
    expect((await a.actsOn(database.db, customerId)).slice(-4)).toEqual([
      "customer.returned",
      "customer.contact_saved",
      "customer.submitted",
      "customer.approved",
    ]);
  });

  it("rejects for good, and keeps the application", async () => {
    const customerId = await a.submitted(officer);
    await rejectCustomer(manager, { ...(await decisionOn(customerId)), reason: "Forged document" });
    expect(await a.rowOf(database.db, customerId)).toMatchObject({
      status: "rejected",
      decisionReason: "Forged document",
    });
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "wrong_state",
    });
    await expect(approve(manager, customerId)).rejects.toMatchObject({ reason: "wrong_state" });
  });

  it("is refused to the maker too", async () => {
    const both = await bank.staff(["service_officer", "branch_manager"]);
    await expect(sendBack(both, await a.submitted(both))).rejects.toMatchObject({ reason: "maker_cannot_approve" });
  });
});

describe("the database's own guard", () => {
  it.each(["withdrawn", "rejected", "returned"] as const)("refuses every other way out of %s", async (status) => {
    const customerId = status === "withdrawn" ? await a.draft(officer) : await a.submitted(officer);
    await sqlOf(database.admin)`
      update customers set status = ${status}, decided_by = ${manager.actor.userId}, decided_at = bank_now()
      where id = ${customerId}`;
    for (const to of customerStatuses.filter((one) => one !== status && !mayBecome("customers", status, one))) {
      const skip = sqlOf(database.db)`update customers set status = ${to} where id = ${customerId}`;
      await expect(skip, to).rejects.toMatchObject({ constraint_name: "customers_life_cycle" });
    }
  });

  it("refuses an active customer without a second person", async () => {
    const customerId = await a.submitted(officer);
    const alone = sqlOf(database.db)`
      update customers set status = 'active', decided_by = submitted_by, decided_at = bank_now() where id = ${customerId}`;
    await expect(alone).rejects.toMatchObject({ constraint_name: "customers_second_person" });
  });
});

describe("the inbox", () => {
  it("shows what waits in the manager's branch, own requests locked, and counts what can be decided", async () => {
    const other = await bank.staff("branch_manager", "002");
    const before = await countWaiting(other);
    const [makerThere, both] = [
      await bank.staff("service_officer", "002"),
      await bank.staff(["service_officer", "branch_manager"], "002"),
    ];
    const [foreign, own] = [await a.submitted(makerThere), await a.submitted(both)];
    expect(await countWaiting(other)).toBe(before + 2);
    expect(await countWaiting(both)).toBe(before + 1);
    const { items } = await waitingApprovals(both);
    expect(items.find((item) => item.id === own)).toMatchObject({ own: true, kind: "customer" });
    expect(items.find((item) => item.id === foreign)).toMatchObject({ own: false, maker: makerThere.actor.name });
    expect((await waitingApprovals(manager)).items.map((item) => item.id)).not.toContain(foreign);
    expect(await waitingApprovals(await bank.staff("teller"))).toEqual({ items: [], more: false });
  });

  it("points out who the bank may already know", async () => {
    const number = a.newDocumentNumber();
    const elsewhere = await bank.staff("service_officer", "002");
    const known = await a.filled(elsewhere, {
      fullName: "Nguyễn Văn Anh",
      birthDate: "1979-08-01",
      number: "QJ7305518",
    });
    const document = await a.filled(officer, { fullName: "Anh Tran", number, country: "DE" });
    const reach = { phone: "+436607654321", email: "nguyen@example.com" };
    const customerId = await a.submitted(officer, {
      fullName: "NGUYEN Van Anh",
      birthDate: "1979-08-01",
      number,
      ...reach,
    });
    const { likenesses, own } = await reviewPack(manager, customerId);
    expect(own).toBe(false);
    expect(likenesses.find((one) => one.id === known)).toMatchObject({
      agrees: ["name", "date of birth"],
      mayOpen: false,
    });
    expect(likenesses.find((one) => one.id === document)).toMatchObject({
      agrees: ["part of the name", "document number"],
      mayOpen: true,
    });
    expect(likenesses).toHaveLength(2);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import { type CustomerId, newId } from "@/lib/core/ids";
import { decideLikeness } from "@/lib/customers/decide-likeness";
import { reviewPack } from "@/lib/customers/review-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { askForProducts } from "@/lib/products/ask-for-products";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let known: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  const far = [await bank.staff("service_officer", "002"), await bank.staff("branch_manager", "002")] as const;
  known = await a.active(...far, { fullName: "Amina Okafor", number: "AT1234567" });
});
afterAll(() => database.close());

/** A second application of nearly the same facts: nobody decided on it. */
async function again(fullName = "Okafor, Aminah"): Promise<CustomerId> {
  const { customerId } = await startOnboarding(officer, {
    key: newKey(),
    fullName,
    birthDate: businessDate("1988-03-14"),
    nationality: "AT",
  });
  await saveOnboardingDraft(officer, a.contact(customerId));
  await saveOnboardingDraft(officer, a.passport(customerId, a.newDocumentNumber()));
  await a.declare(officer, customerId);
  await askForProducts(officer, { customerId, products: [] });
  return customerId;
}
const decide = (customerId: CustomerId, decision: "same" | "different", otherId = known, by = officer) =>
  decideLikeness(by, { key: newKey(), customerId, otherId, decision, reason: "Twin sister" });

describe("an applicant who is like somebody the bank knows", () => {
  it("is not submitted until somebody decided with a reason, which the manager is shown", async () => {
    const customerId = await again();
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toThrow("likeness_undecided");
    await decide(customerId, "different");
    await submitCustomer(officer, { key: newKey(), customerId });
    const { likenesses } = await reviewPack(manager, customerId);
    expect(likenesses).toMatchObject([
      { id: known, decision: { same: false, reason: "Twin sister", by: officer.actor.name } },
    ]);
    expect(await a.actsOn(database.db, customerId)).toContain("customer.likeness_decided");
    const sql = sqlOf(database.db);
    await expect(sql`update likeness_decisions set reason = 'x' where customer_id = ${customerId}`).rejects.toThrow();
    await a.toldApart(officer, customerId);
  });

  it("is compared in each fact that is known of both, a near document number too, and in no other", async () => {
    const customerId = await again();
    const facts = async () => (await reviewPack(manager, customerId)).likenesses.find(({ id }) => id === known);
    const all = ["name", "date of birth", "document number", "phone", "e-mail"];
    expect(await facts()).toMatchObject({ known: all, differs: ["document number"] });
    await saveOnboardingDraft(officer, a.passport(customerId, "AT1234568"));
    expect((await facts())?.agrees).toContain("document number");
    await saveOnboardingDraft(officer, a.contact(customerId, { phone: "+436609999999", email: undefined }));
    const now = await facts();
    expect(now?.known).toEqual(["name", "date of birth", "document number", "phone"]);
    expect(now?.agrees).not.toContain("phone");
    await a.toldApart(officer, customerId);
  });

  it("who is the same person is withdrawn, and may not be submitted any more", async () => {
    const customerId = await again();
    await a.toldApart(officer, customerId);
    await sqlOf(database.db)`delete from likeness_decisions where customer_id = ${customerId} and other_id = ${known}`;
    expect(await decide(customerId, "same")).toEqual({ customerId, otherId: known, same: true, kind: "individual" });
    const row = await a.rowOf(database.db, customerId);
    expect(row?.status).toBe("withdrawn");
    expect(row?.decisionReason).toMatch(/^The same person as C-\d+-\w\. Twin sister$/);
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toThrow("wrong_state");
  });

  it("is decided once, about records that are alike, by an officer of its branch, while it is open", async () => {
    const customerId = await again();
    const stranger = newId<"customer">();
    await expect(decide(customerId, "different", stranger)).rejects.toThrow("likeness_not_found");
    await expect(decide(customerId, "different", known, manager)).rejects.toThrow("not_permitted");
    await expect(decide(customerId, "different", known, await bank.staff("service_officer", "002"))).rejects.toThrow(
      "other_branch",
    );
    const input = { key: newKey(), customerId, otherId: known, decision: "different" as const, reason: "Twin sister" };
    expect(await decideLikeness(officer, input)).toEqual(await decideLikeness(officer, input));
    await expect(decide(customerId, "different")).rejects.toThrow("likeness_not_found");
    await a.toldApart(officer, customerId);
    await submitCustomer(officer, { key: newKey(), customerId });
    await expect(decide(customerId, "different")).rejects.toThrow("onboarding_locked");
  });

  it("is decided anew when what either record says has changed", async () => {
    const customerId = await again();
    await decide(customerId, "different");
    await a.toldApart(officer, customerId);
    await saveOnboardingDraft(officer, { ...a.contact(customerId), phone: "+436609999999" });
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toThrow("likeness_undecided");
    await decide(customerId, "different");
    const said = await sqlOf(database.db)`
      select 1 from likeness_decisions where customer_id = ${customerId} and other_id = ${known}`;
    expect(said).toHaveLength(2);
  });

  it("with the very same document is refused at once, whatever anybody decides", async () => {
    const customerId = await again();
    await decide(customerId, "different");
    await expect(saveOnboardingDraft(officer, a.passport(customerId, "at 123 4567"))).rejects.toThrow(
      "identity_document_taken",
    );
  });
});

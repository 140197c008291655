import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
});
afterAll(() => database.close());

const today = businessDate("2026-03-02");

describe("starting an application", () => {
  it("opens a draft at the officer's branch with a customer number, and is recorded", async () => {
    const customerId = await a.draft(officer, "Łukasz Żółć");
    const row = await a.rowOf(database.db, customerId);
    expect(row).toMatchObject({ status: "draft", fullName: "Łukasz Żółć", riskRating: null });
    expect(row?.customerNo).toMatch(/^C-\d{6}-[0-9A-Z]$/);
    expect(row?.searchText).toContain("lukasz zolc");
    expect(await a.actsOn(database.db, customerId)).toEqual(["customer.started"]);
  });

  it("is one draft however often its form is sent", async () => {
    const input = { key: newKey(), fullName: "Jonas Brandt" };
    const [first, second] = await Promise.all([startOnboarding(officer, input), startOnboarding(officer, input)]);
    expect(second).toEqual(first);
    await expect(startOnboarding(officer, { ...input, fullName: "Jonas Brand" })).rejects.toMatchObject({
      reason: "key_reused",
    });
  });

  it("is refused to whoever does not onboard, and recorded", async () => {
    for (const role of ["teller", "branch_manager", "loan_officer", "auditor"] as const) {
      const other = await bank.staff(role);
      await expect(a.draft(other)).rejects.toMatchObject({ reason: "not_permitted" });
      expect(await a.refusalOf(other, "customer.start")).toBe("not_permitted");
    }
  });

  it("refuses a date of birth that is not in the past", async () => {
    const input = { key: newKey(), fullName: "Amina Okafor", birthDate: today };
    await expect(startOnboarding(officer, input)).rejects.toMatchObject({ reason: "date_past", field: "birthDate" });
  });
});

describe("saving a section", () => {
  it("keeps each section by itself, and records what changed", async () => {
    const customerId = await a.filled(officer);
    expect(await a.actsOn(database.db, customerId)).toEqual([
      "customer.started",
      "customer.contact_saved",
      "customer.document_saved",
      "customer.products_saved",
    ]);
    const identity = {
      section: "identity" as const,
      customerId,
      fullName: "Amina C. Okafor",
      birthDate: undefined,
      nationality: undefined,
    };
    await saveOnboardingDraft(officer, identity);
    const row = await a.rowOf(database.db, customerId);
    expect(row?.searchText).toContain("amina c. okafor +436601234567 amina@example.com");
  });

  it("records nothing when nothing changed", async () => {
    const customerId = await a.filled(officer);
    const before = await a.actsOn(database.db, customerId);
    await saveOnboardingDraft(officer, a.contact(customerId));
    await saveOnboardingDraft(officer, a.passport(customerId, undefined));
    expect(await a.actsOn(database.db, customerId)).toEqual(before);
  });

  it("takes an address away that was emptied", async () => {
    const customerId = await a.filled(officer);
    const empty = { street: undefined, postcode: undefined, city: undefined, country: undefined };
    await saveOnboardingDraft(officer, a.contact(customerId, empty));
    const rows = await sqlOf(database.db)`select 1 from customer_addresses where customer_id = ${customerId}`;
    expect(rows).toHaveLength(0);
  });

  it("is refused at another branch, to other roles, and for nobody", async () => {
    const customerId = await a.draft(officer);
    const stranger = await bank.staff("service_officer", "002");
    await expect(saveOnboardingDraft(stranger, a.contact(customerId))).rejects.toMatchObject({
      reason: "other_branch",
    });
    expect(await a.refusalOf(stranger, "customer.save")).toBe("other_branch");
    const teller = await bank.staff("teller");
    await expect(saveOnboardingDraft(teller, a.contact(customerId))).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(saveOnboardingDraft(officer, a.contact(newId<"customer">()))).rejects.toMatchObject({
      reason: "customer_not_found",
    });
  });

  it("is refused once the application is submitted", async () => {
    const customerId = await a.submitted(officer);
    await expect(saveOnboardingDraft(officer, a.contact(customerId))).rejects.toMatchObject({
      reason: "onboarding_locked",
    });
  });
});

describe("the identity document", () => {
  it("stands nowhere in clear: not in a table, not in the log", async () => {
    const number = a.newDocumentNumber();
    const customerId = await a.filled(officer, { number });
    await saveOnboardingDraft(officer, a.passport(customerId, `${number.slice(0, 4)} ${number.slice(4)}`));
    const tables = await sqlOf(database.admin)<{ name: string }[]>`
      select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
    for (const { name } of tables) {
      const sql = sqlOf(database.admin);
      const [found] = await sql`select 1 from ${sql(name)} t where t::text like ${`%${number}%`} limit 1`;
      expect(found, name).toBeUndefined();
    }
    const [stored] = await sqlOf(database.db)<{ cipher: string; last4: string }[]>`
      select number_cipher as cipher, number_last4 as last4 from identity_documents where customer_id = ${customerId}`;
    expect(stored).toMatchObject({ cipher: expect.stringMatching(/^v1\.[0-9a-f]{8}\./), last4: number.slice(-4) });
  });

  it("keeps its number when the field is left empty, and moves with its country", async () => {
    const number = a.newDocumentNumber();
    const customerId = await a.filled(officer, { number });
    await saveOnboardingDraft(officer, a.passport(customerId, undefined, { documentCountry: "DE" }));
    const other = await a.draft(officer);
    await expect(
      saveOnboardingDraft(officer, a.passport(other, number, { documentCountry: "DE" })),
    ).rejects.toMatchObject({ reason: "identity_document_taken" });
    await saveOnboardingDraft(officer, a.passport(other, number));
  });

  it.each(["xk 777 001", "XK-777001", "xk777001"])("is known again as %s", async (typed) => {
    await a.filled(officer, { number: "XK777001" }).catch(() => undefined);
    const other = await a.draft(officer);
    await expect(saveOnboardingDraft(officer, a.passport(other, typed))).rejects.toMatchObject({
      reason: "identity_document_taken",
      field: "documentNumber",
    });
  });

  it("belongs to one of two officers who save it at once, and the other is told why", async () => {
    const number = a.newDocumentNumber();
    const drafts = await Promise.all([1, 2, 3, 4].map(() => a.draft(officer)));
    const saved = await Promise.allSettled(drafts.map((id) => saveOnboardingDraft(officer, a.passport(id, number))));
    expect(saved.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of saved) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ reason: "identity_document_taken" });
    }
  });

  it("refuses numbers and dates that cannot be", async () => {
    const customerId = await a.draft(officer);
    const save = (number: string | undefined, over: object = {}) =>
      saveOnboardingDraft(officer, a.passport(customerId, number, over));
    await expect(save("A 1")).rejects.toMatchObject({ reason: "document_number_form" });
    await expect(save(undefined)).rejects.toMatchObject({ reason: "required", field: "documentNumber" });
    await expect(save("XK123", { documentIssuedOn: businessDate("2026-03-03") })).rejects.toMatchObject({
      reason: "document_issue_future",
    });
    await expect(save("XK123", { documentExpiresOn: businessDate("2020-05-03") })).rejects.toMatchObject({
      reason: "document_dates",
    });
  });
});

describe("submitting", () => {
  it("hands a complete application to the manager, and is recorded", async () => {
    const customerId = await a.submitted(officer);
    expect((await a.rowOf(database.db, customerId))?.status).toBe("pending_review");
    expect((await a.actsOn(database.db, customerId)).at(-1)).toBe("customer.submitted");
  });

  it("names the missing parts", async () => {
    const customerId = await a.draft(officer);
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "onboarding_incomplete",
      params: {
        missing:
          "date of birth, nationality, phone number, e-mail address, address, identity document, tax, purpose and declarations, the products wanted",
      },
    });
    expect(await a.refusalOf(officer, "customer.submit")).toBe("onboarding_incomplete");
  });

  it("refuses the young and an expired document", async () => {
    const young = await a.filled(officer, { birthDate: "2008-03-03" });
    await expect(submitCustomer(officer, { key: newKey(), customerId: young })).rejects.toMatchObject({
      reason: "guardian_needed",
    });
    const late = await a.filled(officer);
    await saveOnboardingDraft(officer, a.passport(late, undefined, { documentExpiresOn: businessDate("2026-03-01") }));
    await expect(submitCustomer(officer, { key: newKey(), customerId: late })).rejects.toMatchObject({
      reason: "identity_document_expired",
    });
  });

  it("is refused twice, at another branch and to other roles", async () => {
    const customerId = await a.submitted(officer);
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "wrong_state",
    });
    const stranger = await bank.staff("service_officer", "002");
    await expect(submitCustomer(stranger, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "other_branch",
    });
    const manager = await bank.staff("branch_manager");
    await expect(submitCustomer(manager, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });

  it("happens once when the form is sent twice", async () => {
    const customerId = await a.filled(officer);
    const input = { key: newKey(), customerId };
    expect(await submitCustomer(officer, input)).toEqual(await submitCustomer(officer, input));
  });
});

describe("withdrawing", () => {
  it("ends a draft with its reason and lets its document go, so that the person may come again", async () => {
    const number = a.newDocumentNumber();
    const customerId = await a.filled(officer, { number });
    await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Chose another bank" });
    expect(await a.rowOf(database.db, customerId)).toMatchObject({
      status: "withdrawn",
      decisionReason: "Chose another bank",
    });
    expect((await a.actsOn(database.db, customerId)).at(-1)).toBe("customer.withdrawn");
    await a.submitted(officer, { number });
  });

  it("is refused for a submitted application", async () => {
    const customerId = await a.submitted(officer);
    await expect(withdrawCustomer(officer, { key: newKey(), customerId, reason: "x" })).rejects.toMatchObject({
      reason: "wrong_state",
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { keepTyped } from "@/lib/customers/keep-typed";
import { readCustomer } from "@/lib/customers/profile-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { keepTypedInput } from "@/lib/customers/schema";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { readTyped } from "@/lib/customers/typed-queries";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let draft: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  draft = await a.draft(officer);
});
afterAll(() => database.close());

const contact = (typed: Record<string, string>, customerId = draft) => ({
  form: "contact" as const,
  customerId,
  typed,
});
const rows = () => sqlOf(database.admin)<{ all: string }[]>`select to_jsonb(t)::text as all from typed_forms t`;

describe("what is typed into an application and not sent", () => {
  it("is given back to who typed it, dates in their parts, right or wrong as it stands", async () => {
    await keepTyped(officer, contact({ phone: "066", email: "half@", street: "Am Hafen 4" }));
    const typed = await readTyped(officer, "contact", draft);
    expect(typed?.values).toEqual({ phone: "066", email: "half@", street: "Am Hafen 4" });
    const dates = { "birthDate.day": "31", "birthDate.month": "2", fullName: "Amina" };
    await keepTyped(officer, { form: "identity", customerId: draft, typed: dates });
    expect((await readTyped(officer, "identity", draft))?.values).toEqual({
      fullName: "Amina",
      birthDate: { day: "31", month: "2" },
    });
    expect(await readTyped(await bank.staff("service_officer"), "contact", draft)).toBeNull();
  });

  it("is encrypted, and the last of it counts", async () => {
    await keepTyped(officer, contact({ phone: "+43 660 7777777" }));
    await keepTyped(officer, contact({ phone: "+43 660 8888888" }));
    expect((await readTyped(officer, "contact", draft))?.values).toEqual({ phone: "+43 660 8888888" });
    const all = (await rows()).map((row) => row.all).join();
    expect(all).not.toMatch(/7777777|8888888/);
  });

  it("holds no consent and no field that the form does not have", async () => {
    const typed = { taxCountry: "AT", consent: "on", status: "approved", section: "x", "constructor.name": "x" };
    await keepTyped(officer, { form: "declarations", customerId: draft, typed });
    expect((await readTyped(officer, "declarations", draft))?.values).toEqual({ taxCountry: "AT" });
  });

  it("is forgotten when the form is emptied again", async () => {
    await keepTyped(officer, contact({ phone: "1" }));
    await keepTyped(officer, contact({ phone: "", email: "" }));
    expect(await readTyped(officer, "contact", draft)).toBeNull();
  });

  it("is gone once the page is sent", async () => {
    await keepTyped(officer, contact({ phone: "1" }));
    await saveOnboardingDraft(officer, a.contact(draft));
    expect(await readTyped(officer, "contact", draft)).toBeNull();
  });

  it("does not come back with what its page was still saving when it was sent", async () => {
    const { readAt: since } = await readCustomer(officer, draft);
    await keepTyped(officer, { ...contact({ phone: "1" }), since });
    await saveOnboardingDraft(officer, a.contact(draft));
    expect((await keepTyped(officer, { ...contact({ phone: "12" }), since })).savedAtLocal).toMatch(/^\d{4}-/);
    expect(await readTyped(officer, "contact", draft)).toBeNull();
    const { readAt: anew } = await readCustomer(officer, draft);
    await keepTyped(officer, { ...contact({ phone: "123" }), since: anew });
    expect((await readTyped(officer, "contact", draft))?.values).toEqual({ phone: "123" });
  });

  it("of a new customer never comes back for the next one, even when it arrives late", async () => {
    const key = newKey();
    const start = { form: "start" as const, key, typed: { fullName: "Late Arrival" } };
    await keepTyped(officer, start);
    expect((await readTyped(officer, "start", null))?.values).toEqual({ fullName: "Late Arrival" });
    await startOnboarding(officer, { key, fullName: "Late Arrival" });
    expect(await readTyped(officer, "start", null)).toBeNull();
    await keepTyped(officer, start);
    expect(await readTyped(officer, "start", null)).toBeNull();
  });

  it("is kept for nobody else's branch, no submitted application, and no other role", async () => {
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(keepTyped(elsewhere, contact({ phone: "1" }))).rejects.toMatchObject({ reason: "customer_not_found" });
    const submitted = await a.submitted(officer);
    await expect(keepTyped(officer, contact({ phone: "1" }, submitted))).rejects.toMatchObject({
      reason: "customer_not_found",
    });
    await expect(keepTyped(await bank.staff("teller"), contact({ phone: "1" }))).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });

  it("goes with the application, and after a week", async () => {
    const gone = await a.draft(officer, "Gone Soon");
    await keepTyped(officer, contact({ phone: "1" }, gone));
    await deleteCustomer(await bank.staff("branch_manager"), { key: newKey(), customerId: gone });
    await sqlOf(database.admin)`update typed_forms set saved_at = bank_now() - interval '8 days'`;
    await keepTyped(officer, contact({ phone: "2" }));
    expect((await rows()).length).toBe(1);
  });

  it("changes nothing that is on file", async () => {
    const before = await a.rowOf(database.db, draft);
    await keepTyped(officer, { form: "identity", customerId: draft, typed: { fullName: "Somebody Else" } });
    expect(await a.rowOf(database.db, draft)).toEqual(before);
    await expect(submitCustomer(officer, { key: newKey(), customerId: draft })).rejects.toBeDefined();
  });

  it("is read strictly", () => {
    const good = { form: "contact", customerId: draft, typed: { phone: "1" } };
    expect(keepTypedInput.safeParse(good).success).toBe(true);
    for (const bad of [
      { ...good, form: "cash" },
      { ...good, customerId: "x" },
      { ...good, userId: officer.actor.userId },
      { ...good, typed: { phone: "x".repeat(1_201) } },
      { ...good, typed: { phone: ["1"] } },
      { form: "start", typed: {} },
      null,
    ])
      expect(keepTypedInput.safeParse(bad).success).toBe(false);
  });
});

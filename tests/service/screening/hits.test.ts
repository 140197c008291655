import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import { changeContact } from "@/lib/customers/change-contact";
import { returnCustomer } from "@/lib/customers/return-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { listHits, readHit } from "@/lib/screening/hit-queries";
import { newKey } from "../../support/bank";
import * as a from "../customers/applicants";
import {
  approve,
  bank,
  beginHits,
  compliance,
  confirm,
  database,
  decide,
  hitsOf,
  LISTED,
  load,
  manager,
  officer,
  openHit,
  second,
} from "./hit-bank";

beforeAll(beginHits);
afterAll(() => database.close());

describe("an applicant who is like a name on a list", () => {
  it("is found at submission, under an alias and in another script, with the evidence of both sides", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const hit = await readHit(compliance, await openHit(customerId));
    expect(hit).toMatchObject({
      name: "VARGANOFF, Timour",
      status: "open",
      birth: "same",
      country: "other",
      countries: ["AT"],
    });
    expect(hit.score).toBeGreaterThan(0.85);
    expect(hit.entry).toMatchObject({
      ref: "7101",
      identifiers: ["Passport AB1234567 (Uzbekistan)"],
      countries: ["Uzbekistan"],
    });
    const cyrillic = await a.submitted(officer, { fullName: "Тимур Варганов", birthDate: "1962-07-01" });
    expect((await readHit(compliance, await openHit(cyrillic))).birth).toBe("near");
    const { rows } = await listHits(compliance, {});
    expect(rows.map((row) => row.customerId)).toEqual(expect.arrayContaining([customerId, cyrillic]));
  });

  it("is nobody else: another name, another generation, a ship, a company", async () => {
    for (const person of [
      { fullName: "Timur Abdullayev", birthDate: "1961-03-04" },
      { fullName: "Timur Varganow Edvard", birthDate: "1999-03-04" },
      { fullName: "Sea Lantern", birthDate: "1990-01-01" },
      { fullName: "Questor Shipping", birthDate: "1990-01-01" },
    ])
      expect(await hitsOf(await a.submitted(officer, person)), person.fullName).toEqual([]);
  });

  it("cannot be approved before the list that was just loaded was compared with them", async () => {
    const customerId = await a.submitted(officer, { fullName: "Ludmila Horak", birthDate: "1977-05-06" });
    await load();
    await expect(approve(customerId)).rejects.toThrow("screening_under_way");
    await rescreenCustomers(bank.system);
    expect(await approve(customerId)).toMatchObject({ customerId });
  });

  it("is not cleared by one alone while a second officer is asked to confirm", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const hitId = await openHit(customerId);
    expect(await decide(compliance, hitId, "confirm")).toHaveProperty("pending");
    for (const who of [second, compliance])
      await expect(decide(who, hitId, "clear")).rejects.toThrow("screening_waits");
  });

  it("cannot be approved while it is open or confirmed, and can once it is cleared", async () => {
    const customerId = await a.submitted(officer, LISTED);
    await expect(approve(customerId)).rejects.toThrow("customer_under_review");
    expect(await confirm(await openHit(customerId))).toBe("approved");
    await expect(approve(customerId)).rejects.toThrow("customer_under_review");
    // Sent back and in again it comes no further: the rules prohibit it.
    const back = { key: newKey(), customerId, seen: await a.seenOf(database.db, customerId), reason: "Look again" };
    await returnCustomer(manager, back);
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toThrow("customer_under_review");
    await sqlOf(database.admin)`update customers set status = 'pending_review' where id = ${customerId}`;
    const [hit] = await hitsOf(customerId);
    // What two agreed to, one cannot undo.
    const asked = await decide(second, hit?.id ?? "", "clear");
    expect(asked).toHaveProperty("pending");
    expect((await hitsOf(customerId))[0]?.status).toBe("confirmed");
    const { id, version } = await readApproval(second, String((asked as { pending: string }).pending));
    await decideApproval(compliance, { key: newKey(), approvalId: id, seen: version, answer: "approved" });
    expect((await hitsOf(customerId))[0]?.status).toBe("cleared");
    await approve(customerId);
    expect((await a.rowOf(database.db, customerId))?.status).toBe("active");
  });

  it("control 42: is not confirmed by one officer, nor agreed to by who asked", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const hitId = await openHit(customerId);
    const asked = (await decide(compliance, hitId, "confirm")) as { pending: string };
    expect((await readHit(compliance, hitId)).waiting?.maker).toBe(compliance.actor.name);
    const { id, version } = await readApproval(compliance, asked.pending);
    await expect(
      decideApproval(compliance, { key: newKey(), approvalId: id, seen: version, answer: "approved" }),
    ).rejects.toThrow("maker_cannot_approve");
    expect((await hitsOf(customerId))[0]?.status).toBe("open");
    const sql = sqlOf(database.db);
    await expect(
      sql`update screening_hits set status = 'confirmed', decided_by = ${compliance.actor.userId}, confirmed_by = ${compliance.actor.userId},
        decided_at = bank_now(), reason = 'x' where id = ${hitId}`,
    ).rejects.toThrow();
  });

  it("is compared again when a customer moves to another country", async () => {
    const customerId = await a.submitted(officer, { ...LISTED, fullName: "Timur Varganov" });
    await decide(compliance, await openHit(customerId), "clear");
    await approve(customerId);
    const { section: _, ...reach } = a.contact(customerId, { postcode: "10115", city: "Berlin", country: "DE" });
    await changeContact(officer, { key: newKey(), ...reach } as never);
    expect((await hitsOf(customerId)).map(({ status }) => status)).toEqual(["cleared", "open"]);
  });

  it("stays cleared when compared again, until the person's data or the list's entry change", async () => {
    const customerId = await a.submitted(officer, { ...LISTED, fullName: "Timur Varganov" });
    await decide(compliance, await openHit(customerId), "clear");
    await load();
    await rescreenCustomers(bank.system);
    expect((await hitsOf(customerId)).map(({ status }) => status)).toEqual(["cleared"]);
    const seen = await a.seenOf(database.db, customerId);
    await returnCustomer(manager, { key: newKey(), customerId, seen, reason: "Check the name" });
    const identity = { section: "identity" as const, customerId, nationality: "AT" as const };
    await saveOnboardingDraft(officer, {
      ...identity,
      fullName: "Timur Edvardovich Varganov",
      birthDate: businessDate(LISTED.birthDate),
    });
    await a.toldApart(officer, customerId);
    await submitCustomer(officer, { key: newKey(), customerId });
    expect((await hitsOf(customerId)).map(({ status }) => status)).toEqual(["cleared", "open"]);
    await decide(compliance, await openHit(customerId), "clear");
    await load((names) => names.replace("DOB 04 Mar 1961; ", "DOB 04 Mar 1961; alt. DOB 1960; "));
    await rescreenCustomers(bank.system);
    expect((await hitsOf(customerId)).map(({ status }) => status)).toEqual(["cleared", "cleared", "open"]);
    await load();
    await rescreenCustomers(bank.system);
    expect((await hitsOf(customerId)).map(({ status }) => status)).toEqual(["cleared", "cleared", "lapsed"]);
    await expect(decide(compliance, (await hitsOf(customerId))[2]?.id ?? "", "clear")).rejects.toThrow(
      "screening_decided",
    );
  });
});

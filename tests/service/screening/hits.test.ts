import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { latestActivityOf, listActivity } from "@/lib/audit/queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { changeContact } from "@/lib/customers/change-contact";
import { consentToCustomer } from "@/lib/customers/consent-to-customer";
import { decideHit } from "@/lib/customers/decide-hit";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { returnCustomer } from "@/lib/customers/return-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { seenInLog } from "@/lib/operations/mask-activity";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { createTransfer } from "@/lib/payments/create-transfer";
import { hitsStopping, listHits, readHit } from "@/lib/screening/hit-queries";
import { loadList } from "@/lib/screening/load-list";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { publishedAddresses, publishedAliases, publishedNames } from "../../vectors/screening-list";
import * as a from "../customers/applicants";

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
  await load();
  await rescreenCustomers(bank.system);
});
afterAll(() => database.close());

let versions = 0;
const load = (change: (names: string) => string = (names) => names) =>
  loadList(compliance, {
    key: newKey(),
    source: "ofac_sdn",
    version: `v${++versions}`,
    files: {
      names: Buffer.from(change(publishedNames) + "\r\n".repeat(versions)),
      aliases: Buffer.from(publishedAliases),
      addresses: Buffer.from(publishedAddresses),
    },
  });

const LISTED = { fullName: "Timour Varganov", birthDate: "1961-03-04" };
const hitsOf = (customerId: CustomerId) =>
  sqlOf(database.db)<{ id: string; status: string; name: string; score: number }[]>`
    select id, status, name, score from screening_hits where customer_id = ${customerId} order by id`;
const openHit = async (customerId: CustomerId) => {
  const found = (await hitsOf(customerId)).find(({ status }) => status === "open");
  if (!found) throw new Error("No open hit");
  return found.id;
};
const decide = (by: Ctx<StaffActor>, hitId: string, decision: "clear" | "confirm", reason = "Another date of birth") =>
  decideHit(by, { key: newKey(), hitId: hitId as never, decision, reason });
const confirm = (hitId: string) =>
  carried(
    decideHit,
    { key: newKey(), hitId: hitId as never, decision: "confirm", reason: "Same passport" },
    {
      maker: compliance,
      checker: second,
    },
  );
const approve = async (customerId: CustomerId) =>
  approveCustomer(manager, {
    key: newKey(),
    customerId,
    seen: await a.seenOf(database.db, customerId),
    riskRating: "low",
  });

const ratingOf = async (id: CustomerId) =>
  (
    await sqlOf(database.db)<{ rating: string | null }[]>`select risk_rating as rating from customers where id = ${id}`
  )[0]?.rating;
const numberOf = async (id: CustomerId) =>
  (await sqlOf(database.db)<{ no: string }[]>`select customer_no as no from customers where id = ${id}`)[0]?.no;
const opened = async (customerId: CustomerId, jointOwner?: string) => {
  const [version] = await sqlOf(database.db)<{ id: string }[]>`
    select v.id from product_versions v join products p on p.id = v.product_id where p.kind = 'current' limit 1`;
  return openAccount(officer, {
    key: newKey(),
    customerId,
    productVersionId: version?.id ?? "",
    jointOwner,
    signingRule: undefined,
  });
};

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

describe("a customer whom a new version of a list names", () => {
  it("is found by the run, and no money leaves their accounts while it is open or confirmed; money still comes in", async () => {
    const { id, ctx } = await bank.customer("Ruslan Ostrovenko");
    const other = await bank.customer("Hedda Quast");
    const [from, to] = [await bank.account(id, 50_000n), await bank.account(other.id, 50_000n)];
    const teller = await bank.teller(100_000n);
    const pay = (by: Ctx<never>) =>
      createTransfer(by, {
        key: newKey(),
        from: from.id,
        to: to.iban,
        amount: "10.00",
        remittance: undefined,
        beneficiaryId: undefined,
      });
    const cash = () => ({
      key: newKey(),
      iban: from.iban,
      amount: "20.00",
      notes: coins("20.00"),
      paidInBy: undefined,
      note: undefined,
    });
    await pay(ctx as never);
    await load((names) =>
      names.replace("VARGANOV, Timur Edvardovich", "OSTROVENKO, Ruslan").replace("DOB 04 Mar 1961", "DOB 14 Mar 1988"),
    );
    await rescreenCustomers(bank.system);
    // The customer is told nothing of why; the teller, who can help.
    await expect(pay(ctx as never)).rejects.toThrow("payment_stopped");
    await expect(pay(teller as never)).rejects.toThrow("account_under_review");
    await expect(withdrawCash(teller, cash())).rejects.toThrow("account_under_review");
    await depositCash(teller, cash());
    await createTransfer(other.ctx, {
      key: newKey(),
      from: to.id,
      to: from.iban,
      amount: "5.00",
      remittance: undefined,
      beneficiaryId: undefined,
    });
    const hitId = await openHit(id);
    expect(await ratingOf(id)).toBeNull();
    await confirm(hitId);
    await expect(pay(ctx as never)).rejects.toThrow("payment_stopped");
    expect(await ratingOf(id)).toBe("prohibited");
    await expect(opened(id)).rejects.toThrow("customer_prohibited");
    await expect(opened(other.id, await numberOf(id))).rejects.toThrow("customer_prohibited");
    await opened(other.id);
    await carried(
      decideHit,
      { key: newKey(), hitId: hitId as never, decision: "clear", reason: "Proved to be another" },
      { maker: second, checker: compliance },
    );
    expect(await ratingOf(id)).toBe("high");
    await pay(ctx as never);
    await expect(opened(id)).rejects.toThrow("senior_consent_missing");
    const consent = { key: newKey(), customerId: id, reason: "Proved to be another" };
    await consentToCustomer(await bank.staff("branch_manager"), consent);
    await opened(id);
    // The rating alone stops the money too.
    await sqlOf(database.admin)`update customers set risk_rating = 'prohibited' where id = ${id}`;
    await expect(pay(ctx as never)).rejects.toThrow("payment_stopped");
    await sqlOf(database.admin)`update customers set risk_rating = 'high' where id = ${id}`;
    await load();
    await rescreenCustomers(bank.system);
  });

  it("is found from where a run stopped, once, however often it is run; a newer list overtakes", async () => {
    const people = await Promise.all(["Nadim Al Kharsani", "Nadeem Alkharsani"].map((name) => bank.customer(name)));
    const sql = sqlOf(database.db);
    await sql`update customers set birth_date = '1970-05-05' where id = any(${people.map(({ id }) => id)}::uuid[])`;
    const ids = people.map(({ id }) => id).sort();
    await load();
    await load((names) => names.replace("SEA LANTERN", "SEA LANTERN IX"));
    const runs = await sql<{ ended: boolean; overtaken: boolean }[]>`
      select ended_at is not null as ended, overtaken from screening_runs order by id desc limit 2`;
    expect(runs).toEqual([
      { ended: false, overtaken: false },
      { ended: true, overtaken: true },
    ]);
    // As if the run had been stopped behind the first of them.
    await sql`update screening_runs set last_customer_id = ${ids[0] ?? null} where ended_at is null`;
    await rescreenCustomers(bank.system);
    expect(await hitsOf(ids[0] as CustomerId)).toEqual([]);
    expect(await hitsOf(ids[1] as CustomerId)).toHaveLength(1);
    expect(await rescreenCustomers(bank.system)).toEqual({ compared: 0 });
    await load();
    await Promise.all([rescreenCustomers(bank.system), rescreenCustomers(bank.system)]);
    for (const id of ids) expect(await hitsOf(id as CustomerId)).toHaveLength(1);
  });
});

describe("what compliance knows", () => {
  it("bad input 20: is hidden from everybody else, on lists, pages, the customer's history and the branch's activity", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const hitId = await openHit(customerId);
    await decide(compliance, hitId, "clear");
    for (const role of ["service_officer", "branch_manager", "teller", "loan_officer", "operations"] as const) {
      const other = await bank.staff(role);
      await expect(listHits(other, {})).rejects.toThrow("not_permitted");
      await expect(readHit(other, hitId)).rejects.toThrow("not_permitted");
      await expect(decide(other, hitId, "clear")).rejects.toThrow("not_permitted");
      expect(await hitsStopping(other, customerId)).toEqual([]);
    }
    const acts = (await latestActivityOf(database.db, customerId, { size: 50 })).map(({ act }) => act);
    expect(acts.filter((act) => act.startsWith("screening."))).toEqual([]);
    const { rows } = await listActivity(database.db, manager.actor.branchId, {}, { size: 500 });
    expect(rows.filter(({ act, result }) => result === "done" && act.startsWith("screening."))).toEqual([]);
    const bankWide = async (reader: a.Staff) =>
      (await listActivity(database.db, null, {}, { size: 500, ...seenInLog(reader.actor) })).rows.map(({ act }) => act);
    expect(await bankWide(compliance)).toEqual(expect.arrayContaining(["screening.hit_found", "screening.decided"]));
    const administrator = await bank.staff("administrator", "000");
    expect((await bankWide(administrator)).filter((act) => /^screening\.(hit|decide)/.test(act))).toEqual([]);
    const [found] = (await listActivity(database.db, null, { act: "screening.hit_found" }, { alerts: true })).rows;
    await expect(readActivityDetail(administrator, found?.id ?? "")).rejects.toMatchObject({ reason: "not_found" });
    const request = await decide(compliance, await openHit(await a.submitted(officer, { ...LISTED })), "confirm");
    if (!("pending" in request)) throw new Error("Nobody was asked");
    const asked = await listActivity(database.db, null, { subject: request.pending }, seenInLog(administrator.actor));
    expect(asked.rows).toEqual([]);
  });

  it("bad input 21: an id that is none, or of nothing, is not found", async () => {
    for (const id of ["x", "00000000-0000-0000-0000-000000000000", "{01a212d4-c123-72c9-ae79-25e48c811fd8}", "%00"])
      await expect(readHit(compliance, id)).rejects.toThrow("screening_hit_not_found");
  });

  it("keeps an application with its papers until it is decided, in words that betray nothing, and then goes with it", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const seen = await a.seenOf(database.db, customerId);
    await returnCustomer(manager, { key: newKey(), customerId, seen, reason: "Wrong person" });
    await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Chose another bank" });
    expect((await readCustomer(compliance, customerId)).document).not.toBeNull();
    const refused = await deleteCustomer(manager, { key: newKey(), customerId }).catch((error) => error);
    expect(refused).toMatchObject({ reason: "customer_kept" });
    expect(refused.sentence).toMatch(/^This is on record and must be kept/);
    await expect(sqlOf(database.db)`delete from customers where id = ${customerId}`).rejects.toMatchObject({
      constraint_name: "customers_listed",
    });
    await decide(compliance, await openHit(customerId), "clear");
    await deleteCustomer(manager, { key: newKey(), customerId });
    expect(await hitsOf(customerId)).toEqual([]);
  });
});

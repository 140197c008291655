import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { partiesOf } from "@/lib/accounts/party-queries";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { changeOrganisation } from "@/lib/customers/change-organisation";
import { closeCustomer } from "@/lib/customers/close-customer";
import { eraseCustomer } from "@/lib/customers/erase-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { removePerson } from "@/lib/customers/remove-person";
import { reopenCustomer } from "@/lib/customers/reopen-customer";
import { assessRisk } from "@/lib/customers/risk";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { savePerson } from "@/lib/customers/save-person";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { exportCustomer } from "@/lib/reports/export-customer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let compliance: a.Staff;
let amina: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  compliance = await bank.staff("compliance_officer", "000");
  amina = (await bank.customer()).id;
});
afterAll(() => database.close());

const active = (signatories = [amina], over = {}) => o.activeOrganisation({ officer, manager }, signatories, over);
const close = (customerId: CustomerId) =>
  closeCustomer(officer, { key: newKey(), customerId, reason: "Ends its trade" });
const cardOf = async (id: CustomerId, who: CustomerId) =>
  (await readCustomer(officer, id)).people.find(({ customerId }) => customerId === who);
const leave = async (id: CustomerId, who: CustomerId) => ({
  key: newKey(),
  customerId: id,
  personId: (await cardOf(id, who))?.id as never,
  reason: "Left",
});
const erased = (customerId: CustomerId) =>
  carried(eraseCustomer, { key: newKey(), customerId, reason: "Over" }, { maker: compliance, checker: manager });
const longAgo = (customerId: CustomerId) =>
  sqlOf(database.admin)`
    update customers set ended_on = ended_on - interval '20 years', closed_on = closed_on - interval '20 years' where id = ${customerId}`;

describe("the life of an organisation", () => {
  it("ends, and is taken up again as a draft that is reviewed anew", async () => {
    const id = await active();
    await close(id);
    await reopenCustomer(officer, { key: newKey(), customerId: id, reason: "Trades again" });
    await saveOnboardingDraft(officer, o.organisationContact(id, { street: "Hafenstrasse 2" }));
    await savePerson(officer, o.recordedCard(id));
    await submitCustomer(officer, { key: newKey(), customerId: id });
    expect((await readCustomer(officer, id)).status).toBe("pending_review");
  });

  it("is rated anew when somebody joins or changes behind it, or its register entry does, and never lower", async () => {
    const ratingOf = async (id: CustomerId) => (await readCustomer(officer, id)).riskRating;
    const two = { maker: officer, checker: manager };
    const partner = (await bank.customer("Partner Zwei")).id;
    const joined = await active([amina, partner], { fullName: "Neue Eigner KG" });
    const owner = {
      ...o.recordedCard(joined, { politicallyExposed: "yes", exposure: "Minister" }),
      reason: "New owner",
    };
    expect(await ratingOf(joined)).toBe("low");
    expect(await carried(savePerson, owner as never, two)).toBe("approved");
    expect(await ratingOf(joined)).toBe("high");
    expect((await readCustomer(officer, joined)).nextReviewOn).toBe("2027-03-02");
    expect(await carried(removePerson, await leave(joined, partner), two)).toBe("approved");
    expect(await ratingOf(joined)).toBe("high");
    const moved = await active([amina], { fullName: "Register Wechsel KG" });
    const entry = {
      key: newKey(),
      customerId: moved,
      fullName: "Register Wechsel KG",
      legalForm: "foundation" as const,
      registrationNo: "FN 987654 z",
      registerCountry: "AT" as const,
      incorporatedOn: businessDate("2012-04-01"),
      reason: "Became a foundation",
    };
    expect(await carried(changeOrganisation, entry as never, two)).toBe("approved");
    expect(await ratingOf(moved)).toBe("medium");
  });

  it("is of medium risk while one of its people has declared nothing yet", async () => {
    const nemo = await bank.customer("Nemo Nichts");
    await sqlOf(database.admin)`delete from customer_declarations where customer_id = ${nemo.id}`;
    const on = businessDate("2026-03-02");
    const id = await active([amina], { fullName: "Nemo Handel KG" });
    expect(assessRisk(await readCustomer(officer, id), on).rules).toEqual([]);
    const joins = { ...o.linkedCard(id, nemo.id, { signatory: false }), reason: "New director" };
    expect(await carried(savePerson, joins, { maker: officer, checker: manager })).toBe("approved");
    const firm = await readCustomer(officer, id);
    expect(firm.riskRating).toBe("medium");
    expect(assessRisk(firm, on).rules).toMatchObject([
      { rule: "person_undeclared", rating: "medium", sentence: "One of its people has declared nothing yet" },
    ]);
    await a.declare(officer, nemo.id);
    expect(assessRisk(await readCustomer(officer, id), on).rules).toEqual([]);
  });

  it("keeps the people behind it with the bank until they are taken out", async () => {
    const partner = (await bank.customer("Partner Eins")).id;
    const id = await active([amina, partner]);
    await expect(close(partner)).rejects.toMatchObject({ reason: "customer_has_pending" });
    expect(await carried(removePerson, await leave(id, partner), { maker: officer, checker: manager })).toBe(
      "approved",
    );
    await close(partner);
  });

  it("follows a person into the record that stays, also as a signatory of its account", async () => {
    const kept = await a.active(officer, manager, { fullName: "Marlene Zwilling" });
    const other = await a.active(officer, manager, { fullName: "Zwilling Marlenex", phone: "+436605551111" });
    const id = await active([other], { fullName: "Zwilling Handel KG" });
    const opening = { key: newKey(), customerId: id, productVersionId: bank.products.current };
    const { accountId } = await openAccount(officer, opening);
    const merge = () => ({
      key: newKey(),
      customerId: kept,
      otherId: other,
      fullName: "kept" as const,
      birthDate: "kept" as const,
      nationality: "kept" as const,
      phone: "kept" as const,
      email: "kept" as const,
      address: "kept" as const,
      document: "kept" as const,
      declarations: "kept" as const,
      reason: "The same person",
    });
    const joins = { ...o.linkedCard(id, kept, { signatory: false }), reason: "By mistake" };
    expect(await carried(savePerson, joins, { maker: officer, checker: manager })).toBe("approved");
    await expect(mergeCustomers(officer, merge())).rejects.toMatchObject({
      reason: "merge_conflict",
      params: { what: expect.stringMatching(/both stand behind Zwilling Handel KG/) },
    });
    expect(await carried(removePerson, await leave(id, kept), { maker: officer, checker: manager })).toBe("approved");
    expect(await carried(mergeCustomers, merge(), { maker: officer, checker: manager })).toBe("approved");
    expect(await cardOf(id, kept)).toMatchObject({ signatory: true, customerStatus: "active" });
    expect((await partiesOf(officer, accountId)).map(({ customerId }) => customerId)).toEqual([id, kept]);
    await expect(mergeCustomers(officer, { ...merge(), otherId: id })).rejects.toMatchObject({ reason: "merge_pair" });
  });

  it("is erased with its people after the period, and so is a person who was once behind one", async () => {
    const former = (await bank.customer("Former Partner")).id;
    const id = await active([amina, former]);
    expect(await carried(removePerson, await leave(id, former), { maker: officer, checker: manager })).toBe("approved");
    await close(former);
    await longAgo(former);
    expect(await erased(former)).toBe("approved");
    await close(id);
    await longAgo(id);
    expect(await erased(id)).toBe("approved");
    const [left] = await sqlOf(database.db)<{ count: number }[]>`
      select (select count(*) from organisations where customer_id = ${id})::int
        + (select count(*) from organisation_people where organisation_id = ${id} or customer_id = ${former})::int as count`;
    expect(left?.count).toBe(0);
  });

  it("hands a person out what is theirs, not what moved on an account they only sign for", async () => {
    const signs = (await bank.customer("Only Signs")).id;
    const id = await active([signs]);
    const { iban } = await openAccount(officer, {
      key: newKey(),
      customerId: id,
      productVersionId: bank.products.current,
    });
    await bank.fund(iban, 100_00n);
    const textOf = async (of: CustomerId) => {
      let text = "";
      for await (const piece of (await exportCustomer(compliance, of)).pieces) text += piece;
      return text;
    };
    expect(await textOf(signs)).not.toContain(iban);
    const own = JSON.parse(await textOf(id));
    expect(own.accounts[0]).toMatchObject({ iban, booked: "100.00" });
    expect(own.customer).toMatchObject({
      organisation: { legalForm: "limited_company" },
      people: [{ fullName: "Only Signs" }],
    });
  });
});

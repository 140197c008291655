import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { changeIdentity } from "@/lib/customers/change-identity";
import { changeOrganisation } from "@/lib/customers/change-organisation";
import { decideLikeness } from "@/lib/customers/decide-likeness";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { keepTyped } from "@/lib/customers/keep-typed";
import { organisationsOf, readCustomer } from "@/lib/customers/profile-queries";
import { listCustomers } from "@/lib/customers/queries";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { removePerson } from "@/lib/customers/remove-person";
import { returnCustomer } from "@/lib/customers/return-customer";
import { reviewCustomer } from "@/lib/customers/review-customer";
import { likenessesOf, undecidedLikenesses } from "@/lib/customers/review-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { savePerson } from "@/lib/customers/save-person";
import { searchCustomers } from "@/lib/customers/search-queries";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { readTyped } from "@/lib/customers/typed-queries";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { askForProducts } from "@/lib/products/ask-for-products";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let amina: CustomerId;
let jonas: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  [amina, jonas] = [(await bank.customer()).id, (await bank.customer("Jonas Brandt")).id];
});
afterAll(() => database.close());

const active = (over = {}) => o.activeOrganisation({ officer, manager }, [amina, jonas], over);
const both = () => ({ maker: officer, checker: manager });
const people = async (id: CustomerId) => (await readCustomer(officer, id)).people;

describe("onboarding an organisation", () => {
  it("goes from a name to a customer, and every step is in its history", async () => {
    const id = await active({ fullName: "Linden Bakery OG", legalForm: "partnership", lei: "0YPKKE5F0QW6RC51HE09" });
    expect(await readCustomer(officer, id)).toMatchObject({
      kind: "organisation",
      status: "active",
      riskRating: "low",
      birthDate: null,
      organisation: { legalForm: "partnership", activity: "Freight papers", lei: "0YPKKE5F0QW6RC51HE09" },
      people: [
        { customerId: amina, director: true, signatory: true, control: "direct", share: 2_500 },
        { customerId: jonas, director: false, signatory: true, control: null },
      ],
    });
    expect(await a.actsOn(database.db, id)).toEqual([
      "customer.started",
      "customer.contact_saved",
      "customer.person_added",
      "customer.person_added",
      "customer.business_saved",
      "customer.products_saved",
      "customer.submitted",
      "customer.approved",
    ]);
    expect(await organisationsOf(officer, amina)).toMatchObject([{ id, director: true, share: 2_500 }]);
  });

  it("says what is missing, part by part", async () => {
    const customerId = await o.organisationDraft(officer, { registrationNo: undefined });
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "onboarding_incomplete",
      params: { missing: expect.stringMatching(/registration number.*a director, a signatory, an owner/) },
    });
  });

  it("is returned, changed and rejected as a person's is", async () => {
    const customerId = await o.filledOrganisation(officer, [amina]);
    await submitCustomer(officer, { key: newKey(), customerId });
    const seen = await a.seenOf(database.db, customerId);
    await expect(savePerson(officer, o.recordedCard(customerId))).rejects.toMatchObject({
      reason: "onboarding_locked",
    });
    await returnCustomer(manager, { key: newKey(), customerId, seen, reason: "Who owns the rest?" });
    await savePerson(officer, o.recordedCard(customerId));
    await submitCustomer(officer, { key: newKey(), customerId });
    const again = await a.seenOf(database.db, customerId);
    await rejectCustomer(manager, { key: newKey(), customerId, seen: again, reason: "Not convinced" });
    expect(await a.rowOf(database.db, customerId)).toMatchObject({ status: "rejected" });
  });

  it("goes to compliance when the rules say high, and those rules are in the history", async () => {
    const customerId = await o.filledOrganisation(officer, [amina]);
    await savePerson(
      officer,
      o.recordedCard(customerId, { control: "indirect", chainNote: "through Nord Holding AG, which owns 60 %" }),
    );
    await submitCustomer(officer, { key: newKey(), customerId });
    const seen = await a.seenOf(database.db, customerId);
    const approve = (riskRating: "low" | "high") =>
      approveCustomer(manager, { key: newKey(), customerId, seen, riskRating, consentReason: "Owners are known" });
    await expect(approve("low")).rejects.toMatchObject({ reason: "risk_too_low" });
    await approve("high");
    expect(await a.rowOf(database.db, customerId)).toMatchObject({ status: "compliance_review" });
  });

  it("keeps what is typed and not sent, for the officer only", async () => {
    const key = newKey();
    await keepTyped(officer, {
      form: "start_organisation",
      key,
      typed: { fullName: "Half a na", tradingNames: "One\nTwo" },
    });
    expect((await readTyped(officer, "start_organisation", null))?.values).toEqual({
      fullName: "Half a na",
      tradingNames: "One\nTwo",
    });
    expect(await readTyped(await bank.staff("service_officer"), "start_organisation", null)).toBeNull();
  });

  it("keeps the facts of persons and of organisations apart", async () => {
    const firm = await o.organisationDraft(officer);
    const person = await a.draft(officer, "Somebody Else");
    await expect(saveOnboardingDraft(officer, a.passport(firm, a.newDocumentNumber()))).rejects.toMatchObject({
      reason: "person_needed",
    });
    await expect(saveOnboardingDraft(officer, o.business(person))).rejects.toMatchObject({
      reason: "organisation_needed",
    });
    await expect(savePerson(officer, o.recordedCard(person))).rejects.toMatchObject({ reason: "organisation_needed" });
    const { section: _, ...document } = a.passport(firm, "XK123456");
    const identity = { ...document, fullName: "X", birthDate: businessDate("1980-01-01"), nationality: "AT" as const };
    const change = changeIdentity(officer, { key: newKey(), ...identity, reason: "no" });
    await expect(change).rejects.toMatchObject({ reason: "person_needed" });
  });

  it("belongs to its branch and to service officers", async () => {
    const id = await o.organisationDraft(officer);
    const [teller, elsewhere] = [await bank.staff("teller"), await bank.staff("service_officer", "002")];
    await expect(o.organisationDraft(teller)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(savePerson(elsewhere, o.recordedCard(id))).rejects.toMatchObject({ reason: "other_branch" });
    const related = { ...officer, actor: { ...officer.actor, related: [amina] } };
    await expect(savePerson(related, o.linkedCard(id, amina))).rejects.toMatchObject({ reason: "own_account" });
  });
});

describe("an organisation the bank may know already", () => {
  it("is blocked by the same registration number in the same country, however it is written", async () => {
    await o.organisationDraft(officer, { registrationNo: "HRB 4711/b" });
    const again = (over: object) => o.organisationDraft(officer, { fullName: "Another", ...over });
    await expect(again({ registrationNo: "hrb-4711 B" })).rejects.toMatchObject({ reason: "registration_taken" });
    await again({ registrationNo: "hrb-4711 B", registerCountry: "DE" });
  });

  it("is blocked by the same LEI, and two at once are one", async () => {
    const lei = "2138001CY61HDFJ5ZA27";
    const tries = await Promise.allSettled([1, 2].map(() => o.organisationDraft(officer, { lei })));
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((tries.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason).toMatchObject({
      reason: "lei_taken",
    });
  });

  it("may come again after it withdrew", async () => {
    const over = { registrationNo: "FN 900001 z", lei: "213800699Y1P5GMARI40" };
    const customerId = await o.organisationDraft(officer, over);
    await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Not now" });
    await o.organisationDraft(officer, over);
  });

  it("is compared by every name, number, phone and e-mail, and somebody decides before it is submitted", async () => {
    const known = await o.organisationDraft(officer, {
      fullName: "Adler Maschinenbau AG",
      tradingNames: ["Steirische Adlerwerke"],
    });
    const draft = await o.organisationDraft(officer, { fullName: "Adlerwerke Steirische Gesellschaft m.b.H." });
    const like = await likenessesOf(officer, await readCustomer(officer, draft));
    expect(like).toMatchObject([{ id: known, agrees: ["name"], mayOpen: true }]);
    await saveOnboardingDraft(officer, o.organisationContact(draft));
    await savePerson(officer, o.linkedCard(draft, amina, { control: "direct", share: 10_000 }));
    await saveOnboardingDraft(officer, o.business(draft));
    await askForProducts(officer, { customerId: draft, products: [] });
    await a.toldApart(officer, draft);
    await sqlOf(database.db)`delete from likeness_decisions where customer_id = ${draft} and other_id = ${known}`;
    const submit = () => submitCustomer(officer, { key: newKey(), customerId: draft });
    await expect(submit()).rejects.toMatchObject({ reason: "likeness_undecided" });
    await decideLikeness(officer, {
      key: newKey(),
      customerId: draft,
      otherId: known,
      decision: "different",
      reason: "Another register number, other owners",
    });
    await submit();
  });

  it("is never taken for a person who shares its phone and e-mail", async () => {
    const email = "owner@example.com";
    const person = await a.draft(officer, "Only Owner");
    await saveOnboardingDraft(officer, a.contact(person, { email, phone: "+436609999999" }));
    const firm = await o.organisationDraft(officer, { fullName: "Quite Different KG" });
    await saveOnboardingDraft(officer, o.organisationContact(firm, { email, phone: "+436609999999" }));
    expect(await undecidedLikenesses(officer, await readCustomer(officer, firm))).toEqual([]);
    expect(await likenessesOf(officer, await readCustomer(officer, person))).toEqual([]);
  });
});

describe("the people behind an organisation", () => {
  it("are each one card: a customer is picked once, and owners hold no more than the whole", async () => {
    const id = await o.organisationDraft(officer);
    await savePerson(officer, o.linkedCard(id, amina, { control: "direct", share: 6_000 }));
    await expect(savePerson(officer, o.linkedCard(id, amina))).rejects.toMatchObject({ reason: "person_known" });
    await expect(savePerson(officer, o.recordedCard(id))).rejects.toMatchObject({ reason: "shares_over" });
    await savePerson(officer, o.recordedCard(id, { share: 4_000 }));
    const [first] = await people(id);
    await expect(
      savePerson(officer, o.linkedCard(id, amina, { personId: first?.id, control: "direct", share: 6_001 })),
    ).rejects.toMatchObject({ reason: "shares_over" });
    await savePerson(officer, o.linkedCard(id, amina, { personId: first?.id, control: "direct", share: 2_500 }));
    expect((await people(id)).map(({ share }) => share)).toEqual([4_000, 2_500]);
  });

  it("are active customers or recorded, never an organisation and never somebody who is not there yet", async () => {
    const id = await o.organisationDraft(officer);
    const other = await active();
    for (const linked of [other, await a.draft(officer, "Not Yet"), id])
      await expect(savePerson(officer, o.linkedCard(id, linked))).rejects.toMatchObject({
        reason: "person_not_active",
      });
    await expect(savePerson(officer, o.recordedCard(id, { signatory: true }))).rejects.toMatchObject({
      reason: "signatory_is_customer",
    });
    await expect(
      savePerson(officer, o.recordedCard(id, { birthDate: businessDate("2026-03-03") })),
    ).rejects.toMatchObject({ reason: "date_past" });
  });

  it("change, once it is a customer, by two, who see before and after", async () => {
    const id = await active();
    const [first] = await people(id);
    const card = o.linkedCard(id, amina, { personId: first?.id, control: "direct", share: 3_333 });
    await expect(savePerson(officer, card)).rejects.toMatchObject({ reason: "required" });
    const asked = await savePerson(officer, { ...card, key: newKey(), reason: "Bought from Jonas" });
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    const request = await readApproval(manager, asked.pending);
    expect(request).toMatchObject({ before: { share: "25\u00a0%" }, after: { share: "33.33\u00a0%" } });
    const own = decideApproval(officer, {
      key: newKey(),
      approvalId: asked.pending,
      seen: request.version,
      answer: "approved",
    });
    await expect(own).rejects.toMatchObject({ code: "forbidden" });
    expect((await people(id))[0]?.share).toBe(2_500);
    await decideApproval(manager, {
      key: newKey(),
      approvalId: asked.pending,
      seen: request.version,
      answer: "approved",
    });
    expect((await people(id))[0]?.share).toBe(3_333);
  });

  it("join and leave by two; who left stays on file, and the last of a part cannot leave", async () => {
    const id = await active();
    const joined = { ...o.recordedCard(id), reason: "New investor" };
    expect(await carried(savePerson, joined, both())).toBe("approved");
    const [owner, director] = await people(id);
    expect([owner?.fullName, director?.customerId]).toEqual(["Jonas Brandt", amina]);
    const leave = { key: newKey(), customerId: id, personId: owner?.id as never, reason: "Sold" };
    expect(await carried(removePerson, leave, both())).toBe("approved");
    expect((await people(id)).map(({ customerId }) => customerId)).toEqual([amina, jonas]);
    const [kept] = await sqlOf(
      database.db,
    )`select removed_at from organisation_people where id = ${owner?.id as string}`;
    expect(kept?.removed_at).not.toBeNull();
    const last = { key: newKey(), customerId: id, personId: director?.id as never, reason: "Left" };
    await expect(removePerson(officer, last)).rejects.toMatchObject({ reason: "organisation_needs" });
  });

  it("are bound by the database too", async () => {
    const id = await o.organisationDraft(officer);
    const sql = sqlOf(database.db);
    const row = (over: Record<string, unknown>) => {
      const r = {
        customer: null,
        name: "X",
        born: "1980-01-01",
        country: "AT",
        director: true,
        signatory: false,
        control: null,
        share: null,
        note: null,
        ...over,
      };
      return sql`insert into organisation_people (id, organisation_id, customer_id, full_name, birth_date, nationality, residence, director, signatory, control, share, chain_note)
        values (gen_random_uuid(), ${id}, ${r.customer as string | null}, ${r.name}, ${r.born}, ${r.country}, ${r.country}, ${r.director}, ${r.signatory}, ${r.control}, ${r.share}, ${r.note})`;
    };
    const none = { name: null, born: null, country: null };
    const broken = (over: Record<string, unknown>) =>
      row(over).then(
        () => "written",
        (error) => error.constraint_name,
      );
    expect(await broken({ born: null })).toBe("organisation_people_facts");
    expect(await broken({ customer: amina })).toMatch(/organisation_people_(known|facts)/);
    expect(await broken({ ...none, customer: id })).toMatch(/organisation_people_(persons|other)/);
    expect(await broken({ director: false })).toBe("organisation_people_part");
    expect(await broken({ signatory: true })).toBe("organisation_people_signs");
    expect(await broken({ control: "direct", share: 2_499 })).toBe("organisation_people_share");
    expect(await broken({ control: "indirect", share: 2_500 })).toBe("organisation_people_chain");
    await row({ control: "direct", share: 6_000 });
    expect(await broken({ control: "direct", share: 4_001 })).toBe("organisation_people_whole");
    const person = sql`insert into organisations (customer_id, legal_form) values (${amina}, 'other')`;
    await expect(person).rejects.toMatchObject({ constraint_name: "organisations_kind" });
    const bare = sql`update customers set status = 'pending_review', submitted_by = ${officer.actor.userId}, submitted_at = bank_now(), phone = '+431', email = 'a@b.at' where id = ${id}`;
    await bare;
    const skip = sql`update customers set status = 'active', decided_by = ${manager.actor.userId}, decided_at = bank_now() where id = ${id}`;
    await expect(skip).rejects.toMatchObject({ constraint_name: "customers_organisation_known" });
  });
});

describe("an organisation that is a customer", () => {
  const change = (id: CustomerId, over: object = {}) => ({
    key: newKey(),
    customerId: id,
    fullName: "Hafenkontor Neu GmbH",
    legalForm: "limited_company" as const,
    tradingNames: ["Harbour Office", "HK"],
    registrationNo: "FN 777001 k",
    registerCountry: "AT" as const,
    incorporatedOn: businessDate("2012-04-01"),
    reason: "New name in the register",
    ...over,
  });

  it("changes its register entry by two, and is found by the new names at once", async () => {
    const id = await active({ fullName: "Altname Handel GmbH" });
    expect(await carried(changeOrganisation, change(id), both())).toBe("approved");
    const now = await readCustomer(officer, id);
    expect(now).toMatchObject({
      fullName: "Hafenkontor Neu GmbH",
      organisation: { tradingNames: ["Harbour Office", "HK"] },
    });
    const found = async (typed: string) => (await searchCustomers(officer, typed, 8)).rows.map((row) => row.id);
    expect(await found("neu hafenkontor")).toContain(id);
    expect(await found("harbour off")).toContain(id);
    expect(await found("Altname")).not.toContain(id);
    await expect(changeOrganisation(officer, change(id))).rejects.toMatchObject({ reason: "nothing_changes" });
    const other = await active();
    await expect(changeOrganisation(officer, change(other))).rejects.toMatchObject({ reason: "registration_taken" });
  });

  it("is found by registration number and LEI, as typed, and told from persons in the list", async () => {
    const id = await active({ fullName: "Suchwort KG", registrationNo: "HRA 55/1234", lei: "5299008A9PK6IQEWE268" });
    for (const typed of ["HRA 55/1234", "hra551234", "5299 008A 9PK6 IQEW E268", "5299008A9PK6IQEWE268", "suchwort"]) {
      expect((await searchCustomers(officer, typed, 8)).rows[0]?.id, typed).toBe(id);
      expect(
        (await listCustomers(officer, { q: typed })).rows.map((row) => row.id),
        typed,
      ).toContain(id);
    }
    const listed = await listCustomers(officer, { kind: "organisation" });
    expect(listed.rows.length).toBeGreaterThan(3);
    expect(listed.rows.every(({ kind, birthDate }) => kind === "organisation" && birthDate === null)).toBe(true);
    expect((await listCustomers(officer, { kind: "individual" })).rows.map((row) => row.id)).not.toContain(id);
  });

  it("is reviewed with its business, and a rating the rules raise is raised", async () => {
    const id = await active();
    const { section, ...answers } = o.business(id);
    await reviewCustomer(officer, { key: newKey(), section, ...answers, sourceOfFunds: "other", taxNumber: undefined });
    expect(await readCustomer(officer, id)).toMatchObject({ riskRating: "medium", nextReviewOn: "2028-03-02" });
  });

  it("is deleted with everything that hangs on it while it is an application; its people stay", async () => {
    const id = await o.filledOrganisation(officer, [amina]);
    await deleteCustomer(manager, { key: newKey(), customerId: id });
    const sql = sqlOf(database.db);
    const [left] = await sql<{ count: number }[]>`
      select (select count(*) from organisations where customer_id = ${id})::int
        + (select count(*) from organisation_people where organisation_id = ${id})::int
        + (select count(*) from customer_declarations where customer_id = ${id})::int as count`;
    expect(left?.count).toBe(0);
    expect(await a.rowOf(database.db, amina)).toMatchObject({ status: "active" });
  });

  it("is not told from outside its branch, nor under a name that is no id", async () => {
    const id = await active();
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(readCustomer(elsewhere, id)).rejects.toMatchObject({ reason: "other_branch" });
    await expect(readCustomer(officer, `${id}' or true --`)).rejects.toMatchObject({ reason: "customer_not_found" });
  });
});

import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { openAccount } from "@/lib/accounts/open-account";
import { partiesOf } from "@/lib/accounts/party-queries";
import type { CustomerId } from "@/lib/core/ids";
import { addScan } from "@/lib/customers/add-scan";
import { readCustomer } from "@/lib/customers/profile-queries";
import { openScan, scansOf } from "@/lib/customers/scan-queries";
import { searchCustomers } from "@/lib/customers/search-queries";
import { verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { find } from "@/lib/operations/find";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { mergeOrganisations } from "@/lib/operations/merge-organisations";
import { mergePage } from "@/lib/operations/merge-queries";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let anna: CustomerId;
let ben: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  [anna, ben] = [(await bank.customer("Anna Adler")).id, (await bank.customer("Ben Bauer")).id];
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const facts = {
  fullName: "kept",
  legalForm: "kept",
  tradingNames: "kept",
  registration: "kept",
  incorporatedOn: "kept",
  lei: "kept",
  phone: "kept",
  email: "kept",
  address: "kept",
  business: "kept",
  people: "kept",
} as const;
type Whose = Partial<Record<keyof typeof facts, "kept" | "other">>;
const asked = (customerId: CustomerId, otherId: CustomerId, over: Whose & { reason?: string } = {}) => ({
  key: newKey(),
  customerId,
  otherId,
  ...facts,
  reason: "The same register extract",
  ...over,
});
const both = () => ({ maker: officer, checker: manager });
const merged = (...input: Parameters<typeof asked>) => carried(mergeOrganisations, asked(...input), both());
const numberOf = async (id: CustomerId) => (await a.rowOf(database.db, id))?.customerNo as string;
const active = (signatories: readonly CustomerId[], over: Parameters<typeof o.activeOrganisation>[2]) =>
  o.activeOrganisation({ officer, manager }, signatories, over);
const cards = async (id: CustomerId) =>
  (await readCustomer(officer, id)).people.map(({ customerId, director, signatory, share }) => ({
    customerId,
    director,
    signatory,
    share,
  }));
const accountOf = (customerId: CustomerId) =>
  openAccount(officer, { key: newKey(), customerId, productVersionId: bank.products.current });

let pairs = 0;
/** Two records of one company: behind the first Anna, behind the second Ben. */
async function twins() {
  const name = `Werft ${String.fromCharCode(65 + pairs++)}land`;
  const kept = await active([anna], { fullName: `${name} GmbH`, tradingNames: ["Boote am Ufer"] });
  const other = await active([ben], { fullName: `${name} G.m.b.H.`, tradingNames: ["Boote am Kai"] });
  return { kept, other };
}

describe("merging two records of one organisation", () => {
  it("waits for the branch manager, who sees both, and then hangs accounts, papers and people on the one that stays", async () => {
    const { kept, other } = await twins();
    const { accountId, iban } = await accountOf(other);
    await bank.fund(iban, 4_200n);
    const paper = await sharp({ create: { width: 640, height: 900, channels: 3, background: "white" } })
      .png()
      .toBuffer();
    await addScan(officer, {
      customerId: other,
      side: "register_extract",
      fileName: "extract.png",
      fileType: "image/png",
      content: paper,
    });
    const page = await mergePage(officer, kept, await numberOf(other));
    expect(page.chosen).toMatchObject({ moves: { accounts: 1, documents: 1 }, conflicts: [] });
    const before = await sql()`select * from postings order by entry_id, leg`;
    const request = await mergeOrganisations(officer, asked(kept, other, { tradingNames: "other" }));
    if (!("pending" in request)) throw new Error("Nobody was asked");
    const shown = await readApproval(manager, request.pending);
    expect(JSON.stringify(shown)).toContain("Boote am Ufer / Boote am Kai");
    expect(JSON.stringify(shown)).toContain(`${await numberOf(kept)} stays, ${await numberOf(other)} ends`);
    expect((await readCustomer(officer, other)).status).toBe("active");
    const decision = { key: newKey(), approvalId: request.pending, seen: 1, answer: "approved" as const };
    expect((await decideApproval(manager, decision)).status).toBe("approved");

    // Ben signs for the account that came over: he goes on signing for it, and owns and directs no more than was chosen.
    expect(await cards(kept)).toEqual([
      { customerId: anna, director: true, signatory: true, share: 2_500 },
      { customerId: ben, director: false, signatory: true, share: null },
    ]);
    expect((await partiesOf(officer, accountId)).map(({ customerId, role }) => [customerId, role])).toEqual([
      [kept, "owner"],
      [ben, "signatory"],
    ]);
    const [scan] = await scansOf(officer, kept);
    expect((await openScan(officer, kept, scan?.id as string)).content.length).toBe(scan?.size);
    const stays = await readCustomer(officer, kept);
    expect(stays.organisation?.tradingNames).toEqual(["Boote am Kai"]);
    expect(stays.tookIn).toEqual([{ id: other, customerNo: await numberOf(other) }]);
    expect(await readCustomer(officer, other)).toMatchObject({ status: "closed", mergedInto: kept, people: [] });
    expect(await find(officer, await numberOf(other))).toEqual({ page: `/customers/${kept}` });
    expect(await sql()`select * from postings order by entry_id, leg`).toEqual(before);
    expect((await verifyLedger(database.jobs)).filter(({ bad }) => bad !== null)).toEqual([]);
    for (const id of [kept, other]) expect(await a.actsOn(database.db, id)).toContain("customer.merged");
  });

  it("waits for compliance where a list names somebody behind one of them, customer of their own", async () => {
    // One after the other: the second is found to resemble the first, which its officer decides.
    const behind = async (person: string, fullName: string) => {
      const listed = (await bank.customer(person)).id;
      return { listed, id: await active([listed], { fullName }) };
    };
    const kept = await behind("Egon Egger", "Nordlicht Reederei OG");
    const other = await behind("Dora Dorn", "Nordlicht Reederei O.G.");
    await sqlOf(database.admin)`
      with list as (insert into screening_lists (id, source, version, sha256, entries, names, loaded_by)
        values (gen_random_uuid(), 'own', '9', '\\x00', 1, 1, ${officer.actor.userId}) returning id)
      insert into screening_entries (id, list_id, ref, kind, name, aliases, birth_dates, countries, identifiers, program, digest)
      select gen_random_uuid(), id, '1', 'individual', 'X', '{}', '{}', '{}', '{}', 'p', '\\x00' from list`;
    for (const { listed } of [kept, other]) {
      await sqlOf(database.admin)`
        insert into screening_hits (id, customer_id, entry_id, source, ref, entry_digest, customer_digest, status, name, score)
        select gen_random_uuid(), ${listed}, id, 'own', '1', '\\x00', '\\x00', 'open', 'X', 900 from screening_entries`;
      await expect(mergeOrganisations(officer, asked(kept.id, other.id))).rejects.toThrow("merge_under_review");
      await sqlOf(database.admin)`delete from screening_hits where customer_id = ${listed}`;
    }
    expect(await merged(kept.id, other.id)).toBe("approved");
  });

  it("keeps of two register numbers and LEIs the chosen ones, and either number still leads to the organisation", async () => {
    const left = { registrationNo: "FN 770011 b", lei: "529900T8BM49AURSDO55" };
    const right = { registrationNo: "FN 770012 c", lei: "5493001KJTIIGC8Y1R12" };
    const kept = await active([anna], { fullName: "Zwei Nummern AG", ...left });
    const other = await active([ben], { fullName: "Zwei Nummern Aktiengesellschaft", ...right });
    expect(await merged(kept, other, { registration: "other", lei: "other" })).toBe("approved");
    expect((await readCustomer(officer, kept)).organisation).toMatchObject(right);
    expect((await readCustomer(officer, other)).organisation).toMatchObject(left);
    for (const typed of [...Object.values(left), ...Object.values(right)]) {
      const found = (await searchCustomers(officer, typed, 10)).rows.map(({ id }) => id);
      expect(found, typed).toEqual([kept]);
    }
    await expect(o.organisationDraft(officer, { fullName: "Fremde AG", ...left })).rejects.toThrow("taken");
  });

  it("takes the people of the other record where they were chosen, and those who were there stay on file", async () => {
    const { kept, other } = await twins();
    expect(await merged(kept, other, { people: "other" })).toBe("approved");
    expect(await cards(kept)).toEqual([{ customerId: ben, director: true, signatory: true, share: 2_500 }]);
    const [gone] = await sql()`
      select removed_at is not null as gone from organisation_people where organisation_id = ${kept} and customer_id = ${anna}`;
    expect(gone).toEqual({ gone: true });
  });

  it("joins two records behind which one person stands, without asking to take them off one first", async () => {
    const kept = await active([anna], { fullName: "Gleiche Leute OG" });
    const other = await active([anna, ben], { fullName: "Gleiche Leute Offene Gesellschaft" });
    const { accountId } = await accountOf(other);
    expect(await merged(kept, other)).toBe("approved");
    expect((await cards(kept)).map(({ customerId }) => customerId)).toEqual([anna, ben]);
    expect((await partiesOf(officer, accountId)).map(({ customerId }) => customerId).sort()).toEqual(
      [kept, anna, ben].sort(),
    );
  });

  it("loses nothing that only one of them says, and nobody who is politically exposed", async () => {
    const { kept, other } = await twins();
    await sql()`update organisations set lei = '7LTWFZYICNSX8D621K86' where customer_id = ${other}`;
    await expect(mergeOrganisations(officer, asked(kept, other))).rejects.toMatchObject({
      params: { what: "only one of them has LEI, and it must stay" },
    });
    await sql()`
      insert into organisation_people (id, organisation_id, full_name, birth_date, nationality, residence,
        politically_exposed, exposure, director, signatory)
      values (gen_random_uuid(), ${other}, 'Mira Ministerin', '1970-01-01', 'AT', 'AT', true, 'Minister', true, false)`;
    await expect(mergeOrganisations(officer, asked(kept, other, { lei: "other" }))).rejects.toMatchObject({
      params: { what: expect.stringContaining("Mira Ministerin is politically exposed") },
    });
    expect(await merged(kept, other, { lei: "other", people: "other" })).toBe("approved");
    expect((await readCustomer(officer, kept)).riskRating).toBe("high");
  });

  it("is refused for a person, across kinds, while both are at one account, to others, and once it no longer stands", async () => {
    const { kept, other } = await twins();
    await expect(mergeOrganisations(officer, asked(kept, anna))).rejects.toThrow("merge_pair");
    await expect(mergeOrganisations(officer, asked(anna, ben))).rejects.toThrow("merge_pair");
    await expect(mergeOrganisations(officer, asked(kept, kept))).rejects.toThrow("merge_pair");
    const persons = { birthDate: "kept", nationality: "kept", document: "kept", declarations: "kept" } as const;
    const asPersons = { key: newKey(), customerId: kept, otherId: other, ...facts, ...persons, reason: "Why" };
    await expect(mergeCustomers(officer, asPersons)).rejects.toThrow("merge_pair");
    expect((await mergePage(officer, kept, anna)).chosen).toMatchObject({
      refused: expect.stringContaining("Choose another record"),
    });
    for (const role of ["teller", "branch_manager", "loan_officer"] as const)
      await expect(mergeOrganisations(await bank.staff(role), asked(kept, other))).rejects.toThrow("not_permitted");

    const request = await mergeOrganisations(officer, asked(kept, other));
    if (!("pending" in request)) throw new Error("Nobody was asked");
    await sql()`update customers set phone = '+4319000001' where id = ${other}`;
    const decision = { key: newKey(), approvalId: request.pending, seen: 1, answer: "approved" as const };
    expect((await decideApproval(manager, decision)).status).toBe("returned");
    const waits = { key: newKey(), accountId: (await accountOf(kept)).accountId, customerNo: await numberOf(ben) };
    await expect(addParty(officer, { ...waits, role: "signatory" })).rejects.toThrow("not_its_signatory");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { openAccount } from "@/lib/accounts/open-account";
import { latestSignatures, partiesOf } from "@/lib/accounts/party-queries";
import { accountPage, listAccounts } from "@/lib/accounts/queries";
import { removeParty } from "@/lib/accounts/remove-party";
import type { CustomerId } from "@/lib/core/ids";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { removePerson } from "@/lib/customers/remove-person";
import { savePerson } from "@/lib/customers/save-person";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { closeAccount } from "@/lib/operations/close-account";
import { checkTransfer } from "@/lib/payments/check-transfer";
import { transferChoices } from "@/lib/payments/queries";
import { customerOverview } from "@/lib/reports/customer-overview";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, withdrawCash } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import * as a from "../customers/applicants";
import type { Staff } from "./history";
import { transfer, withdrawal } from "./signed";

let database: TestDatabase;
let bank: TestBank;
let officer: Staff;
let manager: Staff;
let both: { maker: Staff; checker: Staff };
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let jonas: Awaited<ReturnType<TestBank["customer"]>>;
let lucia: Awaited<ReturnType<TestBank["customer"]>>;
let firm: CustomerId;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  both = { maker: officer, checker: manager };
  [amina, jonas, lucia] = [
    await bank.customer(),
    await bank.customer("Jonas Brandt"),
    await bank.customer("Lucia Sousa"),
  ];
  firm = await o.activeOrganisation({ officer, manager }, [amina.id, jonas.id], { fullName: "Hafenkontor GmbH" });
});
afterAll(() => database.close());

const opening = (over: object = {}) =>
  openAccount(officer, { key: newKey(), customerId: firm, productVersionId: bank.products.current, ...over });
const numberOf = async (id: CustomerId) => (await readCustomer(officer, id)).customerNo;
const funded = async (signingRule: "any_one" | "any_two", minor = 100_00n) => {
  const { accountId, iban } = await opening({ signingRule });
  await bank.fund(iban, minor);
  return { id: accountId, iban };
};

describe("an account of an organisation", () => {
  it("is opened with all of its signatories, who sign as the rule says, and shows no birth date", async () => {
    const { accountId, iban } = await opening({ signingRule: "any_two" });
    expect((await partiesOf(officer, accountId)).map(({ name, role, kind }) => [name, role, kind])).toEqual([
      ["Hafenkontor GmbH", "owner", "organisation"],
      ["Amina Okafor", "signatory", "individual"],
      ["Jonas Brandt", "signatory", "individual"],
    ]);
    const page = await accountPage(officer, accountId);
    expect(page?.owners).toMatchObject([
      { name: "Hafenkontor GmbH", kind: "organisation", birthDate: null, registrationNo: expect.stringMatching(/^FN/) },
    ]);
    const { rows } = await listAccounts(officer, { q: "hafenkontor" });
    expect(rows.map((row) => row.iban)).toContain(iban);
  });

  it("has no joint owner and no rule that its signatories could not fulfil", async () => {
    await expect(opening({ jointOwner: await numberOf(lucia.id) })).rejects.toMatchObject({
      reason: "party_is_person",
    });
    await expect(opening({ signingRule: "both" })).rejects.toMatchObject({ reason: "rule_not_fulfilled" });
    const one = await o.activeOrganisation({ officer, manager }, [lucia.id], { fullName: "Allein KG" });
    await expect(opening({ customerId: one, signingRule: "any_two" })).rejects.toMatchObject({
      reason: "rule_not_fulfilled",
    });
    await opening({ customerId: one });
    const own = { ...officer, actor: { ...officer.actor, related: [lucia.id] } };
    const input = { key: newKey(), customerId: one, productVersionId: bank.products.current };
    await expect(openAccount(own, input)).rejects.toMatchObject({ reason: "own_account" });
  });

  it("pays out only to signatories who are present, and keeps who they were, also where one alone signs", async () => {
    const teller = await bank.teller(100_00n);
    const [one, two] = [await funded("any_one"), await funded("any_two")];
    await expect(withdrawCash(teller, withdrawal(one.iban))).rejects.toMatchObject({ reason: "signers_unasked" });
    await expect(withdrawCash(teller, withdrawal(one.iban, [firm]))).rejects.toMatchObject({
      reason: "signers_unknown",
    });
    await expect(withdrawCash(teller, withdrawal(one.iban, [lucia.id]))).rejects.toMatchObject({
      reason: "signers_unknown",
    });
    await withdrawCash(teller, withdrawal(one.iban, [jonas.id]));
    expect((await latestSignatures(officer, one.id)).map(({ names }) => names)).toEqual([["Jonas Brandt"]]);
    await expect(withdrawCash(teller, withdrawal(two.iban, [jonas.id]))).rejects.toMatchObject({
      reason: "signers_missing",
    });
    await expect(createTransfer(teller, transfer(two.id, one.iban, [amina.id]))).rejects.toMatchObject({
      reason: "signers_missing",
    });
    await createTransfer(teller, transfer(two.id, one.iban, [amina.id, jonas.id]));
  });

  it("pays nothing out once the passport of one who signs for it has run out", async () => {
    const teller = await bank.teller(100_00n);
    const { iban } = await funded("any_one");
    const until = (day: string) =>
      sqlOf(database.db)`update identity_documents set expires_on = ${day} where customer_id = ${petra}`;
    const petra = await a.active(officer, manager, { fullName: "Petra Unterschrift" });
    const joins = { ...o.linkedCard(firm, petra, { director: false }), reason: "New clerk" };
    expect(await carried(savePerson, joins, both)).toBe("approved");
    const account = await funded("any_one");
    await until("2026-03-01");
    await expect(withdrawCash(teller, withdrawal(account.iban, [petra]))).rejects.toMatchObject({
      reason: "papers_overdue",
    });
    await withdrawCash(teller, withdrawal(iban, [jonas.id]));
    await until("2026-03-02");
    await withdrawCash(teller, withdrawal(account.iban, [petra]));
  });

  it("is not closed by somebody on the staff who signs for it", async () => {
    const { accountId } = await opening();
    const own = { ...officer, actor: { ...officer.actor, related: [jonas.id] } };
    const closing = { accountId, reason: "No longer needed" };
    await expect(closeAccount(own, { ...closing, key: newKey() })).rejects.toMatchObject({ reason: "own_account" });
    await closeAccount(officer, { ...closing, key: newKey() });
  });

  it("is signed for by its own signatories only, and by nobody who left", async () => {
    const { id } = await funded("any_one");
    const adding = async (who: CustomerId, role: "signatory" | "joint_owner" | "guardian") =>
      addParty(officer, { key: newKey(), accountId: id, customerNo: await numberOf(who), role });
    await expect(adding(lucia.id, "signatory")).rejects.toMatchObject({ reason: "not_its_signatory" });
    await expect(adding(lucia.id, "joint_owner")).rejects.toMatchObject({ reason: "not_its_signatory" });
    const joins = { ...o.linkedCard(firm, lucia.id, { director: false }), reason: "New clerk" };
    expect(await carried(savePerson, joins, both)).toBe("approved");
    const party = { key: newKey(), accountId: id, customerNo: await numberOf(lucia.id), role: "signatory" as const };
    expect(await carried(addParty, party, both)).toBe("approved");
    const card = (await readCustomer(officer, firm)).people.find(({ customerId }) => customerId === lucia.id);
    const leaves = { key: newKey(), customerId: firm, personId: card?.id as never, reason: "Left" };
    await expect(removePerson(officer, leaves)).rejects.toMatchObject({ reason: "signs_for_accounts" });
    const off = { key: newKey(), accountId: id, customerId: lucia.id, reason: "Left" };
    expect(await carried(removeParty, off, both)).toBe("approved");
    expect(await carried(removePerson, { ...leaves, key: newKey() }, both)).toBe("approved");
  });

  it("is never itself a party of somebody else's account", async () => {
    const account = await bank.account(lucia.id);
    for (const role of ["joint_owner", "signatory", "guardian"] as const) {
      const asked = addParty(officer, { key: newKey(), accountId: account.id, customerNo: await numberOf(firm), role });
      await expect(asked, role).rejects.toMatchObject({ reason: "party_is_person" });
    }
    const joint = { key: newKey(), customerId: lucia.id, productVersionId: bank.products.current };
    await expect(openAccount(officer, { ...joint, jointOwner: await numberOf(firm) })).rejects.toMatchObject({
      reason: "party_is_person",
    });
  });

  it("stops when a customer behind it may be whom a list names", async () => {
    const owner = await bank.customer("Festus Okonjo");
    const id = await o.activeOrganisation({ officer, manager }, [amina.id], { fullName: "Gelistet GmbH" });
    const joins = o.linkedCard(id, owner.id, { director: false, signatory: false, control: "direct", share: 5_000 });
    expect(await carried(savePerson, { ...joins, reason: "New owner" }, both)).toBe("approved");
    const { accountId, iban } = await opening({ customerId: id });
    await bank.fund(iban, 50_00n);
    const sql = sqlOf(database.admin);
    const list = await sql<{ id: string }[]>`
      insert into screening_lists (id, source, version, sha256, entries, names, loaded_by)
      values (gen_random_uuid(), 'own', 'x', '\\x00', 1, 1, ${officer.actor.userId}) returning id`;
    const entry = await sql<{ id: string }[]>`
      insert into screening_entries (id, list_id, ref, kind, name, aliases, birth_dates, countries, identifiers, program, digest)
      values (gen_random_uuid(), ${list[0]?.id as string}, '1', 'individual', 'X', '{}', '{}', '{}', '{}', 'T', '\\x00') returning id`;
    await sql`
      insert into screening_hits (id, customer_id, entry_id, source, ref, entry_digest, customer_digest, status, name, score)
      values (gen_random_uuid(), ${owner.id}, ${entry[0]?.id as string}, 'own', '1', '\\x00', '\\x00', 'open', 'X', 900)`;
    const other = await bank.account(lucia.id);
    const pay = () => createTransfer(amina.ctx, transfer(accountId, other.iban));
    await expect(pay()).rejects.toMatchObject({ code: "rule_violation" });
    await sql`update screening_hits set status = 'lapsed' where customer_id = ${owner.id}`;
    await pay();
  });
});

describe("a signatory in self-service", () => {
  it("sees and pays from the account where one alone signs, and is told where two must", async () => {
    const [one, two] = [await funded("any_one"), await funded("any_two")];
    const { accounts } = await customerOverview(amina.ctx);
    expect(accounts.find(({ id }) => id === one.id)).toMatchObject({ organisation: "Hafenkontor GmbH" });
    expect((await transferChoices(jonas.ctx)).accounts.map(({ id }) => id)).toEqual(
      expect.arrayContaining([one.id, two.id]),
    );
    const other = await bank.account(lucia.id);
    await createTransfer(jonas.ctx, transfer(one.id, other.iban));
    await expect(createTransfer(jonas.ctx, transfer(two.id, other.iban))).rejects.toMatchObject({
      reason: "signs_not_alone",
    });
    const checked = checkTransfer(jonas.ctx, { from: two.id, to: one.id, amount: "5.00", remittance: undefined });
    await expect(checked).rejects.toMatchObject({ reason: "signs_not_alone" });
  });

  it("bad input 20: is nobody else: a director or owner who does not sign sees nothing", async () => {
    const { id, iban } = await funded("any_one");
    const owner = await bank.customer("Only Owner");
    const joins = o.linkedCard(firm, owner.id, { director: true, signatory: false, control: "direct", share: 2_500 });
    expect(await carried(savePerson, { ...joins, reason: "Investor" }, both)).toBe("approved");
    for (const stranger of [owner, lucia]) {
      expect(await accountPage(stranger.ctx, id)).toBeNull();
      expect((await customerOverview(stranger.ctx)).accounts.map((one) => one.id)).not.toContain(id);
      await expect(createTransfer(stranger.ctx, transfer(id, iban))).rejects.toMatchObject({
        reason: "account_not_found",
      });
    }
    expect((await accountPage(amina.ctx, id))?.owners).toMatchObject([{ registrationNo: null, risk: null }]);
  });

  it("has their own sign-in; the organisation is given none, and nobody behind it is deleted", async () => {
    await expect(issueEnrolmentCode(officer, { customerId: firm })).rejects.toMatchObject({
      reason: "organisation_no_sign_in",
    });
    const [draft] = await sqlOf(database.db)<{ id: CustomerId }[]>`
      insert into customers (id, customer_no, kind, branch_id, full_name, search_text)
      values (gen_random_uuid(), 'T-9999', 'individual', ${officer.actor.branchId}, 'Behind It', 'behind it') returning id`;
    await sqlOf(database.db)`
      insert into organisation_people (id, organisation_id, customer_id, director, signatory)
      values (gen_random_uuid(), ${firm}, ${draft?.id as string}, true, false)`;
    await expect(deleteCustomer(manager, { key: newKey(), customerId: draft?.id as CustomerId })).rejects.toMatchObject(
      {
        reason: "customer_kept",
      },
    );
  });
});

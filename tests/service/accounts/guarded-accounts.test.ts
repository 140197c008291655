import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addGuardian } from "@/lib/accounts/add-guardian";
import { addParty } from "@/lib/accounts/add-party";
import { endGuardian } from "@/lib/accounts/end-guardian";
import { openAccount } from "@/lib/accounts/open-account";
import { partiesOf } from "@/lib/accounts/party-queries";
import { setSigning } from "@/lib/accounts/set-signing";
import type { AccountId, CustomerId, Id } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { closeCustomer } from "@/lib/customers/close-customer";
import { eraseCustomer } from "@/lib/customers/erase-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { savePerson } from "@/lib/customers/save-person";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { readApproval } from "@/lib/operations/approval-queries";
import { cutDay } from "@/lib/operations/cut-day";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import * as a from "../customers/applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let mother: CustomerId;
let father: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  mother = await a.active(officer, manager, { fullName: "Mona Mutter" });
  father = await a.active(officer, manager, { fullName: "Valentin Vater" });
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const both = () => ({ maker: officer, checker: manager });
const numberOf = async (id: CustomerId) => (await a.rowOf(database.db, id))?.customerNo as string;
const guardian = async (customerId: CustomerId, who: CustomerId) => ({
  key: newKey(),
  customerId,
  guardianNo: await numberOf(who),
  basis: "parent" as const,
  paper: "Birth certificate 12/2012",
});

/** An active customer, twelve years old on the tests' banking day, for whom these act. */
async function minor(guardians: CustomerId[], birthDate = "2014-01-20"): Promise<CustomerId> {
  const customerId = await a.filled(officer, { fullName: "Pia Pupil", birthDate });
  for (const one of guardians) await addGuardian(officer, await guardian(customerId, one));
  await submitCustomer(officer, { key: newKey(), customerId });
  const seen = await a.seenOf(database.db, customerId);
  await approveCustomer(manager, { key: newKey(), customerId, seen, riskRating: "low" });
  return customerId;
}

const opening = async (customerId: CustomerId): Promise<AccountId> =>
  (await openAccount(officer, { key: newKey(), customerId, productVersionId: bank.products.current })).accountId;
const guardiansOn = async (accountId: AccountId) =>
  (await partiesOf(officer, accountId)).flatMap(({ customerId, role }) => (role === "guardian" ? customerId : []));
const guardianshipOf = async (ward: CustomerId, who: CustomerId) =>
  (await readCustomer(officer, ward)).guardians.find(({ customerId }) => customerId === who)?.id as Id<"guardianship">;
const leaving = async (customerId: CustomerId, who: CustomerId) => ({
  key: newKey(),
  customerId,
  guardianshipId: await guardianshipOf(customerId, who),
  reason: "Moves abroad",
});
const merged = (customerId: CustomerId, otherId: CustomerId) => {
  const facts = { fullName: "kept", birthDate: "kept", nationality: "kept", phone: "kept", email: "kept" } as const;
  const more = { address: "kept", document: "kept", declarations: "kept", reason: "One person" } as const;
  return carried(mergeCustomers, { key: newKey(), customerId, otherId, ...facts, ...more }, both());
};
const signing = (accountId: AccountId, signingRule: "any_two" | "any_one") =>
  carried(setSigning, { key: newKey(), accountId, signingRule }, both());
const ruleOf = async (accountId: AccountId) => {
  const [row] = await sql()`select signing_rule as rule from accounts where id = ${accountId}`;
  return row?.rule;
};

describe("the accounts of somebody under age", () => {
  it("have all their guardians after two records became one, so that none is left to the owner alone", async () => {
    const [kept, other] = [await minor([mother]), await minor([father])];
    const accounts = [await opening(kept), await opening(other)];
    expect(await merged(kept, other)).toBe("approved");
    for (const account of accounts) expect((await guardiansOn(account)).sort()).toEqual([mother, father].sort());
    expect(await carried(endGuardian, await leaving(kept, mother), both())).toBe("approved");
    for (const account of accounts) expect(await guardiansOn(account)).toEqual([father]);
  });

  it("have one guardian where the records of two who act for the same person became one", async () => {
    const [grandmother, again] = [await a.active(officer, manager), await a.active(officer, manager)];
    const ward = await minor([grandmother, again]);
    expect(await merged(grandmother, again)).toBe("approved");
    expect(await guardiansOn(await opening(ward))).toEqual([grandmother]);
    const rows = await sql()`
      select guardian_id as who, end_reason as reason from customer_guardians where customer_id = ${ward} order by ended_on is null`;
    expect([...rows]).toEqual([
      { who: again, reason: "Merged" },
      { who: grandmother, reason: null },
    ]);
  });

  it("are signed for as a guardian by a signatory who becomes one, also once the other guardian has left", async () => {
    const ward = await minor([mother]);
    const account = await opening(ward);
    const joining = {
      key: newKey(),
      accountId: account,
      customerNo: await numberOf(father),
      role: "signatory" as const,
    };
    expect(await carried(addParty, joining, both())).toBe("approved");
    expect(await carried(addGuardian, await guardian(ward, father), both())).toBe("approved");
    expect((await guardiansOn(account)).sort()).toEqual([mother, father].sort());
    expect(await carried(endGuardian, await leaving(ward, mother), both())).toBe("approved");
    expect(await guardiansOn(account)).toEqual([father]);
  });

  it("get no guardian who is not recorded with their owner", async () => {
    const account = await opening(await minor([mother]));
    const joining = {
      key: newKey(),
      accountId: account,
      customerNo: await numberOf(father),
      role: "guardian" as const,
    };
    await expect(addParty(officer, joining)).rejects.toThrow("guardian_elsewhere");
  });

  it("keep the guardians whom their rule needs", async () => {
    const ward = await minor([mother, father]);
    expect(await signing(await opening(ward), "any_two")).toBe("approved");
    await expect(endGuardian(officer, await leaving(ward, mother))).rejects.toThrow("rule_not_fulfilled");
  });

  it("are opened with whoever may act, and the record counts them as guardians", async () => {
    const gone = await a.active(officer, manager, { fullName: "Gustav Gone" });
    const ward = await minor([mother, gone]);
    await sql()`update customers set risk_rating = 'prohibited' where id = ${gone}`;
    expect(await guardiansOn(await opening(ward))).toEqual([mother]);
    await expect(endGuardian(officer, await leaving(ward, mother))).rejects.toThrow("guardian_last");
    const related = { ...officer, actor: { ...officer.actor, related: [gone] } };
    await expect(endGuardian(related, await leaving(ward, gone))).rejects.toThrow("own_account");
  });
});

describe("a guardian who may not act", () => {
  it.each([
    ["has died", () => sql()`update customers set deceased_on = '2026-02-01' where full_name = 'Only One'`],
    ["is prohibited", () => sql()`update customers set risk_rating = 'prohibited' where full_name = 'Only Two'`],
  ])("and who %s counts for no application", async (_, happen) => {
    const only = await a.active(officer, manager, { fullName: _ === "has died" ? "Only One" : "Only Two" });
    const customerId = await a.filled(officer, { fullName: "Wanda Ward", birthDate: "2014-01-20" });
    await addGuardian(officer, await guardian(customerId, only));
    await happen();
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toThrow("guardian_needed");
  });

  it("stays on the file of who was under age without their name once they are erased", async () => {
    const compliance = await bank.staff("compliance_officer", "000");
    const former = await a.active(officer, manager, { fullName: "Frieda Former" });
    const ward = await minor([mother]);
    expect(await carried(addGuardian, await guardian(ward, former), both())).toBe("approved");
    expect(await carried(endGuardian, await leaving(ward, former), both())).toBe("approved");
    const requests = await sql()<{ id: string }[]>`select id from approvals where customer_id = ${ward}`;
    await closeCustomer(officer, { key: newKey(), customerId: former, reason: "Leaves" });
    await sqlOf(database.admin)`
      update customers set ended_on = '2010-01-01', closed_on = '2010-01-01' where id = ${former}`;
    const erasing = { key: newKey(), customerId: former, reason: "The period is over" };
    expect(await carried(eraseCustomer, erasing, { maker: compliance, checker: manager })).toBe("approved");
    const rows = await sql()`
      select guardian_id as who, end_reason as reason from customer_guardians where customer_id = ${ward} and ended_on is not null`;
    expect([...rows]).toEqual([{ who: null, reason: "Moves abroad" }]);
    expect(requests).toHaveLength(2);
    for (const { id } of requests) expect(JSON.stringify(await readApproval(officer, id))).not.toContain("Frieda");
  });
});

describe("an organisation", () => {
  it("is led and signed for by nobody under age", async () => {
    const customerId = await o.organisationDraft(officer);
    const young = await minor([mother]);
    const card = { ...o.linkedCard(customerId, young), key: newKey() };
    await expect(savePerson(officer, { ...card, director: true, signatory: false })).rejects.toThrow(
      "person_under_age",
    );
    await expect(savePerson(officer, { ...card, key: newKey(), director: false, signatory: true })).rejects.toThrow(
      "person_under_age",
    );
    const typed = { ...o.recordedCard(customerId), birthDate: "2014-01-20" as never, director: true };
    await expect(savePerson(officer, typed)).rejects.toThrow("person_under_age");
  });
});

describe("coming of age", () => {
  it("leaves an account that its owner can use alone, whatever rule the guardians had", async () => {
    // Eighteen on the day after the bank's first.
    const ward = await minor([mother, father], "2008-03-03");
    const account = await opening(ward);
    expect(await signing(account, "any_two")).toBe("approved");
    const other = await opening(ward);
    await cutDay(bank.system, FIRST_DAY);
    expect(await guardiansOn(account)).toEqual([]);
    expect(await ruleOf(account)).toBe("any_one");
    const changed = async (id: AccountId) => {
      const [row] = await sql()`
        select count(*)::int as times from audit_events where act = 'account.signing_changed' and subject_id = ${id}`;
      return row?.times;
    };
    expect([await changed(account), await changed(other)]).toEqual([2, 0]);
    expect(await ruleOf(other)).toBe("any_one");
  });
});

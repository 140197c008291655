import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addGuardian } from "@/lib/accounts/add-guardian";
import { addParty } from "@/lib/accounts/add-party";
import { endGuardian } from "@/lib/accounts/end-guardian";
import { openAccount } from "@/lib/accounts/open-account";
import { partiesOf } from "@/lib/accounts/party-queries";
import { removeParty } from "@/lib/accounts/remove-party";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { closeCustomer } from "@/lib/customers/close-customer";
import { factWords } from "@/lib/customers/fact-words";
import { readCustomer } from "@/lib/customers/profile-queries";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { closeDepositEarly } from "@/lib/interest/close-deposit-early";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { cutDay } from "@/lib/operations/cut-day";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { addProductVersion } from "@/lib/products/add-product-version";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let mother: CustomerId;
let father: CustomerId;

async function begin(): Promise<void> {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  mother = await a.active(officer, manager, { fullName: "Mona Mutter" });
  father = await a.active(officer, manager, { fullName: "Valentin Vater" });
}

beforeAll(begin);
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const both = () => ({ maker: officer, checker: manager });
const numberOf = async (id: CustomerId) => (await a.rowOf(database.db, id))?.customerNo as string;
const guardian = async (customerId: CustomerId, who: CustomerId) => ({
  key: newKey(),
  customerId,
  guardianNo: (await numberOf(who)).toLowerCase(),
  basis: "parent" as const,
  paper: "Birth certificate 12/2012",
});
/** Twelve years old on the tests' banking day. */
const pupil = (over: object = {}) => a.filled(officer, { fullName: "Pia Pupil", birthDate: "2014-01-20", ...over });

async function minor(over: object = {}): Promise<CustomerId> {
  const customerId = await pupil(over);
  await addGuardian(officer, await guardian(customerId, mother));
  await submitCustomer(officer, { key: newKey(), customerId });
  const seen = await a.seenOf(database.db, customerId);
  await approveCustomer(manager, { key: newKey(), customerId, seen, riskRating: "low" });
  return customerId;
}

const opening = (customerId: CustomerId, over: object = {}) =>
  openAccount(officer, { key: newKey(), customerId, productVersionId: bank.products.current, ...over });
const partsOf = async (accountId: Parameters<typeof partiesOf>[1]) =>
  (await partiesOf(officer, accountId)).map(({ customerId, role }) => [customerId, role]);
const withdrawal = (iban: string, present?: CustomerId[]) => ({
  key: newKey(),
  iban,
  amount: "5.00",
  notes: coins("5.00"),
  paidInBy: undefined,
  note: undefined,
  present,
});

describe("the guardian of somebody under age", () => {
  it("is recorded before they become a customer, with the paper that shows it", async () => {
    const customerId = await pupil();
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "guardian_needed",
      sentence: expect.stringContaining("needs a guardian who is a customer"),
    });
    await addGuardian(officer, await guardian(customerId, mother));
    expect(factWords(await readCustomer(officer, customerId)).identity).toContainEqual({
      term: "Guardian",
      value: `Mona Mutter, ${await numberOf(mother)}. Parent: Birth certificate 12/2012`,
    });
    await submitCustomer(officer, { key: newKey(), customerId });
    expect(await a.actsOn(database.db, customerId)).toContain("customer.guardian_added");
  });

  it("is another person, active, alive and of full age, and nobody grown up has one", async () => {
    const customerId = await pupil();
    const other = await minor({ fullName: "Otto Other" });
    await expect(addGuardian(officer, await guardian(customerId, other))).rejects.toThrow("guardian_unfit");
    const stranger = { ...(await guardian(customerId, mother)), guardianNo: "C-1" };
    await expect(addGuardian(officer, stranger)).rejects.toThrow("customer_number_unknown");
    await expect(addGuardian(officer, await guardian(customerId, await pupil()))).rejects.toThrow(
      "customer_number_unknown",
    );
    await expect(addGuardian(officer, await guardian(father, mother))).rejects.toThrow("guardian_of_minor");
    await addGuardian(officer, await guardian(customerId, mother));
    await expect(addGuardian(officer, await guardian(customerId, mother))).rejects.toThrow("guardian_known");
    for (const role of ["teller", "branch_manager", "loan_officer"] as const)
      await expect(addGuardian(await bank.staff(role), await guardian(customerId, father))).rejects.toThrow(
        "not_permitted",
      );
  });

  it("signs for every account, and neither the owner nor nobody does", async () => {
    const customerId = await minor();
    const { accountId, iban } = await opening(customerId);
    expect(await partsOf(accountId)).toEqual([
      [customerId, "owner"],
      [mother, "guardian"],
    ]);
    await bank.fund(iban, 10_000n);
    const teller = await bank.teller(10_000n);
    await expect(withdrawCash(teller, withdrawal(iban))).rejects.toThrow("signers_unasked");
    await expect(withdrawCash(teller, withdrawal(iban, [customerId]))).rejects.toThrow("signers_unknown");
    await expect(withdrawCash(teller, withdrawal(iban, [mother]))).resolves.toBeDefined();
    const payee = await bank.account(father);
    const transfer = (...present: CustomerId[]) => ({
      key: newKey(),
      from: accountId,
      to: payee.iban,
      amount: "5.00",
      remittance: undefined,
      beneficiaryId: undefined,
      present,
    });
    await expect(createTransfer(teller, transfer(customerId))).rejects.toThrow("signers_unknown");
    await expect(createTransfer(teller, transfer(mother))).resolves.toBeDefined();
  });

  it("opens a term deposit and closes it early, and it is theirs as every account is", async () => {
    const version = await offerDeposit(bank);
    const customerId = await minor();
    const { accountId, iban } = await opening(customerId);
    await bank.fund(iban, 500_000n);
    const asked = (from: typeof accountId, present?: CustomerId[]) => ({
      key: newKey(),
      accountId: from,
      productVersionId: version,
      amount: "1000.00",
      months: "12",
      instruction: "renew_all" as const,
      present,
    });
    await expect(openTermDeposit(officer, asked(accountId))).rejects.toThrow("signers_unasked");
    await expect(openTermDeposit(officer, asked(accountId, [customerId]))).rejects.toThrow("signers_unknown");
    const deposit = await openTermDeposit(officer, asked(accountId, [mother]));
    expect(await partsOf(deposit.accountId)).toEqual([
      [customerId, "owner"],
      [mother, "guardian"],
    ]);
    expect(await carried(addGuardian, await guardian(customerId, father), both())).toBe("approved");
    expect(await partsOf(deposit.accountId)).toContainEqual([father, "guardian"]);
    const early = (present?: CustomerId[]) =>
      closeDepositEarly(officer, { key: newKey(), accountId: deposit.accountId, reason: "School fees", present });
    await expect(early()).rejects.toThrow("signers_unasked");
    await expect(early([customerId])).rejects.toThrow("signers_unknown");
    await expect(early([father])).resolves.toHaveProperty("entryId");
    const signed = await sql()`
      select s.customer_id as by from account_signatures s join term_deposit_movements m on m.id = s.entry_id
      where m.deposit_id = ${deposit.accountId} order by m.id`;
    expect(signed.map(({ by }) => by)).toEqual([mother, father]);

    // As one of an account from before the bank asked for guardians.
    const old = await opening(await minor({ fullName: "Anna Alone" }));
    await bank.fund(old.iban, 500_000n);
    await sqlOf(database.admin)`delete from account_parties where account_id = ${old.accountId} and role = 'guardian'`;
    await expect(openTermDeposit(officer, asked(old.accountId))).rejects.toThrow("guardian_needed");
  });

  it("joins, and leaves, for all accounts at once when a second person agrees; one of them remains", async () => {
    const customerId = await minor();
    const { accountId } = await opening(customerId);
    const [first] = (await readCustomer(officer, customerId)).guardians;
    const leaving = { key: newKey(), customerId, guardianshipId: first?.id as never, reason: "Moves abroad" };
    await expect(endGuardian(officer, leaving)).rejects.toThrow("guardian_last");
    const joining = await guardian(customerId, father);
    expect(await addGuardian(officer, joining)).toMatchObject({ pending: expect.any(String) });
    expect(await partsOf(accountId)).toHaveLength(2);
    await sql()`update approvals set status = 'withdrawn' where customer_id = ${customerId} and status = 'pending'`;
    expect(await carried(addGuardian, { ...joining, key: newKey() }, both())).toBe("approved");
    expect(await partsOf(accountId)).toContainEqual([father, "guardian"]);
    expect(await carried(endGuardian, { ...leaving, key: newKey() }, both())).toBe("approved");
    expect(await partsOf(accountId)).toEqual([
      [customerId, "owner"],
      [father, "guardian"],
    ]);
    const off = { key: newKey(), accountId, customerId: father, reason: "Asks to" };
    await expect(removeParty(officer, off)).rejects.toThrow("guardian_elsewhere");
  });

  it("keeps them a customer while they act for somebody", async () => {
    const guards = await a.active(officer, manager, { fullName: "Gerda Guardian" });
    const customerId = await pupil();
    await addGuardian(officer, await guardian(customerId, guards));
    await expect(closeCustomer(officer, { key: newKey(), customerId: guards, reason: "Leaves" })).rejects.toMatchObject(
      {
        params: { what: "they are the guardian of somebody under age" },
      },
    );
  });

  it("goes with a record that is merged, and two of whom one is the guardian are never one person", async () => {
    const [kept, other] = [await minor(), await pupil({ fullName: "Pia Pupill" })];
    await addGuardian(officer, await guardian(other, father));
    await submitCustomer(officer, { key: newKey(), customerId: other });
    const seen = await a.seenOf(database.db, other);
    await approveCustomer(manager, { key: newKey(), customerId: other, seen, riskRating: "low" });
    const facts = { fullName: "kept", birthDate: "kept", nationality: "kept", phone: "kept", email: "kept" } as const;
    const more = { address: "kept", document: "kept", declarations: "kept", reason: "One child" } as const;
    const merging = { key: newKey(), customerId: kept, otherId: other, ...facts, ...more };
    await expect(mergeCustomers(officer, { ...merging, otherId: mother })).rejects.toThrow("merge_conflict");
    expect(await carried(mergeCustomers, { ...merging, key: newKey() }, both())).toBe("approved");
    const guardians = (await readCustomer(officer, kept)).guardians.map(({ customerId }) => customerId);
    expect(guardians.sort()).toEqual([mother, father].sort());
  });
});

describe("somebody under age", () => {
  it("gets no joint owner, no overdraft and no loan", async () => {
    const customerId = await minor();
    await expect(opening(customerId, { jointOwner: await numberOf(mother) })).rejects.toThrow("minor_alone");
    const { accountId } = await opening(customerId);
    const overdraft = { key: newKey(), accountId, limit: "100.00", until: undefined, reason: "Asks for it" };
    await expect(setOverdraft(manager, overdraft)).rejects.toMatchObject({
      reason: "minor_no_credit",
      sentence: expect.stringContaining("neither a loan nor an overdraft"),
    });
    const loan = { key: newKey(), customerId, product: bank.products.loan, amount: "1000.00", termMonths: 12 };
    const asked = { ...loan, purpose: "A bicycle", settlementAccount: accountId };
    await expect(applyForLoan(await bank.staff("loan_officer"), asked)).rejects.toThrow("minor_no_credit");
    const joining = { key: newKey(), accountId, customerNo: await numberOf(father), role: "joint_owner" as const };
    await expect(addParty(officer, joining)).rejects.toThrow("minor_alone");
    const hers = await opening(mother);
    const child = { ...joining, key: newKey(), accountId: hers.accountId, customerNo: await numberOf(customerId) };
    await expect(addParty(officer, child)).rejects.toThrow("party_under_age");
    await expect(opening(father, { jointOwner: await numberOf(customerId) })).rejects.toThrow("party_under_age");
  });

  it("opens what a product’s ages allow, which somebody of age does not", async () => {
    const version = (code: string, ages: { minimumAge: number; maximumAge?: number }) =>
      addProductVersion(bank.system, {
        key: newKey(),
        code,
        kind: "current",
        name: code,
        currency: "EUR",
        effectiveFrom: "2026-01-01",
        annualRate: "0",
        dayCount: "30/360",
        ...ages,
      });
    const young = (await version("YOUNG", { minimumAge: 7, maximumAge: 17 })).productVersionId;
    const grown = (await version("GROWN", { minimumAge: 18 })).productVersionId;
    const customerId = await minor();
    await expect(opening(customerId, { productVersionId: grown })).rejects.toThrow("under_age");
    await opening(customerId, { productVersionId: young });
    await expect(opening(father, { productVersionId: young })).rejects.toThrow("not_eligible");
  });
});

describe("coming of age", () => {
  // Tills are open by now: the day of another bank is cut.
  beforeAll(async () => {
    await database.close();
    await begin();
  });

  it("is signing alone from the birthday, and everybody concerned is told", async () => {
    // Eighteen on the day after the bank's first.
    const customerId = await minor({ fullName: "Soon Grown", birthDate: "2008-03-03" });
    const { accountId } = await opening(customerId);
    const young = await minor({ fullName: "Still Young", birthDate: "2008-03-04" });
    const still = await opening(young);
    await cutDay(bank.system, FIRST_DAY);
    expect((await readCustomer(officer, customerId)).guardians).toEqual([]);
    expect(await partsOf(accountId)).toEqual([[customerId, "owner"]]);
    expect(await partsOf(still.accountId)).toHaveLength(2);
    expect(await a.actsOn(database.db, customerId)).toContain("customer.came_of_age");
    const told = await sql()<{ kind: string; id: string }[]>`
      select kind, customer_id as id from notices where kind in ('came_of_age', 'guardianship_ended') order by kind`;
    expect(told).toEqual([
      { kind: "came_of_age", id: customerId },
      { kind: "guardianship_ended", id: mother },
    ]);
    const [on] = await sql()`
      select ended_on::text as day, end_reason as reason from customer_guardians where customer_id = ${customerId}`;
    expect(on).toEqual({ day: "2026-03-03", reason: "Came of age" });
    expect((await readCustomer(officer, young)).guardians).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { readOwn } from "@/lib/command/read-own";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { closeCustomer } from "@/lib/customers/close-customer";
import { rules } from "@/lib/identity/throttle";
import { ownNotices } from "@/lib/notifications/queries";
import {
  countApplications,
  listApplications,
  ownApplications,
  readApplication,
} from "@/lib/operations/application-queries";
import { applyForAccount } from "@/lib/operations/apply-for-account";
import { applyForDeposit } from "@/lib/operations/apply-for-deposit";
import { closeAccount } from "@/lib/operations/close-account";
import { openApplied } from "@/lib/operations/open-applied";
import { rejectApplication } from "@/lib/operations/reject-application";
import { withdrawApplication } from "@/lib/operations/withdraw-application";
import { transferChoices } from "@/lib/payments/queries";
import { accountsOnOffer } from "@/lib/products/catalogue";
import { rateWords } from "@/lib/products/terms-words";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import { balanceOf } from "../payments/money";

type Customer = { id: CustomerId; ctx: Ctx<CustomerActor, Database> };

let database: TestDatabase;
let bank: TestBank;
let officer: Ctx<StaffActor, Database>;
let fixed: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  fixed = await offerDeposit(bank, "FIXED");
});
afterAll(() => database.close());

const apply = ({ ctx }: Customer, productVersionId: string, key = newKey()) =>
  applyForAccount(ctx, { key, productVersionId });
const applyFor = ({ ctx }: Customer, accountId: AccountId, over: object = {}) =>
  applyForDeposit(ctx, {
    key: newKey(),
    productVersionId: fixed,
    accountId,
    amount: "5000.00",
    months: "6",
    instruction: "renew_all",
    ...over,
  });
const open = (by: Ctx<StaffActor, Database>, applicationId: string, key = newKey()) =>
  openApplied(by, { key, applicationId: applicationId as never });
const reject = (by: Ctx<StaffActor, Database>, applicationId: string) =>
  rejectApplication(by, { key: newKey(), applicationId: applicationId as never, reason: "Ask us at the branch" });
const withdraw = ({ ctx }: Customer, applicationId: string) =>
  withdrawApplication(ctx, { key: newKey(), applicationId: applicationId as never });
const own = ({ ctx }: Customer) => readOwn(ctx, (seen) => ownApplications(seen));
const told = async ({ ctx }: Customer) => (await ownNotices(database.db, ctx.actor)).map(({ subject }) => subject);
const waiting = async (by: Ctx<StaffActor, Database>, filters = {}) =>
  (await listApplications(by, filters)).rows.map(({ id }) => id);
const update = (id: CustomerId, set: string) =>
  sqlOf(database.admin).unsafe(`update customers set ${set} where id = '${id}'`);

describe("a customer who applies for an account", () => {
  it("is shown what they are eligible for, and waits in the queue of their branch until an officer opens it", async () => {
    const customer = await bank.customer();
    const senior = await offerDeposit(bank, "SENIOR", { minimumAge: 60 });
    const offers = await readOwn(customer.ctx, (seen) => accountsOnOffer(seen));
    expect(offers.map(({ id }) => id)).toEqual(
      expect.arrayContaining([bank.products.current, bank.products.savings, fixed]),
    );
    expect(offers.map(({ id }) => id)).not.toContain(senior);
    expect(offers.map(({ kind }) => kind)).not.toContain("loan");

    const key = newKey();
    const { applicationId } = await apply(customer, bank.products.savings, key);
    expect(await apply(customer, bank.products.savings, key)).toEqual({ applicationId });
    await expect(apply(customer, bank.products.savings)).rejects.toMatchObject({ reason: "application_waits" });
    expect(await waiting(officer)).toContain(applicationId);
    expect(await waiting(officer, { kind: "current" })).not.toContain(applicationId);
    const elsewhere = await bank.staff("service_officer", "002");
    expect(await waiting(elsewhere)).not.toContain(applicationId);
    await expect(readApplication(elsewhere, applicationId)).rejects.toMatchObject({ reason: "application_not_found" });
    expect(await own(customer)).toMatchObject([{ id: applicationId, status: "pending", product: "Savings" }]);
    expect(await own(await bank.customer())).toEqual([]);

    const opening = newKey();
    const opened = await open(officer, applicationId, opening);
    expect(await open(officer, applicationId, opening)).toEqual(opened);
    const [account] = await sqlOf(database.db)`
      select a.status, p.customer_id as owner from accounts a join account_parties p on p.account_id = a.id where a.id = ${opened.accountId}`;
    expect(account).toEqual({ status: "active", owner: customer.id });
    expect(await own(customer)).toMatchObject([{ status: "active", account: { id: opened.accountId } }]);
    expect(await told(customer)).toEqual(["The account you applied for is open"]);
    expect(await waiting(officer)).not.toContain(applicationId);
    expect(await waiting(officer, { status: "active" })).toContain(applicationId);
    await expect(open(officer, applicationId)).rejects.toMatchObject({ reason: "application_ended" });
    await expect(withdraw(customer, applicationId)).rejects.toMatchObject({ reason: "application_ended" });
  });

  it("is told of a rejection, reads its reason, and may apply again", async () => {
    const customer = await bank.customer();
    const { applicationId } = await apply(customer, bank.products.current);
    await expect(reject(await bank.staff("teller"), applicationId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(reject(await bank.staff("service_officer", "002"), applicationId)).rejects.toMatchObject({
      reason: "other_branch",
    });
    await reject(officer, applicationId);
    expect(await own(customer)).toMatchObject([{ status: "rejected", reason: "Ask us at the branch" }]);
    expect(await told(customer)).toEqual(["The account you applied for was not opened"]);
    await expect(open(officer, applicationId)).rejects.toMatchObject({ reason: "application_ended" });
    await apply(customer, bank.products.current);
  });

  it("takes back what waits, and nobody else’s", async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const { applicationId } = await apply(customer, bank.products.current);
    await expect(withdraw(other, applicationId)).rejects.toMatchObject({ reason: "application_not_found" });
    await withdraw(customer, applicationId);
    expect(await own(customer)).toMatchObject([{ status: "withdrawn" }]);
    await expect(open(officer, applicationId)).rejects.toMatchObject({ reason: "application_ended" });
    await expect(
      sqlOf(database.db)`update account_applications set status = 'pending' where id = ${applicationId}`,
    ).rejects.toThrow();
  });

  it("is sent to the branch without learning why where nothing can be opened for them", async () => {
    for (const set of ["risk_rating = 'prohibited'", "deceased_on = '2026-03-01'"]) {
      const customer = await bank.customer();
      await update(customer.id, set);
      await expect(apply(customer, bank.products.current), set).rejects.toMatchObject({ reason: "apply_at_branch" });
    }
    const silent = await bank.customer();
    await sqlOf(database.admin)`delete from customer_declarations where customer_id = ${silent.id}`;
    await expect(apply(silent, bank.products.current)).rejects.toMatchObject({ reason: "apply_at_branch" });
    await expect(apply(await bank.customer(), bank.products.loan)).rejects.toMatchObject({
      reason: "product_not_offered",
    });
    const senior = await offerDeposit(bank, "ELDERS", { minimumAge: 60 });
    const young = await bank.customer();
    const account = await bank.account(young.id, 2_000_000n);
    await expect(applyFor(young, account.id, { productVersionId: senior })).rejects.toMatchObject({
      reason: "under_age",
    });
  });

  it("finds every rule asked again when it is decided: prohibited since, or terms no longer on offer", async () => {
    const customer = await bank.customer();
    const { applicationId } = await apply(customer, bank.products.current);
    await update(customer.id, "risk_rating = 'prohibited'");
    await expect(open(officer, applicationId)).rejects.toMatchObject({ reason: "customer_prohibited" });
    expect(await waiting(officer)).toContain(applicationId);

    const other = await bank.customer();
    const account = await bank.account(other.id, 2_000_000n);
    const old = await offerDeposit(bank, "SEASON");
    const late = await applyFor(other, account.id, { productVersionId: old });
    await offerDeposit(bank, "SEASON", { effectiveFrom: "2026-02-01", annualRate: "0.01" });
    expect(await readApplication(officer, late.applicationId)).toMatchObject({ offered: false });
    await expect(open(officer, late.applicationId)).rejects.toMatchObject({ reason: "product_not_offered" });
  });

  it("is not read again and again: so many a day, also those that are withdrawn", async () => {
    const customer = await bank.customer();
    for (let at = 0; at < rules.application.free; at += 1)
      await withdraw(customer, (await apply(customer, bank.products.current)).applicationId);
    await expect(apply(customer, bank.products.current)).rejects.toMatchObject({ reason: "applications_too_many" });
    await apply(await bank.customer(), bank.products.current);
    await sqlOf(database.admin)`update tries set shut_until = bank_now(), forget_at = bank_now()`;
    await apply(customer, bank.products.current);
  });

  it("is counted in the rail of who may open accounts at that branch, and no longer once it is decided", async () => {
    const elsewhere = await bank.staff("service_officer", "002");
    const before = await Promise.all([officer, elsewhere].map(countApplications));
    const { applicationId } = await apply(await bank.customer(), bank.products.current);
    expect(await Promise.all([officer, elsewhere].map(countApplications))).toEqual([Number(before[0]) + 1, before[1]]);
    await reject(officer, applicationId);
    expect(await countApplications(officer)).toBe(before[0]);
    await expect(countApplications(await bank.staff("teller"))).rejects.toMatchObject({ reason: "not_permitted" });
  });

  it("is told what a product of tiers earns, and so is the officer who opens it: not a rate of nothing", async () => {
    const tiers = [{ fromMinor: 100_000n, annualRate: "0.02" }];
    const tiered = await offerDeposit(bank, "STEPS", { annualRate: "0", tierMethod: "band", tiers });
    const customer = await bank.customer();
    const earns = async (productVersionId: string) => {
      const account = await bank.account(customer.id, 700_000n);
      const { applicationId } = await applyFor(customer, account.id, { productVersionId });
      const seen = await readApplication(officer, applicationId);
      return rateWords(seen.annualRate, seen.tiered);
    };
    expect(await earns(tiered)).toBe("Interest by amount");
    expect(await earns(await offerDeposit(bank, "PLAIN", { annualRate: "0" }))).toBe("No interest");
    expect(await earns(fixed)).toMatch(/^3\.60\s% a year$/);
  });

  it("is not closed while an application waits", async () => {
    const customer = await bank.customer();
    const { applicationId } = await apply(customer, bank.products.current);
    const close = () => closeCustomer(officer, { key: newKey(), customerId: customer.id, reason: "Leaves" } as never);
    await expect(close()).rejects.toMatchObject({
      reason: "customer_has_pending",
      params: { what: "an application for an account waits" },
    });
    await withdraw(customer, applicationId);
    await close();
  });
});

describe("a customer who applies for a term deposit", () => {
  it("signs for it alone, and its money moves when the officer opens it", async () => {
    const customer = await bank.customer();
    const account = await bank.account(customer.id, 700_000n);
    const { applicationId } = await applyFor(customer, account.id);
    expect(await balanceOf(database.db, account.id)).toBe(700_000n);
    const opened = await open(officer, applicationId);
    expect(await balanceOf(database.db, account.id)).toBe(200_000n);
    expect(await balanceOf(database.db, opened.accountId)).toBe(500_000n);
    const [deposit] = await sqlOf(database.db)`
      select instruction, payout_account_id as payout from term_deposits where account_id = ${opened.accountId}`;
    expect(deposit).toEqual({ instruction: "renew_all", payout: account.id });
  });

  it("is refused what is not theirs, not there, not to be signed for alone, and without a second factor", async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const account = await bank.account(customer.id, 300_000n);
    await expect(applyFor(other, account.id)).rejects.toMatchObject({ reason: "account_not_found" });
    await expect(applyFor(customer, account.id)).rejects.toMatchObject({ reason: "insufficient_funds" });
    await expect(applyFor(customer, account.id, { amount: "100.00" })).rejects.toMatchObject({
      reason: "deposit_amount",
    });
    await expect(applyFor(customer, account.id, { months: "99" })).rejects.toMatchObject({ reason: "deposit_term" });
    const bare = { ...customer, ctx: { ...customer.ctx, actor: { ...customer.ctx.actor, unproven: "no factor" } } };
    await expect(applyFor(bare as never, account.id, { amount: "2000.00" })).rejects.toMatchObject({
      reason: "factor_needed",
    });
    const sql = sqlOf(database.admin);
    await sql`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${other.id}, 'joint_owner')`;
    await sql`update accounts set signing_rule = 'both' where id = ${account.id}`;
    await expect(applyFor(customer, account.id, { amount: "2000.00" })).rejects.toMatchObject({
      reason: "signs_not_alone",
    });
  });

  it("of another branch than their shared account finds the officers who can open it: those of the account’s", async () => {
    const [owner, other] = [await bank.customer(), await bank.customer("Jonas Brandt", "002")];
    const account = await bank.account(owner.id, 700_000n);
    const sql = sqlOf(database.admin);
    await sql`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${other.id}, 'joint_owner')`;
    const { applicationId } = await applyFor(other, account.id);
    const theirs = await bank.staff("service_officer", "002");
    expect([await waiting(officer), await waiting(theirs)].map((ids) => ids.includes(applicationId))).toEqual([
      true,
      false,
    ]);
    await expect(open(theirs, applicationId)).rejects.toMatchObject({ reason: "other_branch" });
    const present = await open(officer, applicationId);
    expect(await balanceOf(database.db, present.accountId)).toBe(500_000n);
  });

  it("is offered only the accounts for which they sign alone", async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const account = await bank.account(customer.id, 700_000n);
    const sql = sqlOf(database.admin);
    const alone = async () =>
      (await readOwn(customer.ctx, (seen) => transferChoices(seen))).accounts.map((one) => one.alone);
    const asked = () => applyFor(customer, account.id).then(withdrawn, ({ reason }) => reason);
    const withdrawn = ({ applicationId }: { applicationId: string }) =>
      withdraw(customer, applicationId).then(() => "signs alone");
    expect([await alone(), await asked()]).toEqual([[true], "signs alone"]);
    await sql`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${other.id}, 'joint_owner')`;
    expect([await alone(), await asked()]).toEqual([[true], "signs alone"]);
    for (const rule of ["both", "any_two"]) {
      await sql`update accounts set signing_rule = ${rule} where id = ${account.id}`;
      expect([await alone(), await asked()], rule).toEqual([[false], "signs_not_alone"]);
    }
    await sql`update accounts set signing_rule = 'any_one' where id = ${account.id}`;
    await sql`update account_parties set role = 'guardian' where account_id = ${account.id} and customer_id = ${other.id}`;
    expect([await alone(), await asked()]).toEqual([[false], "does_not_sign"]);
  });

  it("waits on where the money has gone since, and where another must sign by now", async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const account = await bank.account(customer.id, 700_000n);
    const { applicationId } = await applyFor(customer, account.id);
    const sql = sqlOf(database.admin);
    await sql`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${other.id}, 'joint_owner')`;
    await sql`update accounts set signing_rule = 'both' where id = ${account.id}`;
    await expect(open(officer, applicationId)).rejects.toMatchObject({ reason: "signers_missing" });
    await sql`update accounts set signing_rule = 'any_one' where id = ${account.id}`;
    const twice = await applyFor(customer, account.id, { productVersionId: await offerDeposit(bank, "SECOND") });
    await open(officer, twice.applicationId);
    await expect(open(officer, applicationId)).rejects.toMatchObject({ reason: "insufficient_funds" });
    const emptied = await bank.account(customer.id);
    await sql`update account_applications set from_account_id = ${emptied.id} where id = ${applicationId}`;
    await expect(
      closeAccount(officer, { key: newKey(), accountId: emptied.id, reason: "Not used" }),
    ).rejects.toMatchObject({ params: { what: "a term deposit is applied for from it" } });
    expect(await waiting(officer)).toContain(applicationId);
  });
});

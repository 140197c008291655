import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { placeBlock } from "@/lib/accounts/place-block";
import { accountPage } from "@/lib/accounts/queries";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, type BusinessDate, daysBetween } from "@/lib/core/dates";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { closeDepositEarly } from "@/lib/interest/close-deposit-early";
import { depositOffers } from "@/lib/interest/deposit-queries";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import type { Instruction } from "@/lib/interest/schema";
import { setInstruction } from "@/lib/interest/set-instruction";
import { closeAccount } from "@/lib/operations/close-account";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import { balanceOf } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let jobs: Ctx<StaffActor, Database>;
let officer: Ctx<StaffActor, Database>;
let customer: { id: CustomerId; ctx: Ctx<CustomerActor, Database> };
let payer: { id: AccountId; iban: string };
let version: string;
let today: BusinessDate = FIRST_DAY;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  jobs = { ...(await bank.staff("operations", "000")), db: database.jobs };
  officer = await bank.staff("service_officer");
  customer = await bank.customer();
  payer = await bank.account(customer.id, 100_000_000n);
  version = await offerDeposit(bank, "FIXED");
});
afterAll(() => database.close());

const closeUntil = async (day: string) => {
  for (let left = daysBetween(today, day as BusinessDate); left > 0; left -= 1) {
    await cutDay(jobs, today);
    await closeDay(jobs, today);
    today = addDays(today, 1);
  }
};
const open = async (over: object = {}) =>
  (
    await openTermDeposit(officer, {
      key: newKey(),
      accountId: payer.id,
      productVersionId: version,
      amount: "10000.00",
      months: "1",
      instruction: "pay_out" as Instruction,
      present: undefined,
      ...over,
    })
  ).accountId;
const closeEarly = (accountId: AccountId) =>
  closeDepositEarly(officer, { key: newKey(), accountId, reason: "Needs it", present: undefined });
const freeze = async (accountId: AccountId) =>
  placeBlock(await bank.staff("compliance_officer", "000"), {
    key: newKey(),
    accountId,
    kind: "freeze",
    reason: "Named on a list",
  });
const statusOf = async (id: AccountId) =>
  (await sqlOf(database.db)<{ status: string }[]>`select status from term_deposits where account_id = ${id}`)[0]
    ?.status;
const refusalsOf = async (id: AccountId) =>
  (
    await sqlOf(database.db)<{ reason: string }[]>`
      select reason from audit_events where act = 'deposit.mature' and result = 'refused' and subject_id = ${id} order by id`
  ).map(({ reason }) => reason);
/** Until somebody of the bank waits for a lock. */
const somebodyWaits = async () => {
  for (;;) {
    const [row] = await sqlOf(database.admin)<{ waits: boolean }[]>`
      select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`;
    if (row?.waits) return;
  }
};

describe("what a term deposit asks and what hangs on it", () => {
  test("is offered to and opened for whom the product is for", async () => {
    const senior = await offerDeposit(bank, "SENIOR", { minimumAge: 60 });
    const business = await offerDeposit(bank, "BUSINESS", { eligibleFor: "organisation" });
    expect((await depositOffers(officer, { id: payer.id, currency: "EUR" })).map(({ name }) => name)).toEqual([
      "FIXED",
    ]);
    await expect(open({ productVersionId: senior })).rejects.toMatchObject({ reason: "under_age" });
    await expect(open({ productVersionId: business })).rejects.toMatchObject({ reason: "not_eligible" });
  });

  test("an account to which one is paid is not closed, with or without paying out", async () => {
    const [old, other] = [await bank.account(customer.id, 1_000_000n), await bank.account(customer.id)];
    const deposit = await open({ accountId: old.id });
    const pending = { reason: "account_has_pending", params: { what: "a term deposit is paid to it" } };
    const asked = { accountId: old.id, reason: "Moves away" };
    await expect(closeAccount(officer, { key: newKey(), ...asked })).rejects.toMatchObject(pending);
    await bank.fund(old.iban, 500n);
    const payingOut = () =>
      closeAccountPayingOut(officer, { key: newKey(), ...asked, to: other.iban, present: undefined });
    await expect(payingOut()).rejects.toMatchObject(pending);
    expect(await accountPage(officer, old.id)).toMatchObject({ paidByDeposit: true });
    await closeEarly(deposit);
    expect(await accountPage(officer, old.id)).toMatchObject({ paidByDeposit: false });
    await expect(payingOut()).resolves.toMatchObject({ accountId: old.id });
  });

  test("its instruction waits for the deposit before it holds the account, as maturity does", async () => {
    const id = await open();
    const told = await database.admin.transaction(async (inside) => {
      const tx = sqlOf(inside);
      await tx`select from term_deposits where account_id = ${id} for update`;
      const telling = setInstruction(customer.ctx, { key: newKey(), accountId: id, instruction: "renew_all" });
      await somebodyWaits();
      await tx`select from account_balances where account_id = ${id} for update nowait`;
      return { telling };
    });
    await expect(told.telling).resolves.toEqual({ accountId: id });
    await closeEarly(id);
  });
});

describe("maturity", () => {
  let sunday: AccountId;
  let saturday: AccountId;
  let broken: AccountId;
  let frozen: AccountId;

  test("renews for as many months as were agreed, and only for whom the product is for; one that cannot be paid stops no other", async () => {
    await closeUntil("2026-03-03");
    sunday = await open({ months: "2" });
    await closeUntil("2026-03-31");
    const young = await offerDeposit(bank, "YOUNG");
    broken = await open();
    frozen = await open({ instruction: "renew_all" });
    const renewed = await open({ instruction: "renew_all" });
    const outgrown = await open({ productVersionId: young, instruction: "renew_all" });
    await offerDeposit(bank, "YOUNG", { effectiveFrom: "2026-04-01", maximumAge: 30 });
    await closeUntil("2026-04-02");
    saturday = await open();
    await freeze(frozen);
    await sqlOf(database.admin).unsafe(`
      create function break_one() returns trigger language plpgsql as $$ begin raise check_violation; end $$;
      create trigger break_one before update on term_deposits for each row
        when (new.account_id = '${broken}' and new.status = 'closed') execute function break_one()`);
    await closeUntil("2026-04-30");
    const [next] = await sqlOf(database.db)`
      select matures_on::text as matures from term_deposits where renews_id = ${renewed}`;
    // From 31 March to 30 April is a month.
    expect(next).toEqual({ matures: "2026-05-30" });
    expect(await statusOf(outgrown)).toBe("closed");
    expect([await statusOf(broken), await refusalsOf(broken)]).toEqual(["matured", ["deposit_waits"]]);
    expect([await statusOf(frozen), await refusalsOf(frozen)]).toEqual(["matured", ["account_blocked"]]);
  });

  test("tries those that waited again the next day", async () => {
    await sqlOf(database.admin)`drop trigger break_one on term_deposits`;
    await sqlOf(database.admin)`
      update account_blocks set lifted_at = bank_now(), lifted_by = placed_by where account_id = ${frozen}`;
    await closeUntil("2026-05-01");
    expect([await statusOf(broken), await statusOf(frozen)]).toEqual(["closed", "renewed"]);
  });

  test("is not closed early once the day has come, though it is a Saturday", async () => {
    await closeUntil("2026-05-02");
    expect(await statusOf(saturday)).toBe("active");
    await expect(closeEarly(saturday)).rejects.toMatchObject({ reason: "deposit_ended" });
  });

  test("is worked off in the order in which the deposits matured", async () => {
    await closeUntil("2026-05-04");
    const paid = await sqlOf(database.db)<{ deposit: AccountId }[]>`
      select m.deposit_id as deposit from term_deposit_movements m join postings p on p.entry_id = m.id and p.account_id = ${payer.id}
      where m.deposit_id in (${saturday}, ${sunday}) and p.booking_date = ${today} order by p.seq`;
    expect(paid.map(({ deposit }) => deposit)).toEqual([saturday, sunday]);
  });

  describe("of somebody the bank may not serve, or who died", () => {
    const owned = async (name: string) => {
      const owner = await bank.customer(name);
      const account = await bank.account(owner.id, 5_000_000n);
      return { owner, account, deposit: await open({ accountId: account.id, instruction: "renew_all" }) };
    };
    const renewals = async (ids: AccountId[]) =>
      sqlOf(database.db)`select account_id from term_deposits where renews_id = any(${ids}::uuid[])`;
    const told = async (userId: string) =>
      (
        await sqlOf(database.db)<{ account: string }[]>`
          select params->>'account' as account from notices where user_id = ${userId} and kind = 'deposit_not_renewed'`
      ).length;

    test("is not renewed: it is paid out to where nothing leaves, else it waits, and compliance is told once", async () => {
      const compliance = await bank.staff("compliance_officer", "000");
      const [listed, elsewhere, dead] = [
        await owned("Listed Owner"),
        await owned("Listed Elsewhere"),
        await owned("Late Owner"),
      ];
      const prohibited = [listed.owner.id, elsewhere.owner.id];
      const sql = sqlOf(database.admin);
      await sql`update customers set risk_rating = 'prohibited' where id = any(${prohibited}::uuid[])`;
      await sql`update customers set deceased_on = ${today} where id = ${dead.owner.id}`;
      await sql`update account_parties set customer_id = ${customer.id} where account_id = ${elsewhere.account.id}`;
      const before = await balanceOf(database.db, listed.account.id);
      await closeUntil("2026-06-06");
      expect(await renewals([listed.deposit, elsewhere.deposit, dead.deposit])).toEqual([]);
      expect([await statusOf(listed.deposit), await statusOf(dead.deposit)]).toEqual(["closed", "closed"]);
      expect(await balanceOf(database.db, listed.account.id)).toBeGreaterThanOrEqual((before ?? 0n) + 1_000_000n);
      expect(await statusOf(elsewhere.deposit)).toBe("matured");
      expect(new Set(await refusalsOf(elsewhere.deposit))).toEqual(new Set(["deposit_waits"]));
      expect((await refusalsOf(elsewhere.deposit)).length).toBeGreaterThan(1);
      expect(await told(compliance.actor.userId)).toBe(2);
      await expect(open({ accountId: listed.account.id })).rejects.toMatchObject({ reason: "account_under_review" });
      const noted = await sqlOf(database.db)<{ id: AccountId }[]>`
        select subject_id as id from audit_events where act = 'deposit.not_renewed' order by id`;
      expect(new Set(noted.map(({ id }) => id))).toEqual(new Set([listed.deposit, elsewhere.deposit, dead.deposit]));
    });
  });

  test("closed early in the moment in which yesterday's closing ends, it waits rather than keeps its full interest", async () => {
    const id = await open();
    await closeUntil("2026-06-15");
    await cutDay(jobs, today);
    const asked = await database.admin.transaction(async (inside) => {
      const tx = sqlOf(inside);
      await tx`lock table product_versions in access exclusive mode`;
      const closing = Promise.allSettled([closeEarly(id)]);
      await somebodyWaits();
      await tx`update banking_days set status = 'closed', closed_at = bank_now() where status = 'closing'`;
      return { closing };
    });
    expect(await asked.closing).toMatchObject([{ status: "rejected", reason: { reason: "interest_not_known" } }]);
    expect(await statusOf(id)).toBe("active");
  });
});

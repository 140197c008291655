import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { lockAccounts } from "@/lib/accounts/load-accounts";
import { begin } from "@/lib/command/transact";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays, businessDate } from "@/lib/core/dates";
import { type AccountId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { applyEntry, type Book, glAccount } from "@/lib/ledger/book";
import type { EntryDraft } from "@/lib/ledger/entry";
import { postEntries } from "@/lib/ledger/post-entries";
import { bookInterestAccrual } from "@/lib/ledger/templates/loan";
import { bookTransfer } from "@/lib/ledger/templates/transfer";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

const SECOND_DAY = addDays(FIRST_DAY, 1);

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let payer: { ctx: Ctx<CustomerActor, Database>; account: { id: AccountId; iban: string } };
let payee: { id: AccountId; iban: string };

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  const { id, ctx } = await bank.customer("Amina Okafor");
  payer = { ctx, account: await bank.account(id, 100_000n) };
  payee = await bank.account((await bank.customer("Jonas Brandt", "002")).id);
});
afterAll(() => database.close());

const jobs = (ctx: Ctx<StaffActor>) => ({ ...ctx, db: database.jobs });
const pay = (amount: string) =>
  createTransfer(payer.ctx, {
    key: newKey(),
    from: payer.account.id,
    to: payee.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });

/** Books one entry on the closing day, as a step of end of day does. */
const onClosingDay = (draft: (book: Book) => EntryDraft) =>
  begin(
    database.jobs,
    { ...bank.system, db: database.jobs },
    async (ctx) => {
      const { book } = await lockAccounts(ctx.db, { ids: [payer.account.id, payee.id] });
      await postEntries(ctx.db, [{ ctx, entry: applyEntry(book, draft(book)) }]);
    },
    "closing",
  );

const interest = (minor: bigint, valueDate?: string) => (book: Book) =>
  bookInterestAccrual({
    id: newId<"entry">(),
    reference: newReference("LNI"),
    branchId: bank.branch("001").id,
    loanNo: "LN-0001",
    receivable: glAccount(book, "1210", bank.branch("001").id, "EUR"),
    income: glAccount(book, "4010", bank.branch("001").id, "EUR"),
    minor,
    ...(valueDate ? { valueDate: businessDate(valueDate) } : {}),
  });

/** The opposite of an accrual, which nothing but a correction books. */
const takenBack = (minor: bigint) => (book: Book) => {
  const { legs, ...entry } = interest(minor)(book);
  return {
    ...entry,
    legs: legs.map((leg) => ({ ...leg, side: leg.side === "debit" ? ("credit" as const) : ("debit" as const) })),
  };
};

const FIXED = { constraint_name: "banking_days_fixed" };

const closings = () => sqlOf(database.db)`
  select a.code, d.debits, d.credits, d.closing from daily_balances d join ledger_accounts a on a.id = d.account_id where d.day = ${FIRST_DAY}`;

describe("a day from cut to close", () => {
  test("takes nothing before its cut", async () => {
    await pay("250.00");
    await expect(closeDay(jobs(operations), FIRST_DAY)).rejects.toMatchObject({ reason: "day_not_closing" });
    await expect(onClosingDay(interest(10n))).rejects.toMatchObject({ reason: "day_not_closing" });
  });

  test("once cut takes end-of-day templates and nothing else; work goes on on the next day", async () => {
    await cutDay(operations, FIRST_DAY);
    await onClosingDay(interest(123n));
    await onClosingDay(interest(77n, "2026-02-27"));
    const transfer = () =>
      bookTransfer({
        id: newId<"entry">(),
        reference: newReference("TRF"),
        branchId: bank.branch("001").id,
        from: payer.account.id,
        to: payee.id,
        minor: 1n,
      });
    await expect(onClosingDay(transfer)).rejects.toMatchObject({
      reason: "period_closed",
      params: { date: FIRST_DAY },
    });
    await pay("50.00");
    const days = await sqlOf(
      database.db,
    )`select booking_date::text as day, count(*)::int as n from journal_entries group by 1 order by 1`;
    expect([...days]).toEqual([
      { day: FIRST_DAY, n: 4 },
      { day: SECOND_DAY, n: 1 },
    ]);
  });

  test("is closed by operations only, and only under its own date", async () => {
    for (const role of ["teller", "branch_manager", "finance_officer", "auditor"] as const) {
      await expect(closeDay(jobs(await bank.staff(role)), FIRST_DAY)).rejects.toMatchObject({
        reason: "not_permitted",
      });
    }
    await expect(closeDay(jobs(operations), SECOND_DAY)).rejects.toMatchObject({ reason: "stale" });
    expect(await closings()).toHaveLength(0);
  });

  test("stays closing while a proof does not hold: interest that no loan knows of", async () => {
    await expect(closeDay(jobs(operations), FIRST_DAY)).rejects.toMatchObject({
      reason: "proof_failed",
      params: { proof: "Interest the loans have booked and not been paid, Harbour, EUR: 0.00 expected, 2.00 found" },
    });
    expect(await closings()).toHaveLength(0);
    const [step] = await sqlOf(
      database.db,
    )`select status, detail from day_steps where day = ${FIRST_DAY} and step = 'proofs'`;
    expect(step).toMatchObject({ status: "failed", detail: expect.stringContaining("0.00 expected, 2.00 found") });
  });

  test("close writes, for every account that moved and the control accounts above, the sums of the postings, and its movements by value day", async () => {
    await onClosingDay(takenBack(200n));
    expect(await closeDay(jobs(operations), FIRST_DAY)).toEqual({ closed: FIRST_DAY });
    const recomputed = await sqlOf(database.db)`
      select a.code, coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0) as debits,
        coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0) as credits, sum(p.amount_minor) as closing
      from postings p join ledger_accounts o on o.id = p.account_id join ledger_accounts a on a.id in (o.id, o.control_account_id)
      where p.booking_date = ${FIRST_DAY} group by a.id, a.code`;
    const sorted = (rows: Iterable<unknown>) =>
      [...rows]
        .map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? value.toString() : value)))
        .sort();
    expect(sorted(await closings())).toEqual(sorted(recomputed));
    const values = await sqlOf(database.db)`
      select v.value_day::text as "valueDay", v.moved from value_movements v join ledger_accounts a on a.id = v.account_id
      where a.code = '4010' and v.booking_day = ${FIRST_DAY} order by v.value_day`;
    expect([...values].map((row) => [row.valueDay, String(row.moved)])).toEqual([
      ["2026-02-27", "-77"],
      [FIRST_DAY, "77"],
    ]);
  });

  test("is recorded step by step, with who did it", async () => {
    const steps = await sqlOf(
      database.db,
    )`select step, status, items from day_steps where day = ${FIRST_DAY} order by started_at, step`;
    expect(steps.map((row) => [row.step, row.status])).toEqual(
      expect.arrayContaining([
        ["cut", "done"],
        ["daily_balances", "done"],
        ["proofs", "done"],
        ["close", "done"],
      ]),
    );
    const [act] = await sqlOf(database.db)`select actor_id, subject_id from audit_events where act = 'day.closed'`;
    expect(act).toMatchObject({ actor_id: operations.actor.userId, subject_id: FIRST_DAY });
  });

  test("once closed refuses entries and figures, in the database too", async () => {
    await expect(closeDay(jobs(operations), FIRST_DAY)).rejects.toMatchObject({ reason: "day_not_closing" });
    await expect(onClosingDay(interest(1n))).rejects.toMatchObject({ reason: "day_not_closing" });
    const backdated = database.db.transaction(async (tx) => {
      const { book } = await lockAccounts(tx, { ids: [] });
      const ctx = { ...bank.system, db: tx, businessDate: FIRST_DAY };
      await postEntries(tx, [{ ctx, entry: applyEntry(book, interest(1n)(book)) }]);
    });
    await expect(backdated).rejects.toMatchObject({ constraint_name: "journal_entries_period" });
    const figures = sqlOf(database.jobs)`
      insert into daily_balances (account_id, day, debits, credits, closing) values (${payee.id}, ${addDays(FIRST_DAY, 1)}, 0, 0, 0)`;
    await expect(figures).rejects.toMatchObject({ constraint_name: "daily_balances_period" });
    await expect(
      sqlOf(
        database.db,
      )`update banking_days set status = 'open', cut_at = null, closed_at = null where day = ${FIRST_DAY}`,
    ).rejects.toMatchObject({
      constraint_name: "banking_days_life_cycle",
    });
  });

  test("stays as it was closed: nobody changes what it fixed, nor takes it from the calendar", async () => {
    for (const column of ["closed_at", "cut_at", "opened_at"]) {
      const moved = `update banking_days set ${column} = ${column} + interval '1 minute' where day = '${FIRST_DAY}'`;
      await expect(sqlOf(database.admin).unsafe(moved), column).rejects.toMatchObject(FIXED);
      if (column !== "opened_at") await expect(sqlOf(database.db).unsafe(moved), column).rejects.toMatchObject(FIXED);
    }
    const another = sqlOf(database.admin)`update banking_days set day = day - 100 where day = ${FIRST_DAY}`;
    await expect(another).rejects.toMatchObject(FIXED);
    for (const gone of ["delete from banking_days", "truncate banking_days cascade"]) {
      await expect(sqlOf(database.admin).unsafe(gone)).rejects.toMatchObject({ code: "23001" });
    }
  });

  test("fixes with the cut when it was cut, and is closed no earlier than its last entry", async () => {
    const held = database.admin.transaction(async (tx) => {
      await sqlOf(tx)`update banking_days set status = 'closing', cut_at = bank_now() where day = ${SECOND_DAY}`;
      const early = tx.transaction(
        (inside) => sqlOf(inside)`
          update banking_days set status = 'closed', closed_at = cut_at - interval '1 hour' where day = ${SECOND_DAY}`,
      );
      await expect(early).rejects.toMatchObject({ constraint_name: "banking_days_entries" });
      await sqlOf(tx)`update banking_days set cut_at = cut_at + interval '1 second' where day = ${SECOND_DAY}`;
    });
    await expect(held).rejects.toMatchObject(FIXED);
  });

  test("the next day closes on top of it, by a clock that was set back: an account that did not move keeps its last figure", async () => {
    await cutDay(operations, SECOND_DAY);
    const [last] = await sqlOf(database.db)<{ at: string; before: string }[]>`
      select max(booked_at)::text as at, (max(booked_at) - interval '1 hour')::text as before
      from journal_entries where booking_date = ${SECOND_DAY}`;
    await closeDay({ ...jobs(operations), clock: last?.before ?? "" }, SECOND_DAY);
    const [day] = await sqlOf(database.db)`select closed_at::text as at from banking_days where day = ${SECOND_DAY}`;
    expect(day).toEqual({ at: last?.at });
    const rows = await sqlOf(
      database.db,
    )`select day::text as day, closing from daily_balances where account_id = ${payee.id} order by day`;
    expect(rows.map((row) => [row.day, String(row.closing)])).toEqual([
      [FIRST_DAY, "-25000"],
      [SECOND_DAY, "-30000"],
    ]);
  });
});

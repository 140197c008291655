import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { AccountId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let from: { id: AccountId; iban: string };
let to: { id: AccountId; iban: string };
let third: { id: AccountId; iban: string };
let entryId: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db, ["EUR", "USD"]);
  const [a, b] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  from = await bank.account(a.id, 100_000n);
  to = await bank.account(b.id);
  third = await bank.account(b.id);
  entryId = (await createTransfer(a.ctx, transferOf("10.00"))).entryId;
});
afterAll(() => database.close());

const transferOf = (amount: string) => ({
  key: newKey(),
  from: from.id,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});

/** What a program behind the application's back would try, as the application's own role. */
const asApplication = (work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>) => inTransaction(database.db, work);
const asSuperuser = (work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>) => inTransaction(database.admin, work);

function inTransaction(db: Database, work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>) {
  return db.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await work(sql);
    throw new Error("nothing refused it");
  });
}

const entryRow = (sql: ReturnType<typeof sqlOf>, id: string, day = "2026-03-02") => sql`
  insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
  values (${id}, 'transfer', 'TRF-X', bank_now(), ${day}, ${day}, 'Transfer', ${bank.branch("001").id}, 'system', 'test', 'job', 'test')`;

type Leg = {
  account: string;
  minor: number;
  currency?: string;
  branch?: string;
  seq?: null;
  booked?: string;
  valued?: string;
  /** Of which of the entries it is. */
  of?: number;
};

/** Legs of an entry, as a transfer of branch 001 between guarded accounts has them unless they say otherwise. */
const legsOf = (sql: ReturnType<typeof sqlOf>, ids: readonly string[], legs: readonly Leg[], day = "2026-03-02") => {
  const column = (of: (leg: Leg) => string | null) => legs.map(of);
  return sql`
    insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
    select r.entry, 20 + row_number() over (), account, currency, branch, minor, booked, valued, seq, case when seq is not null then 0 end
    from unnest(${column(({ of = 0 }) => ids[of] ?? null)}::uuid[], ${column(({ account }) => account)}::uuid[], ${column(({ currency }) => currency ?? "EUR")}::char(3)[],
      ${column(({ branch }) => branch ?? bank.branch("001").id)}::uuid[], ${column(({ minor }) => String(minor))}::bigint[],
      ${column(({ booked }) => booked ?? day)}::date[], ${column(({ valued }) => valued ?? day)}::date[],
      ${column(({ seq }) => (seq === null ? null : "99"))}::bigint[]) as r (entry, account, currency, branch, minor, booked, valued, seq)`;
};

type Entries = { ids?: string[]; day?: string; branch?: string; reverses?: string; xact?: string; epoch?: number };

/** Entries and their legs in one statement, as the one writer writes them. */
const booking = (
  sql: ReturnType<typeof sqlOf>,
  legs: readonly Leg[],
  { ids = [newId()], day = "2026-03-02", branch = bank.branch("001").id, reverses, xact, epoch }: Entries = {},
) => sql`
  with e as (
    insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id, reverses_id, xact, epoch)
    select id, 'transfer', 'TRF-X', bank_now(), ${day}, ${day}, 'Transfer', ${branch}, 'system', 'test', 'job', 'test', ${reverses ?? null},
      coalesce(${xact ?? null}::text::xid8, pg_current_xact_id()), coalesce(${epoch ?? null}::smallint, bank_epoch()) from unnest(${ids}::uuid[]) r (id))
  ${legsOf(sql, ids, legs, day)}`;

/** Two legs that balance. */
const paid = (over: Partial<Leg> = {}): Leg[] => [
  { account: from.id, minor: 100, ...over },
  { account: to.id, minor: -100, ...over },
];

const refused = (work: (sql: ReturnType<typeof sqlOf>) => Promise<unknown>, by: string | RegExp) =>
  expect(asApplication(work)).rejects.toMatchObject({
    constraint_name: typeof by === "string" ? by : expect.stringMatching(by),
  });

/** An account of the bank's own that keeps no running balance. */
async function unguarded(branch: "001" | "002", currency: string): Promise<string> {
  const [account] = await sqlOf(database.db)<{ id: string }[]>`
    select id from ledger_accounts where not guarded and not is_control and currency = ${currency} and branch_id = ${bank.branch(branch).id} limit 1`;
  if (!account) throw new Error(`There is no ${currency} account in ${branch}`);
  return account.id;
}

describe("promise 1: every entry balances", () => {
  test("what these tests break is written where nothing of it is broken", async () => {
    const own = { account: await unguarded("001", "EUR"), seq: null };
    const told = asApplication(async (sql) => {
      await booking(sql, paid());
      await booking(sql, [
        { ...own, minor: 100 },
        { ...own, minor: -100 },
      ]);
    });
    await expect(told).rejects.toThrow("nothing refused it");
  });

  test("an entry that does not balance is refused by the database (control 51)", async () => {
    const [debit] = paid();
    await refused((sql) => booking(sql, [debit as Leg, { account: to.id, minor: -99 }]), "postings_balance");
  });

  test("an entry that balances in total, and in none of its branches, is refused", async () => {
    const [here, there] = [await unguarded("001", "EUR"), await unguarded("002", "EUR")];
    const legs = [
      { account: here, minor: 100, seq: null },
      { account: there, minor: -100, seq: null, branch: bank.branch("002").id },
    ];
    await refused((sql) => booking(sql, legs), "postings_balance");
  });

  test("an entry that balances in total, and in none of its currencies, is refused", async () => {
    const [euros, dollars] = [await unguarded("001", "EUR"), await unguarded("001", "USD")];
    const legs = [
      { account: euros, minor: 100, seq: null },
      { account: dollars, minor: -100, seq: null, currency: "USD" },
    ];
    await refused((sql) => booking(sql, legs), "postings_balance");
  });

  test("two entries that balance only together are refused", async () => {
    const legs = paid().map((leg, of) => ({ ...leg, of }));
    await refused((sql) => booking(sql, legs, { ids: [newId(), newId()] }), "postings_balance");
  });

  test.each([
    ["booking date", { booked: "2026-03-03" }],
    ["value date", { valued: "2026-03-01" }],
  ])("legs of another %s than their entry's are refused", async (_, over) => {
    await refused((sql) => booking(sql, paid(over)), "postings_own_entry");
  });

  test("an entry without legs is refused", async () => {
    await refused((sql) => entryRow(sql, newId()), "journal_entries_legs");
  });

  test("an entry under another transaction than its own is refused", async () => {
    await refused((sql) => booking(sql, paid(), { xact: "3" }), /^(journal_entries_legs|postings_own_entry)$/);
    // Before a restore it was another transaction that had this id.
    await refused((sql) => booking(sql, paid(), { epoch: 0 }), /^(journal_entries_legs|postings_own_entry)$/);
  });

  test.each([
    ["currency", () => ({ currency: "USD" })],
    ["branch", () => ({ branch: bank.branch("002").id })],
  ])("legs for another %s than the account's are refused", async (_, named) => {
    await refused((sql) => booking(sql, paid(named())), "postings_account_facts");
  });

  test("an entry in a branch that there is not, or on a day that the calendar does not know, is refused", async () => {
    await refused((sql) => booking(sql, paid(), { branch: newId() }), /^journal_entries_branch/);
    await refused((sql) => booking(sql, paid(), { day: "2031-01-01" }), /^journal_entries_(period|booking_date)/);
  });

  test("legs of an entry that there is not are refused", async () => {
    await refused((sql) => legsOf(sql, [newId()], paid()), /^postings_(own_entry|entry_id)/);
  });

  test("a transfer is refused whose entry is not there, moves others, or is not between accounts of customers", async () => {
    const own = await unguarded("001", "EUR");
    const entry = newId();
    const transfer = (sql: ReturnType<typeof sqlOf>, id: string, payer: string, payee: string) => sql`
      insert into transfers (id, reference, kind, from_account_id, to_account_id, amount_minor, currency)
      values (${id}, ${`TRF-${id.slice(-9)}`}, 'internal', ${payer}, ${payee}, 100, 'EUR')`;
    const paying = (legs: readonly Leg[], payer: string, payee: string) => async (sql: ReturnType<typeof sqlOf>) => {
      await booking(sql, legs, { ids: [entry] });
      await transfer(sql, entry, payer, payee);
    };
    await refused((sql) => transfer(sql, newId(), from.id, to.id), "transfers_own_entry");
    await refused(paying(paid(), from.id, third.id), "transfers_own_entry");
    await refused(paying(paid(), third.id, to.id), "transfers_own_entry");
    const bankPays = [
      { account: own, minor: 100, seq: null },
      { account: to.id, minor: -100 },
    ];
    await refused(paying(bankPays, own, to.id), "transfers_own_entry");
    await expect(asApplication(paying(paid(), from.id, to.id))).rejects.toThrow("nothing refused it");
  });

  test.each([
    ["delete from branches", "branches"],
    ["delete from banking_days", "banking_days"],
    ["delete from accounts", "accounts"],
    ["update branches set id = gen_random_uuid()", "branches"],
    ["update accounts set id = gen_random_uuid()", "accounts"],
    ["update transfers set to_account_id = from_account_id", "transfers"],
    ["update transfers set id = gen_random_uuid()", "transfers"],
  ])("what entries and transfers refer to stays: %s is refused to anyone", async (attempt, table) => {
    await expect(asSuperuser((sql) => sql.unsafe(attempt))).rejects.toMatchObject({
      code: "23001",
      message: expect.stringContaining(`${table} is append-only`),
    });
  });
});

describe("promise 2: nothing is changed or deleted", () => {
  test.each([
    "journal_entries",
    "postings",
    "audit_events",
    "audit_details",
    "ledger_accounts",
    "daily_balances",
    "value_movements",
  ])("%s takes no UPDATE, DELETE or TRUNCATE, from the application or from anyone (control 50)", async (table) => {
    const column = {
      journal_entries: "narrative",
      postings: "amount_minor",
      audit_events: "act",
      audit_details: "ciphertext",
      ledger_accounts: "name",
      daily_balances: "closing",
      value_movements: "moved",
    }[table];
    const attempts = [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`];
    for (const attempt of attempts) {
      await expect(asApplication((sql) => sql.unsafe(attempt))).rejects.toMatchObject({ code: "42501" });
      await expect(asSuperuser((sql) => sql.unsafe(attempt))).rejects.toMatchObject({ code: "23001" });
    }
  });

  test("legs added to an old entry are refused, even when they balance (controls 50, 51)", async () => {
    await refused((sql) => legsOf(sql, [entryId], paid()), "postings_own_entry");
  });

  test("an entry can be reversed once", async () => {
    const reversal = (sql: ReturnType<typeof sqlOf>) => booking(sql, paid(), { reverses: entryId });
    await refused(async (sql) => {
      await reversal(sql);
      await reversal(sql);
    }, "journal_entries_reverses");
  });
});

describe("promise 3: no guarded account goes below its floor", () => {
  test("a balance below the floor is refused by the database (control 52)", async () => {
    await expect(
      asApplication((sql) => sql`update account_balances set balance = -1 where account_id = ${to.id}`),
    ).rejects.toMatchObject({ constraint_name: "account_balances_floor" });
    await expect(
      asApplication((sql) => sql`update account_balances set held = balance + 1 where account_id = ${to.id}`),
    ).rejects.toMatchObject({ constraint_name: "account_balances_floor" });
  });

  test("a posting on a control account is refused", async () => {
    const [control] = await sqlOf(database.db)<{ id: AccountId }[]>`
      select id from ledger_accounts where code = '2010' and currency = 'EUR' and branch_id = ${bank.branch("001").id}`;
    const onControl = { account: control?.id as AccountId, minor: -100, seq: null };
    await refused((sql) => booking(sql, [{ account: from.id, minor: 100 }, onControl]), "postings_account_kind");
  });

  test("a posting without its number on a guarded account, or with one on an unguarded account, is refused", async () => {
    const own = { account: await unguarded("001", "EUR"), minor: -100 };
    await refused((sql) => booking(sql, paid({ seq: null })), "postings_account_kind");
    await refused((sql) => booking(sql, [{ account: from.id, minor: 100 }, own]), "postings_account_kind");
    const half = { account: from.id, minor: 100, seq: null };
    await refused((sql) => booking(sql, [half, { ...own, seq: null }]), "postings_account_kind");
  });
});

describe("promise 5: a closed day's figures are final", () => {
  test("daily balances and value movements of a day that is not closing are refused", async () => {
    await refused(
      (sql) => sql`
        insert into daily_balances (account_id, day, debits, credits, closing) values (${from.id}, '2026-03-02', 0, 0, 0)`,
      "daily_balances_period",
    );
    await refused(
      (sql) => sql`
        insert into value_movements (account_id, value_day, booking_day, moved) values (${from.id}, '2026-02-27', '2026-03-02', 5)`,
      "value_movements_period",
    );
  });
});

describe("promise 4: an acknowledged posting is there exactly once", () => {
  test("an unacknowledged one leaves nothing behind, its key included", async () => {
    const { ctx } = await bank.customer("Never Paid");
    const key = newKey();
    await expect(createTransfer(ctx, { ...transferOf("1.00"), key })).rejects.toMatchObject({
      reason: "account_not_found",
    });
    const before = await sqlOf(database.db)`select count(*) as n from journal_entries`;
    await expect(asApplication((sql) => entryRow(sql, newId()))).rejects.toThrow();
    expect(await sqlOf(database.db)`select count(*) as n from journal_entries`).toEqual(before);
  });

  test("the application's role owns nothing and cannot become who does (control 48)", async () => {
    for (const attempt of [
      "drop table postings",
      "truncate postings",
      "update journal_entries set narrative = 'another'",
      "update postings set amount_minor = 1",
      "delete from audit_events",
      "set role bank_owner",
      "copy postings to program 'true'",
      "alter table postings disable trigger all",
    ]) {
      await expect(asApplication((sql) => sql.unsafe(attempt))).rejects.toMatchObject({
        code: expect.stringMatching(/^42501$/),
      });
    }
  });
});

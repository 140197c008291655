import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { begin } from "@/lib/command/transact";
import { type EntryId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { applyEntry, type Book, glAccount } from "@/lib/ledger/book";
import { credit, debit } from "@/lib/ledger/entry";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import { bookManualJournal } from "@/lib/ledger/templates/manual-journal";
import { bookTransfer } from "@/lib/ledger/templates/transfer";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

const timesOf = async (...ids: EntryId[]) => {
  const rows = await sqlOf(database.db)<{ id: string; at: string }[]>`
    select id, booked_at::text as at from journal_entries where id = any(${ids}::uuid[])`;
  return ids.map((id) => rows.find((row) => row.id === id)?.at ?? "");
};

const setClock = (body: string) =>
  sqlOf(database.admin).unsafe(
    `create or replace function bank_now() returns timestamptz language plpgsql volatile as $$ ${body} $$`,
  );

function journal(book: Book) {
  const branchId = bank.branch("001").id;
  const legs = [
    debit(glAccount(book, "5410", branchId, "EUR"), 100n),
    credit(glAccount(book, "4910", branchId, "EUR"), 100n),
  ];
  return bookManualJournal({ id: newId<"entry">(), reference: newReference("JNL"), branchId, legs, document: "Test" });
}

test("an entry that locks nothing gets its time after its transaction has its id: a horizon never passes it", async () => {
  // From here on a time that is asked for before the id fails.
  await setClock(`begin
    if pg_current_xact_id_if_assigned() is null then raise exception 'a time before the id'; end if;
    return clock_timestamp();
  end`);
  await begin(database.db, bank.system, async (inside) => {
    const book = await lockBalances(inside.db, []);
    const entry = applyEntry(book, journal(book));
    await postEntries(inside.db, [{ ctx: inside, entry }]);
  });
});

test("what a transaction books on an account comes after all that was booked there, by a clock set back and by an old book too", async () => {
  await setClock(
    "begin return coalesce(nullif(current_setting('test.clock', true), '')::timestamptz, clock_timestamp()); end",
  );
  const [payer, payee] = [await bank.customer(), await bank.customer("Bora Demir")];
  const [from, to] = [await bank.account(payer.id, 10_000n), await bank.account(payee.id)];
  const move = (book: Book) =>
    applyEntry(
      book,
      bookTransfer({
        id: newId<"entry">(),
        reference: newReference("TRF"),
        branchId: bank.branch("001").id,
        from: from.id,
        to: to.id,
        minor: 1n,
      }),
    );
  const [early, later, last] = await begin(database.db, bank.system, async (inside) => {
    const book = await lockBalances(inside.db, [from.id, to.id]);
    const first = move(book);
    await postEntries(inside.db, [{ ctx: inside, entry: first }]);
    await sqlOf(inside.db)`select set_config('test.clock', '2026-03-02T00:00:00Z', true)`;
    const second = move(book);
    await postEntries(inside.db, [{ ctx: inside, entry: second }]);
    const third = move(await lockBalances(inside.db, [from.id, to.id]));
    await postEntries(inside.db, [{ ctx: inside, entry: third }]);
    return [first.id, second.id, third.id];
  });
  const times = await timesOf(early as EntryId, later as EntryId, last as EntryId);
  expect([...times].sort()).toEqual(times);
  expect(new Set(times).size).toBe(3);
  expect(firstBad(await database.jobs.transaction((tx) => verifyLedger(tx)))).toBeNull();
});

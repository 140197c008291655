import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf, type Transaction } from "@/db/client";
import { begin } from "@/lib/command/transact";
import { businessDate } from "@/lib/core/dates";
import { isBankError } from "@/lib/core/errors";
import { type AccountId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { applyEntry, applyLinked, type Book } from "@/lib/ledger/book";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import { bookTransfer } from "@/lib/ledger/templates/transfer";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { repayLoan } from "@/lib/loans/repay-loan";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { advanceTo, borrower, lendingDesk, loanAt } from "../loans/lending";
import { balanceOf } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

describe("linked entries", () => {
  let ids: AccountId[];
  beforeAll(async () => {
    const { id } = await bank.customer();
    ids = [(await bank.account(id, 100_00n)).id, (await bank.account(id)).id, (await bank.account(id)).id];
  });

  const move = (from: number, to: number, minor: bigint) =>
    bookTransfer({
      id: newId<"entry">(),
      reference: newReference("TRF"),
      branchId: bank.branch("001").id,
      from: ids[from] as AccountId,
      to: ids[to] as AccountId,
      minor,
    });
  const under = (
    work: (book: Book, tx: Transaction, ctx: Parameters<typeof postEntries>[1][number]["ctx"]) => unknown,
  ) => begin(database.db, bank.system, async (inside) => work(await lockBalances(inside.db, ids), inside.db, inside));
  const balances = () => Promise.all(ids.map((id) => balanceOf(database.db, id)));

  test("are all accepted, each seeing what the one before it moved", async () => {
    await under((book, tx, ctx) =>
      postEntries(
        tx,
        applyLinked(book, [move(0, 1, 60_00n), move(1, 2, 60_00n)]).map((entry) => ({ ctx, entry })),
      ),
    );
    expect(await balances()).toEqual([40_00n, 0n, 60_00n]);
  });

  test("or none of them: where the second is refused the first is undone, and what follows starts from before", async () => {
    await under(async (book, tx, ctx) => {
      const before = structuredClone(book.guarded);
      expect(() => applyLinked(book, [move(0, 1, 30_00n), move(1, 2, 30_01n)])).toThrow(
        expect.objectContaining({ reason: "insufficient_funds" }),
      );
      expect(book.guarded).toEqual(before);
      await postEntries(tx, [{ ctx, entry: applyEntry(book, move(0, 1, 40_00n)) }]);
    });
    expect(await balances()).toEqual([0n, 40_00n, 60_00n]);
  });
});

test("a repayment and the interest earned by its day are booked together or not at all", async () => {
  const desk = await lendingDesk(bank);
  const who = await borrower(bank);
  const loanId = await loanAt(bank, desk, "active", who);
  const elsewhere = await bank.account(who.id);
  await createTransfer(desk.teller, {
    key: newKey(),
    from: who.account.id,
    to: elsewhere.iban,
    amount: "9,800.00",
    remittance: undefined,
    beneficiaryId: undefined,
  });
  const due = businessDate("2026-04-02");
  await advanceTo(bank, due);
  const ask = (amount: string) => ({
    ctx: { ...desk.teller, businessDate: due },
    input: { key: newKey(), loanId, amount },
  });
  const [tooMuch, enough] = await repayLoan.many([ask("318.00"), ask("150.00")]);
  expect(isBankError(tooMuch) && tooMuch.reason).toBe("insufficient_funds");
  expect(isBankError(enough)).toBe(false);
  const booked = await sqlOf(database.db)<{ kind: string; minor: bigint }[]>`
    select e.kind, p.amount_minor as minor from journal_entries e join postings p on p.entry_id = e.id and p.leg = 1
    where e.kind in ('loan_interest_accrued', 'loan_repaid') order by e.kind`;
  expect([...booked]).toEqual([
    { kind: "loan_interest_accrued", minor: 75_00n },
    { kind: "loan_repaid", minor: 150_00n },
  ]);
  expect(await balanceOf(database.db, who.account.id)).toBe(50_00n);
});

test("afterwards every figure follows from the postings (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

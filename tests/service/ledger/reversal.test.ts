import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { BlockKind } from "@/lib/accounts/load-accounts";
import { placeBlock } from "@/lib/accounts/place-block";
import { statementPage } from "@/lib/accounts/statement";
import { myTill } from "@/lib/cash/queries";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import type { AccountId } from "@/lib/core/ids";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeAccount } from "@/lib/operations/close-account";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { receiptOf } from "@/lib/statements/receipt";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { captureHold, createTransfer, depositCash, placeHold, reverseEntry, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { closeCounted } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let manager: Ctx<StaffActor, Database>;
let payer: { id: AccountId; iban: string; ctx: Ctx<CustomerActor, Database> };
let payee: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  const { id, ctx } = await bank.customer("Amina Okafor");
  payer = { ...(await bank.account(id, 10_000_00n)), ctx };
  payee = await bank.account((await bank.customer("Jonas Brandt", "002")).id);
});
afterAll(() => database.close());

const balance = async (id: string) => {
  const [row] = await sqlOf(database.db)<
    { balance: bigint }[]
  >`select balance from account_balances where account_id = ${id}`;
  return row?.balance ?? 0n;
};
const legsOf = async (id: string) => [
  ...(await sqlOf(database.db)`
    select account_id as account, amount_minor as minor, value_date::text as value from postings where entry_id = ${id} order by account_id, amount_minor`),
];
const paid = (amount: string, to = payee.iban) =>
  createTransfer(payer.ctx, {
    key: newKey(),
    from: payer.id,
    to,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });
const reversed = (entryId: string, ctx = manager, key = newKey()) =>
  reverseEntry(ctx, { key, entryId: entryId as never, reason: "wrong_account", note: "Asked for by phone" });

describe("reversing an entry", () => {
  test("books its exact opposite, linked, also between branches, and records who and why", async () => {
    const [before, other] = [await balance(payer.id), await balance(payee.id)];
    const { entryId, reference } = await paid("25.00");
    const undone = await reversed(entryId);
    expect([await balance(payer.id), await balance(payee.id)]).toEqual([before, other]);
    const opposite = (await legsOf(entryId)).map((leg) => ({ ...leg, minor: -leg.minor }));
    const byAccount = (a: { account: string; minor: bigint }, b: typeof a) =>
      a.account + a.minor < b.account + b.minor ? -1 : 1;
    expect((await legsOf(undone.entryId)).sort(byAccount as never)).toEqual(opposite.sort(byAccount as never));
    const [entry] = await sqlOf(
      database.db,
    )`select kind, narrative, reverses_id from journal_entries where id = ${undone.entryId}`;
    expect(entry).toEqual({
      kind: "correction",
      narrative: `Reversal of ${reference}: wrong account`,
      reverses_id: entryId,
    });
    const [act] = await sqlOf(
      database.db,
    )`select act, actor_id, result, subject_id from audit_events where reference = ${undone.reference}`;
    expect(act).toEqual({ act: "entry.reversed", actor_id: manager.actor.userId, result: "done", subject_id: entryId });
    expect((await entryDetail(manager, entryId))?.linked).toMatchObject([{ why: "reversed_by", id: undone.entryId }]);
    expect((await entryDetail(manager, undone.entryId))?.linked).toMatchObject([{ why: "reverses", id: entryId }]);
  });

  test("stands on the statement beside what it reverses, and has a receipt", async () => {
    const { entryId, reference } = await paid("11.00");
    const undone = await reversed(entryId);
    const [reversal, original] = (await statementPage(payer.ctx, payer.id)).rows;
    expect(reversal?.movement).toMatchObject({ reversal: { of: reference }, reversedBy: null });
    expect(original?.movement).toMatchObject({ reversal: null, reversedBy: undone.reference });
    expect(await receiptOf(payer.ctx, undone.reference)).toMatchObject({ title: "Correction", changeMinor: 11_00n });
  });

  test("happens once, also when twenty try at once", async () => {
    const before = await balance(payer.id);
    const { entryId } = await paid("10.00");
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => reversed(entryId)));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = asked.flatMap((one) => (one.status === "rejected" ? [one.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["already_reversed"]));
    expect(await balance(payer.id)).toBe(before);
  });

  test("twenty equal requests get twenty equal answers (control 40)", async () => {
    const { entryId } = await paid("10.00");
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => reversed(entryId, manager, key)));
    expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1);
  });

  test("is the branch manager's of the branch, and never of whoever booked it", async () => {
    const { entryId } = await paid("10.00");
    await expect(reversed(entryId, await bank.staff("teller"))).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(reversed(entryId, await bank.staff("branch_manager", "002"))).rejects.toMatchObject({
      reason: "other_branch",
    });
    await expect(reversed("01990000-0000-7000-8000-000000000000")).rejects.toMatchObject({ reason: "entry_not_found" });
    const both = await bank.staff(["service_officer", "branch_manager"]);
    const { holdId } = await placeHold(both, {
      key: newKey(),
      accountId: payer.id,
      amount: "5.00",
      reason: "other",
      expiresOn: undefined,
      note: undefined,
    });
    const capture = await captureHold(both, { key: newKey(), holdId, amount: "5.00", to: payee.iban });
    await expect(reversed(capture.entryId, both)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    await reversed(capture.entryId);
  });

  test("moves the cash of an open till back, and none of a session that has ended", async () => {
    const teller = await bank.teller(100_00n);
    const cash = { iban: payer.iban, paidInBy: undefined, note: undefined };
    const before = await balance(payer.id);
    const paidIn = await depositCash(teller, { ...cash, key: newKey(), amount: "30.00", notes: coins("30.00") });
    await reversed(paidIn.entryId);
    const paidOut = await withdrawCash(teller, { ...cash, key: newKey(), amount: "40.00", notes: coins("40.00") });
    await reversed(paidOut.entryId);
    expect(await balance(payer.id)).toBe(before);
    expect((await myTill(teller))?.cash[0]).toMatchObject({
      expectedMinor: 100_00n,
      inMinor: 0n,
      outMinor: 0n,
      openingMinor: 0n,
    });
    const late = await depositCash(teller, { ...cash, key: newKey(), amount: "30.00", notes: coins("30.00") });
    await closeCounted(teller);
    await expect(reversed(late.entryId)).rejects.toMatchObject({ reason: "till_session_over" });
  });

  test("never takes cash out of a till that does not hold it", async () => {
    const teller = await bank.teller();
    const cash = { iban: payer.iban, paidInBy: undefined, note: undefined };
    const first = await depositCash(teller, { ...cash, key: newKey(), amount: "30.00", notes: coins("30.00") });
    await withdrawCash(teller, { ...cash, key: newKey(), amount: "20.00", notes: coins("20.00") });
    await expect(reversed(first.entryId)).rejects.toMatchObject({ reason: "till_short" });
    await closeCounted(teller);
  });

  test("is refused for kinds whose own records would differ, for a reversal, and for closed accounts", async () => {
    const { entryId } = await paid("10.00");
    const undone = await reversed(entryId);
    await expect(reversed(undone.entryId, await bank.staff("branch_manager"))).rejects.toMatchObject({
      reason: "not_reversible",
      params: { title: "Correction" },
    });
    const [cashMove] = await sqlOf(database.db)<{ id: string }[]>`
      select id from journal_entries where kind = 'vault_to_till' and branch_id = ${manager.actor.branchId} limit 1`;
    await expect(reversed(cashMove?.id as string)).rejects.toMatchObject({ reason: "not_reversible" });
    const { id, ctx } = await bank.customer("Mei Tan");
    const closing = await bank.account(id);
    const last = await paid("1.00", closing.iban);
    await createTransfer(ctx, {
      key: newKey(),
      from: closing.id,
      to: payer.iban,
      amount: "1.00",
      remittance: undefined,
      beneficiaryId: undefined,
    });
    await closeAccount(await bank.staff("service_officer"), {
      key: newKey(),
      accountId: closing.id,
      reason: "Moved away",
    });
    await expect(reversed(last.entryId)).rejects.toMatchObject({ reason: "account_closed" });
  });

  test("takes nothing from an account that is frozen or wholly blocked, and pays nothing to one that may receive nothing", async () => {
    const compliance = await bank.staff("compliance_officer", "000");
    const between = async (kind: BlockKind, whose: "payer" | "payee") => {
      const { id, ctx } = await bank.customer("Mei Tan");
      const mine = { ...(await bank.account(id, 50_00n)), ctx };
      const theirs = await bank.account((await bank.customer("Ruben Acker")).id);
      const ends = { key: newKey(), from: mine.id, to: theirs.iban, remittance: undefined, beneficiaryId: undefined };
      const { entryId } = await createTransfer(mine.ctx, { ...ends, amount: "10.00" });
      const accountId = whose === "payer" ? mine.id : theirs.id;
      const { blockId } = await placeBlock(compliance, { key: newKey(), accountId, kind, reason: "Court order" });
      return { entryId, mine, theirs, blockId };
    };
    for (const [kind, whose] of [
      ["freeze", "payee"],
      ["all", "payee"],
      ["credit", "payer"],
      ["all", "payer"],
    ] as const) {
      const { entryId, mine, theirs, blockId } = await between(kind, whose);
      const stopped = whose === "payer" ? mine : theirs;
      await expect(reversed(entryId), `${kind} of the ${whose}`).rejects.toMatchObject({
        reason: "account_blocked",
        params: { account: formatMaskedIban(stopped.iban) },
      });
      expect([await balance(mine.id), await balance(theirs.id)]).toEqual([40_00n, 10_00n]);
      await sqlOf(
        database.admin,
      )`update account_blocks set lifted_at = bank_now(), lifted_by = placed_by, lift_reason = 'Over' where id = ${blockId}`;
      await reversed(entryId, manager, newKey());
      expect([await balance(mine.id), await balance(theirs.id)]).toEqual([50_00n, 0n]);
    }
    for (const [kind, whose] of [
      ["debit", "payee"],
      ["credit", "payee"],
      ["debit", "payer"],
      ["freeze", "payer"],
    ] as const) {
      const { entryId, mine, theirs } = await between(kind, whose);
      await reversed(entryId);
      expect([await balance(mine.id), await balance(theirs.id)], `${kind} of the ${whose}`).toEqual([50_00n, 0n]);
    }
  });

  test("of a closed day is booked today and counts from the original's value date; the closed figures stay", async () => {
    const { entryId } = await paid("7.00");
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, FIRST_DAY);
    await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
    const closing = () =>
      sqlOf(database.db)`select closing from daily_balances where account_id = ${payer.id} and day = ${FIRST_DAY}`;
    const before = await closing();
    const undone = await reversed(entryId);
    const [entry] = await sqlOf(database.db)`
      select booking_date::text as booked, value_date::text as value from journal_entries where id = ${undone.entryId}`;
    expect(entry).toEqual({ booked: addDays(FIRST_DAY, 1), value: FIRST_DAY });
    expect(await closing()).toEqual(before);
  });
});

test("afterwards every figure follows from the postings and the holds (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

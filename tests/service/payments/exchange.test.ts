import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { addDays } from "@/lib/core/dates";
import type { AccountId, CustomerId, EntryId } from "@/lib/core/ids";
import { decimalText } from "@/lib/core/money";
import { oldRatesOn, positionsOn } from "@/lib/exchange/positions";
import { readRates } from "@/lib/exchange/read-rates";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { trialBalance } from "@/lib/ledger/trial-balance";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { dayCockpit } from "@/lib/operations/day-queries";
import { runProofs } from "@/lib/operations/proofs";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { findEachByReference } from "../../support/found-by-reference";
import { setRates } from "../../support/rates";
import { balanceOf, openAccountInCurrency } from "./money";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let euros: { id: AccountId; iban: string };
let dollars: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  amina = await bank.customer();
  euros = await bank.account(amina.id, 1000_00n);
  dollars = await openAccountInCurrency(bank, amina.id, "USD");
});
afterAll(() => database.close());

const pay = (from: { id: AccountId }, to: { iban: string }, amount: string, quoted?: string) => ({
  key: newKey(),
  from: from.id,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
  quote: quoted,
});
/** What a form holds that showed the rate in force. */
const shown = async (way: "buys" | "sells") => {
  const id = (await readRates(database.db, FIRST_DAY)).byCurrency.get("USD")?.id;
  return way === "buys" ? `${id}.own` : `own.${id}`;
};
const balances = async () => [await balanceOf(database.db, euros.id), await balanceOf(database.db, dollars.id)];
const position = async (day = FIRST_DAY) => {
  const [dollar] = (await positionsOn(database.db, day)).positions;
  return [dollar?.minor, dollar?.counterValueMinor, dollar?.worthMinor];
};
const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.reason,
  );

test("without a rate nothing is exchanged, and without a confirmed one neither", async () => {
  expect(await reasonOf(createTransfer(amina.ctx, pay(euros, dollars, "100.00", "own.none")))).toBe("rate_missing");
  await setRates(bank, "0.9050", "0.9150", "0.9250");
  expect(await reasonOf(createTransfer(amina.ctx, pay(euros, dollars, "100.00")))).toBe("currency_mismatch");
  expect(await reasonOf(createTransfer(amina.ctx, pay(euros, dollars, "100.00", "own.none")))).toBe("rate_changed");
  expect(await balances()).toEqual([1000_00n, 0n]);
});

test("euros into dollars at offer: both amounts, the rate and the income are kept, and each currency adds to zero", async () => {
  const input = pay(euros, dollars, "100.00", await shown("sells"));
  const done = await createTransfer(amina.ctx, input);
  expect(await createTransfer(amina.ctx, input)).toEqual(done);
  expect(await balances()).toEqual([900_00n, 108_10n]);
  if (!("entryId" in done)) throw new Error("it waits");
  const [row] = await sqlOf(database.db)`
    select x.give_minor, x.give_currency, x.get_minor, x.get_currency, x.income_minor, r.offer::text
    from exchanges x join exchange_rates r on r.id = x.get_rate_id where x.id = ${done.entryId}`;
  expect(row).toEqual({
    give_minor: 100_00n,
    give_currency: "EUR",
    get_minor: 108_10n,
    get_currency: "USD",
    income_minor: 1_09n,
    offer: "0.9250000000",
  });
  const sums = await sqlOf(database.db)<{ minor: bigint }[]>`
    select sum(amount_minor)::bigint as minor from postings where entry_id = ${done.entryId} group by currency, branch_id`;
  // Two branches in two currencies: the positions lie at head office.
  expect(sums.map(({ minor }) => minor)).toEqual([0n, 0n, 0n, 0n]);
  // The bank owes 108.10 dollars that it does not have, worth 98.91 at mid.
  expect(await position()).toEqual([-108_10n, -98_91n, -98_91n]);
  const finance = await bank.staff("finance_officer", "000");
  for (const currency of ["EUR", "USD"] as const) {
    const { lines } = await trialBalance(finance, currency);
    const net = lines.reduce((sum, line) => sum + line.closedMinor + line.debitsMinor - line.creditsMinor, 0n);
    expect(net, currency).toBe(0n);
  }
  const income = (await trialBalance(finance, "EUR")).lines.find(
    ({ code, creditsMinor }) => code === "4210" && creditsMinor > 0n,
  );
  expect(income).toMatchObject({ branch: "Harbour", creditsMinor: 1_09n });
});

test("a rate that changed after it was shown is asked for again, with both amounts as they are now", async () => {
  const before = await shown("sells");
  await setRates(bank, "0.9100", "0.9200", "0.9300");
  const refused = await createTransfer(amina.ctx, pay(euros, dollars, "100.00", before)).catch((error) => error);
  expect(refused).toMatchObject({ code: "conflict", reason: "rate_changed" });
  expect(refused.sentence).toContain("€100.00 is now exchanged for $107.52");
  expect(await balances()).toEqual([900_00n, 108_10n]);
});

test("dollars into somebody else's euros at bid, never more than there are", async () => {
  const jonas = await bank.customer("Jonas Brandt", "002");
  const his = await bank.account(jonas.id);
  const quoted = await shown("buys");
  expect(await reasonOf(createTransfer(amina.ctx, pay(dollars, his, "108.11", quoted)))).toBe("insufficient_funds");
  // A cent is worth 0.0091 and comes to nothing; the customer's side is rounded down.
  expect(await reasonOf(createTransfer(amina.ctx, pay(dollars, his, "0.01", quoted)))).toBe("exchange_too_small");
  await createTransfer(amina.ctx, pay(dollars, his, "50.00", quoted));
  expect(await balanceOf(database.db, his.id)).toBe(45_50n);
  expect(await balanceOf(database.db, dollars.id)).toBe(58_10n);
});

test("an exchange is reversed whole, once", async () => {
  const [before, held] = [await balances(), await position()];
  const done = await createTransfer(amina.ctx, pay(euros, dollars, "200.00", await shown("sells")));
  if (!("entryId" in done)) throw new Error("it waits");
  const manager = await bank.staff("branch_manager");
  const undo = (entryId: EntryId) =>
    reverseEntry(manager, { key: newKey(), entryId, reason: "wrong_amount", note: undefined });
  await undo(done.entryId);
  expect([await balances(), await position()]).toEqual([before, held]);
  expect(await reasonOf(undo(done.entryId))).toBe("already_reversed");
});

test("operations see before the cut which position would be valued at an old rate", async () => {
  const operations = await bank.staff("operations", "000");
  expect((await dayCockpit(operations)).oldRates).toEqual([]);
  const later = await oldRatesOn(database.db, addDays(FIRST_DAY, 1));
  expect(later).toEqual([{ currency: "USD", validFrom: FIRST_DAY }]);
});

test("the close values the position at the day's mid, and proves it", async () => {
  await setRates(bank, "0.9900", "1.0000", "1.0100");
  const [minor, counterValue, worth] = (await position()) as [bigint, bigint, bigint];
  expect(worth).toBe(minor);
  expect(counterValue).not.toBe(worth);
  await cutDay(bank.system, FIRST_DAY);
  // Nothing that is set from now on prices the day that closes.
  const next = addDays(FIRST_DAY, 1);
  await setRates(bank, "0.5000", "0.6000", "0.7000", { from: next });
  await closeDay(bank.system, FIRST_DAY);
  expect(await position()).toEqual([minor, worth, worth]);
  const [entry] = await sqlOf(database.db)`
    select e.narrative, a.code, p.amount_minor from journal_entries e join postings p on p.entry_id = e.id
      join ledger_accounts a on a.id = p.account_id where e.kind = 'revaluation' and a.code <> '1910-USD'`;
  const loss = counterValue - worth;
  expect(entry).toEqual({
    narrative: `${decimalText(minor, "USD")} USD at 1.0000 of 2 Mar 2026`,
    code: loss > 0n ? "5220" : "4220",
    amount_minor: loss,
  });
  const proofs = await database.db.transaction((tx) => runProofs(tx, FIRST_DAY));
  const own = proofs.filter(({ name }) => /^(Exchanged|Position)/.test(name));
  expect(own).toHaveLength(2);
  for (const { expected, actual } of proofs) expect(actual).toBe(expected);
  expect(own[0]?.expected).toBe(minor);
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

test("a proof fails where an exchange's row says another amount than its entry, and verify names it", async () => {
  const undo = new Error("undo");
  const tampered = await database.admin
    .transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`set local session_replication_role = replica`;
      await sql`update exchanges set get_minor = get_minor + 1 where get_currency = 'USD'`;
      const proofs = await runProofs(tx, FIRST_DAY);
      const failed = proofs.filter(({ expected, actual }) => expected !== actual).map(({ name }) => name);
      throw Object.assign(undo, { failed, bad: firstBad(await verifyLedger(tx)) });
    })
    .catch((error) => error);
  expect(tampered.failed).toEqual(["Exchanged, by the exchanges’ own rows"]);
  expect(tampered.bad?.check ?? tampered.bad).toContain("exchange");
});

test("the database takes no exchange beside its entry, at another currency's rate, or changed", async () => {
  const sql = sqlOf(database.db);
  const copy = sql`
    insert into exchanges (id, give_minor, give_currency, get_minor, get_currency, get_rate_id, income_minor)
    select e.id, 1, 'EUR', 1, 'USD', r.id, 0 from journal_entries e, exchange_rates r where e.kind = 'transfer' or e.kind = 'incoming_credit' limit 1`;
  await expect(copy).rejects.toThrow(/not of this transaction/);
  await expect(sql`update exchanges set income_minor = 0`).rejects.toThrow();
  await expect(sqlOf(database.admin)`delete from exchanges`).rejects.toThrow();
});

test("from a policy's amount on a second person agrees to the rate as well", async () => {
  const { changePolicy } = await import("@/lib/approvals/change-policy");
  const { carried } = await import("../../support/second-person");
  const day = addDays(FIRST_DAY, 1);
  const [admin, admin2] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
  await carried(
    changePolicy,
    { kind: "transfer.create", role: "anyone", currency: "EUR", from: "100.00", checkerRole: "branch_manager", effectiveFrom: day, reason: "Caution" } as const,
    { maker: admin, checker: admin2 },
  ); // biome-ignore format: one policy a line
  const [teller, manager] = [await bank.staff("teller"), await bank.staff("branch_manager")];
  const quoted = async () => `own.${(await readRates(database.db, day)).byCurrency.get("USD")?.id}`;
  const ask = async (amount: string) => ({
    ...pay(euros, dollars, amount, await quoted()),
    present: [] as CustomerId[],
  });
  const start = await balances();
  expect(await carried(createTransfer as never, await ask("140.00"), { maker: teller, checker: manager })).toBe(
    "approved",
  );
  expect(await balances()).toEqual([(start[0] ?? 0n) - 140_00n, (start[1] ?? 0n) + 200_00n]);
  const waits = await createTransfer(teller, await ask("150.00"));
  await setRates(bank, "0.5500", "0.6500", "0.7500", { from: day });
  const { readApproval } = await import("@/lib/operations/approval-queries");
  const { decideApproval } = await import("@/lib/operations/decide-approval");
  if (!("pending" in waits)) throw new Error("it did not wait");
  const { id, version } = await readApproval(manager, waits.pending);
  const decided = await decideApproval(manager, { key: newKey(), approvalId: id, seen: version, answer: "approved" });
  expect(decided).toMatchObject({ status: "returned" });
  expect(await balances()).toEqual([(start[0] ?? 0n) - 140_00n, (start[1] ?? 0n) + 200_00n]);
});

test("every entry of these is found by its reference", async () => {
  const { lost, kinds } = await findEachByReference(await bank.staff("finance_officer", "000"));
  expect(lost).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(["TRF"]));
});

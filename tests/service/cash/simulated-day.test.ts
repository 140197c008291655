import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { CashResult } from "@/lib/cash/cash-over-counter";
import { closeTill } from "@/lib/cash/close-till";
import { cashDrawer, ownNotes } from "@/lib/cash/count-queries";
import { myTill } from "@/lib/cash/queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import type { Notes } from "@/lib/core/notes";
import { suggestNotes } from "@/lib/core/suggest-notes";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { depositCash, withdrawCash } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

type Teller = Ctx<StaffActor, Database>;

const TELLERS = 20;
const CUSTOMERS = 2_000;

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

/** Repeatable numbers below `n`: a failure names its seed by being the same again. */
function dice(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

/**
 * A day at the counter: every teller serves a hundred customers one after the other, with the faults of a day: a form sent
 * twice at once, an answer that was lost and asked for again, the same form in two tabs with other figures, a connection
 * that broke before the server had it. Whatever a teller was told stands once; what lies in each till is what its account says.
 */
test("twenty tellers serve two thousand customers, and every till's count is its ledger account", async () => {
  const accounts = await Promise.all(
    Array.from({ length: 40 }, async () => bank.account((await bank.customer()).id, 50_000_00n)),
  );
  const tellers: Teller[] = [];
  for (let n = 0; n < TELLERS; n += 1) tellers.push(await bank.teller(2_000_00n));

  const acknowledged = new Map<string, number>();
  const told = (outcome: CashResult) =>
    acknowledged.set(outcome.reference, (acknowledged.get(outcome.reference) ?? 0) + 1);
  let [served, refused, faults] = [0, 0, 0];

  async function serve(teller: Teller, no: number): Promise<void> {
    const roll = dice(no * 7_919 + 11);
    const till = await myTill(teller);
    const tillId = till?.tillId as string;
    for (let customer = 0; customer < CUSTOMERS / TELLERS; customer += 1) {
      const account = accounts[roll(accounts.length)] as { iban: string };
      const minor = BigInt(5 + roll(300)) * 100n + BigInt(roll(2) * roll(100));
      const paysIn = roll(100) < 55;
      const notes: Notes | null = paysIn
        ? suggestNotes(minor, { "5000": 20, "2000": 9, "1000": 9, "500": 9, "200": 9, "100": 9, "10": 20, "1": 20 })
        : suggestNotes(minor, (await cashDrawer(teller, tillId, "EUR")).stock);
      if (!notes) {
        refused += 1;
        continue;
      }
      const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
      const input = { key: newKey(), iban: account.iban, amount, notes, paidInBy: undefined, note: undefined };
      const post = paysIn ? depositCash : withdrawCash;
      const answers = await faultily(roll(10), () => post(teller, input), {
        tampered: () => post(teller, { ...input, amount: "1.00", notes: { "100": 1 } }),
      });
      const receipts = new Set(answers.map(({ reference }) => reference));
      expect(receipts.size, "one form has one receipt").toBeLessThanOrEqual(1);
      for (const answer of answers) told(answer);
      served += receipts.size;
    }
  }

  /** What the teller was told, after whatever went wrong on the way. */
  async function faultily(
    fault: number,
    post: () => Promise<CashResult>,
    { tampered }: { tampered: () => Promise<CashResult> },
  ): Promise<CashResult[]> {
    const done = async (asked: Promise<CashResult>) => {
      try {
        return [await asked];
      } catch (error) {
        if (isBankError(error)) return [];
        throw error;
      }
    };
    if (fault > 3) return done(post());
    faults += 1;
    // Two presses of the button; a lost answer and the same form again; the second tab; the same form long after.
    if (fault === 0) return (await Promise.all([done(post()), done(post())])).flat();
    if (fault === 1) {
      await done(post());
      return done(post());
    }
    if (fault === 2) {
      const first = await done(post());
      await expect(tampered()).rejects.toMatchObject({ reason: "key_reused" });
      return first;
    }
    return [...(await done(post())), ...(await done(post())), ...(await done(post()))];
  }

  await Promise.all(tellers.map(serve));
  expect(served + refused).toBe(CUSTOMERS);
  expect(served).toBeGreaterThan(CUSTOMERS * 0.9);
  expect(faults).toBeGreaterThan(CUSTOMERS * 0.2);

  const sql = sqlOf(database.db);
  const stored = await sql<{ reference: string }[]>`select reference from cash_transactions`;
  expect(stored.map(({ reference }) => reference).sort(), "every receipt exists once, and no other").toEqual(
    [...acknowledged.keys()].sort(),
  );
  const holes = await sql`
    select s.id from till_sessions s left join cash_transactions t on t.till_session_id = s.id
    group by s.id, s.last_no having s.last_no <> count(t.id) or coalesce(max(t.no), 0) <> s.last_no`;
  expect([...holes], "numbered without a hole").toEqual([]);

  for (const teller of tellers) {
    const till = await myTill(teller);
    const [euro] = await ownNotes(teller);
    const worth = euro?.notes.reduce((sum, { valueMinor, quantity }) => sum + valueMinor * BigInt(quantity), 0n) ?? 0n;
    expect(worth, `${till?.name}: its notes are its account`).toBe(till?.cash[0]?.expectedMinor);
    const counts = { EUR: Object.fromEntries(euro?.notes.map((one) => [String(one.valueMinor), one.quantity]) ?? []) };
    expect(await closeTill(teller, { key: newKey(), counts })).toMatchObject({ closed: true });
  }
  const jobs = { ...bank.system, db: database.jobs };
  await cutDay(jobs, FIRST_DAY);
  await closeDay(jobs, FIRST_DAY);
  const [day] = await sql`select status from banking_days where day = ${FIRST_DAY}`;
  expect(day, "the day's proofs hold").toEqual({ status: "closed" });
});

import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeTill } from "@/lib/cash/close-till";
import { ownNotes } from "@/lib/cash/count-queries";
import { myTill } from "@/lib/cash/queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type Notes, noteField } from "@/lib/core/notes";
import { suggestNotes } from "@/lib/core/suggest-notes";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { ask, hiddenFields, multipart } from "../api/http";
import { FIRST_DAY } from "../support/bank";
import { type ServedBank, serveBank } from "./served-bank";

const TELLERS = 20;
const CUSTOMERS = 2_000;
const KILLS = 5;

type Form = { path: string; hidden: Record<string, string> };
type Desk = {
  teller: Ctx<StaffActor, Database>;
  cookie: string;
  deposit: Form;
  withdraw: Form;
  stock: Map<string, number>;
};
type Movement = { kind: "deposit" | "withdraw"; iban: string; minor: bigint; notes: Notes };

let served: ServedBank;
let ibans: string[];
let desks: Desk[];

beforeAll(async () => {
  served = await serveBank();
  const { bank, origin } = served;
  const accounts: { id: string; iban: string }[] = [];
  for (let n = 0; n < 40; n += 1) accounts.push(await bank.account((await bank.customer()).id, 50_000_00n));
  ibans = accounts.map(({ iban }) => iban);
  desks = [];
  for (let n = 0; n < TELLERS; n += 1) {
    const teller = await bank.teller(2_000_00n);
    const cookie = await served.session(teller.actor.userId);
    const formOf = async (kind: Movement["kind"]): Promise<Form> => {
      const path = `/accounts/${accounts[n]?.id}/${kind}`;
      const page = await ask(origin, path, { headers: { cookie } });
      return { path, hidden: hiddenFields(page.text, "amount") };
    };
    const stock = new Map([["100", 2_000]]);
    desks.push({ teller, cookie, deposit: await formOf("deposit"), withdraw: await formOf("withdraw"), stock });
  }
});

afterAll(() => served?.close());

/** Repeatable numbers below `n`: a failure names its seed by being the same again. */
function dice(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

const decimal = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;

/** A filled-in form as a browser sends it. */
function sent({ cookie, ...forms }: Desk, key: string, { kind, iban, minor, notes }: Movement) {
  const { path, hidden } = forms[kind];
  const counted = Object.fromEntries(
    Object.entries(notes).map(([value, pieces]) => [`notes.${noteField(BigInt(value))}`, String(pieces)]),
  );
  const { headers, body } = multipart({ ...hidden, key, iban, amount: decimal(minor), ...counted });
  return { path, method: "POST", headers: { ...headers, origin: served.origin, cookie }, body };
}

type Told = { reference: string } | { refused: string };

/** Sends a form until somebody answers: the bank may be away, and what it had done by then nobody knows. */
async function until(form: ReturnType<typeof sent>): Promise<Told> {
  for (;;) {
    const answer = await ask(served.origin, form.path, form).catch(() => null);
    const reference = /^\/receipts\/(CSH-\S+)$/.exec(String(answer?.headers.location ?? ""))?.[1];
    if (reference) return { reference };
    const away = !answer || answer.status >= 500 || answer.text.includes("it is never booked twice");
    if (!away) return { refused: answer.text };
    await pause(50);
  }
}

/** Sends a form and is gone before the answer comes. */
function lost(form: ReturnType<typeof sent>, afterMs: number): Promise<void> {
  const { hostname, port } = new URL(served.origin);
  const { path, method, headers, body } = form;
  return new Promise((done) => {
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const gone = request({ hostname, port, path, method, headers: { ...headers, ...length }, agent: false });
    gone.on("error", () => undefined);
    gone.on("close", () => done());
    gone.end(body);
    setTimeout(() => gone.destroy(), afterMs);
  });
}

/**
 * A day at the counter, over the bank's own web server: every teller serves a hundred customers one after the other, with
 * the faults of a day: a button pressed twice, an answer that was lost, the same form in a second tab with other figures,
 * a form sent again long after, and a server that is killed in the middle of it all and started again. Whatever a teller
 * was told stands once; what lies in each till is what its account says.
 */
test("twenty tellers serve two thousand customers while the server is killed, and every till's count is its ledger account", async () => {
  const acknowledged = new Map<string, string>();
  const wrong: string[] = [];
  let done = 0;
  const faults = { double: 0, lost: 0, tabs: 0, again: 0 };
  const kinds = { deposit: 0, withdraw: 0 };

  async function serve(desk: Desk, no: number): Promise<void> {
    const roll = dice(no * 7_919 + 11);
    for (let customer = 0; customer < CUSTOMERS / TELLERS && wrong.length === 0; customer += 1) {
      const minor = BigInt(5 + roll(300)) * 100n;
      const purse = { "5000": 20, "2000": 9, "1000": 9, "500": 9, "200": 9, "100": 9 };
      // Whom the till has no notes for pays in instead: nobody goes away unserved.
      const paid = roll(100) < 55 ? null : suggestNotes(minor, Object.fromEntries(desk.stock));
      const [kind, notes] = paid ? (["withdraw", paid] as const) : (["deposit", suggestNotes(minor, purse)] as const);
      const [iban, fault, delay] = [ibans[roll(ibans.length)] as string, roll(10), roll(30)];
      if (!notes) throw new Error(`no purse holds ${minor}`);
      const key = randomUUID();
      const movement: Movement = { kind, iban, minor, notes };
      const form = sent(desk, key, movement);
      const answers = await faultily(fault, delay, form, () =>
        sent(desk, key, { ...movement, minor: 1_00n, notes: { "100": 1 } }),
      );
      const references = new Set(answers.map((told) => ("reference" in told ? told.reference : "")));
      const [reference = ""] = references;
      if (references.size !== 1 || reference === "" || acknowledged.has(reference)) {
        const refused = answers.find((told) => "refused" in told);
        wrong.push(`${[...references]} ${refused && "refused" in refused ? wordsOf(refused.refused) : ""}`);
        return;
      }
      acknowledged.set(reference, key);
      for (const [value, pieces] of Object.entries(notes))
        desk.stock.set(value, (desk.stock.get(value) ?? 0) + (kind === "deposit" ? pieces : -pieces));
      kinds[kind] += 1;
      done += 1;
    }
  }

  /** What the teller was told in the end, after whatever went wrong on the way. */
  async function faultily(
    fault: number,
    delay: number,
    form: ReturnType<typeof sent>,
    tampered: () => ReturnType<typeof sent>,
  ): Promise<Told[]> {
    if (fault === 0) {
      faults.double += 1;
      return Promise.all([until(form), until(form)]);
    }
    if (fault === 1) {
      faults.lost += 1;
      await lost(form, delay);
      return [await until(form)];
    }
    if (fault === 2) {
      faults.tabs += 1;
      const first = await until(form);
      const other = await until(tampered());
      if (!("refused" in other) || !other.refused.includes("already sent with other figures"))
        wrong.push(`the second tab was told ${JSON.stringify(other).slice(0, 300)}`);
      return [first];
    }
    if (fault === 3) {
      faults.again += 1;
      return [await until(form), await until(form), await until(form)];
    }
    return [await until(form)];
  }

  /** Kills the server with all that it was doing, and starts it again, spread over the day. */
  async function kill(): Promise<void> {
    for (let n = 1; n <= KILLS && wrong.length === 0; n += 1) {
      while (done < (n * CUSTOMERS) / (KILLS + 1) && wrong.length === 0) await pause(5);
      const { child, exited } = served.server();
      process.kill(child.pid as number, "SIGKILL");
      await exited;
      await served.start();
    }
  }

  await Promise.all([...desks.map(serve), kill()]);
  expect(wrong).toEqual([]);
  expect(done).toBe(CUSTOMERS);
  for (const [fault, times] of Object.entries(faults)) expect(times, fault).toBeGreaterThan(CUSTOMERS * 0.05);
  for (const [kind, times] of Object.entries(kinds)) expect(times, kind).toBeGreaterThan(CUSTOMERS * 0.2);

  const sql = sqlOf(served.admin);
  const stored = await sql<{ reference: string; key: string; entries: bigint }[]>`
    select t.reference, k.key, (select count(*) from journal_entries e where e.reference = t.reference) as entries
    from cash_transactions t left join idempotency_keys k on k.outcome -> 'done' ->> 'entryId' = t.id::text`;
  expect(
    stored.map(({ reference, key }) => `${reference} ${key}`).sort(),
    "every receipt that was told exists once, and no other",
  ).toEqual([...acknowledged].map(([reference, key]) => `${reference} ${key}`).sort());
  expect(stored.every(({ entries }) => entries === 1n)).toBe(true);
  const holes = await sql`
    select s.id from till_sessions s left join (
      select till_session_id, id, no from cash_transactions union all select till_session_id, id, no from counter_entries
    ) t on t.till_session_id = s.id
    group by s.id, s.last_no having s.last_no <> count(t.id) or coalesce(max(t.no), 0) <> s.last_no`;
  expect([...holes], "numbered without a hole").toEqual([]);

  for (const { teller, stock } of desks) {
    const till = await myTill(teller);
    const [euro] = await ownNotes(teller);
    const held = new Map(euro?.notes.map((one) => [String(one.valueMinor), one.quantity]) ?? []);
    for (const [value, pieces] of stock)
      expect(held.get(value) ?? 0, `${till?.name}: the notes of ${value} that went through the teller's hands`).toBe(
        pieces,
      );
    const worth = [...stock].reduce((sum, [value, pieces]) => sum + BigInt(value) * BigInt(pieces), 0n);
    expect(worth, `${till?.name}: its count is its ledger account`).toBe(till?.cash[0]?.expectedMinor);
    const counts = { EUR: Object.fromEntries([...stock].filter(([, pieces]) => pieces > 0)) };
    await beginTillCount(teller, { key: randomUUID(), goal: "close" });
    expect(await closeTill(teller, { key: randomUUID(), counts })).toMatchObject({ closed: true });
  }
  const jobs = connect(served.jobsUrl, "jobs");
  await cutDay({ ...served.bank.system, db: jobs }, FIRST_DAY);
  await closeDay({ ...served.bank.system, db: jobs }, FIRST_DAY);
  const [day] = await sql`select status from banking_days where day = ${FIRST_DAY}`;
  expect(day, "the day's proofs hold").toEqual({ status: "closed" });
  await sealRows(jobs);
  expect(firstBad(await verifyLedger(jobs))).toBeNull();
  await jobs.$client.end({ timeout: 1 });
}, 600_000);

/** What a page says, without its head and its tags. */
const wordsOf = (html: string) =>
  html
    .replace(/^[\s\S]*<main/, "")
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 500);

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, sqlOf } from "@/db/client";
import type { AccountId } from "@/lib/core/ids";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { ask, hiddenFields, multipart } from "../api/http";
import { crash } from "./crash";
import { type ServedBank, serveBank } from "./served-bank";

const KILLS = 10;
const CLIENTS = 8;
const OPENING = 1_000_00n;

let served: ServedBank;
let accounts: { id: AccountId; iban: string }[];
/** Each teller with their cookie and the transfer form of one account. */
let forms: { path: string; cookie: string; hidden: Record<string, string>; from: string; to: string }[];

beforeAll(async () => {
  served = await serveBank();
  const { bank, session, origin } = served;
  const owners = await Promise.all([1, 2, 3, 4].map((n) => bank.customer(`Customer ${n}`)));
  accounts = await Promise.all(owners.map(({ id }) => bank.account(id, OPENING)));
  forms = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const [from, to] = [accounts[client % 4], accounts[(client + 1 + (client % 3)) % 4]] as typeof accounts;
      const cookie = await session((await bank.staff("teller")).actor.userId);
      const path = `/accounts/${from?.id}/transfer`;
      const page = await ask(origin, path, { headers: { cookie } });
      return { path, cookie, hidden: hiddenFields(page.text, "amount"), from: from?.id ?? "", to: to?.iban ?? "" };
    }),
  );
});

afterAll(() => served?.close());

/** Kills the web server with everything it began. */
async function killServer(): Promise<void> {
  const { child, exited } = served.server();
  process.kill(child.pid as number, "SIGKILL");
  await exited;
}

/** What a page says, without its head and its tags. */
const wordsOf = (html: string) =>
  html
    .replace(/^[\s\S]*<main/, "")
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 500);

it("with Postgres and the server killed ten times under load, each acknowledged transfer exists exactly once (controls 38, 40)", async () => {
  const { origin, cluster } = served;
  let running = true;
  /** What was sent, with the reference of its answer once there is one. */
  const sent = new Map<string, string | null>();
  const unanswered = new Set<string>();
  const wrong: string[] = [];

  /** One transfer, sent with the same key until somebody says that it is done. */
  const transfer = async (form: (typeof forms)[number]) => {
    const key = randomUUID();
    sent.set(key, null);
    const body = multipart({ ...form.hidden, key, from: form.from, to: form.to, amount: "0.01" });
    const headers = { ...body.headers, origin, cookie: form.cookie };
    for (;;) {
      const answer = await ask(origin, form.path, { method: "POST", headers, body: body.body }).catch(() => null);
      const reference = /^\/receipts\/(TRF-\S+)$/.exec(String(answer?.headers.location ?? ""))?.[1];
      if (reference) return sent.set(key, reference);
      unanswered.add(key);
      const away = !answer || answer.status === 503 || answer.text.includes("it is never booked twice");
      if (!away) throw new Error(`${answer.status} ${answer.headers.location ?? ""} ${wordsOf(answer.text)}`);
      await pause(50);
    }
  };
  const clients = forms.map(async (form) => {
    while (running && wrong.length === 0) await transfer(form).catch((error: Error) => wrong.push(error.message));
  });
  const acknowledged = () => [...sent.values()].filter(Boolean).length;
  const progress = async (count: number) => {
    const before = acknowledged();
    while (acknowledged() < before + count && wrong.length === 0) await pause(10);
  };

  for (let kill = 0; kill < KILLS && wrong.length === 0; kill += 1) {
    await progress(2 * CLIENTS);
    // The one that dies first leaves the other in the middle of what it was doing.
    if (kill % 2 === 0) await Promise.all([killServer(), pause(kill * 3).then(() => crash(cluster, 50))]);
    else await Promise.all([crash(cluster, 50), pause(kill * 5).then(killServer)]);
    await served.start();
  }
  await progress(2 * CLIENTS);
  running = false;
  await Promise.all(clients);

  expect(wrong).toEqual([]);
  expect(unanswered.size).toBeGreaterThan(KILLS);
  const sql = sqlOf(served.admin);
  const kept = await sql<{ key: string; reference: string; entries: bigint; acts: bigint; legs: bigint }[]>`
    select k.key, t.reference, (select count(*) from journal_entries e where e.reference = t.reference) as entries,
      (select count(*) from postings p where p.entry_id = t.id) as legs,
      (select count(*) from audit_events v where v.entry_id = t.id) as acts
    from transfers t left join idempotency_keys k on k.outcome -> 'done' ->> 'entryId' = t.id::text`;
  expect(kept.length).toBe(sent.size);
  for (const { key, reference, ...counts } of kept) {
    expect(reference).toBe(sent.get(key));
    expect(counts).toEqual({ entries: 1n, legs: 2n, acts: 1n });
  }
  const [total] = await sql`
    select sum(balance)::bigint as minor from account_balances where account_id = any(${accounts.map(({ id }) => id)}::uuid[])`;
  expect(total).toEqual({ minor: OPENING * BigInt(accounts.length) });
  const jobs = connect(served.jobsUrl, "jobs");
  await sealRows(jobs);
  expect(firstBad(await verifyLedger(jobs))).toBeNull();
  await jobs.$client.end({ timeout: 1 });
}, 300_000);

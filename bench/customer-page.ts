// A customer's account page: with and without the check of the session, and read through row-level security (--postings=20000).
import { createRequire } from "node:module";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { readOwn } from "@/lib/command/read-own";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { activateSession, openSession } from "@/lib/identity/session";
import { customerAccountPage } from "@/lib/reports/customer-account";
import { type LoadedAccount, loadAccounts } from "./load/accounts";
import { type BenchBank, FIRST_DAY, median, onBenchBank, option, round, say } from "./load/bench-bank";
import { loadTransfers } from "./load/transfers";

const ROUNDS = option("rounds", 300);
const WARM_UP = 20;

// The mark of server code is for the bundler; here there is none.
const require = createRequire(import.meta.url);
const mark = require.resolve("server-only");
require.cache[mark] = Object.assign(new (require("node:module").Module)(mark), { exports: {}, loaded: true });
const { readSession } = await import("@/lib/web/read-session");

await onBenchBank({ shared_buffers: "512MB" }, async (bank) => {
  const accounts = await loadAccounts(bank.admin, 2_000);
  const [own] = accounts as [LoadedAccount];
  await loadTransfers(bank.admin, option("postings", 20_000), { payer: own.id });
  await sqlOf(bank.admin)`vacuum (analyze)`;
  return { session: await sessionCheck(bank, own), rowLevelSecurity: await rowLevelSecurity(bank, own) };
});

/** The page's reads alone, the check alone, and both as a request does them. */
async function sessionCheck(bank: BenchBank, own: LoadedAccount) {
  const { token } = await openSession(bank.app, { userId: own.userId, kind: "customer" }, { proven: true });
  await activateSession(bank.app, token);
  const check = async () => {
    if (!(await readSession(bank.app, token))) throw new Error("Nobody is signed in");
  };
  const page = () => read(bank.app, own);
  const [pageMs, checkMs, bothMs] = await inTurn([page, check, () => check().then(page)]);
  const result = { pageMs, checkMs, bothMs, ratio: round(bothMs / pageMs) };
  say(`page with its session check       ${bothMs} ms beside ${pageMs} ms without: ${result.ratio}×`);
  return result;
}

/** The same reads in a transaction, once as the server's role and once as a role that sees one customer's rows only. */
async function rowLevelSecurity(bank: BenchBank, own: LoadedAccount) {
  const plain = () => bank.app.transaction((tx) => read(tx, own));
  const secured = () => readOwn(contextOf(bank.app, own), async ({ db }) => read(db, own, true));
  await onlyOwnRows(bank, own);
  const [poolMs, plainMs, securedMs] = await inTurn([() => read(bank.app, own), plain, secured]);
  const result = { poolMs, plainMs, securedMs, ratio: round(securedMs / plainMs), toPool: round(securedMs / poolMs) };
  say(`page through row-level security    ${securedMs} ms beside ${plainMs} ms without: ${result.ratio}×`);
  return result;
}

async function read(db: Database | Transaction, own: LoadedAccount, secured = false): Promise<void> {
  const found = await customerAccountPage(
    { ...contextOf(db, own), ...(secured ? { ownRows: true as const } : {}) },
    own.id,
    {},
    {},
  );
  if (!found || found.page.rows.length === 0) throw new Error("The page is empty");
}

function contextOf(db: Database | Transaction, { userId, customerId }: LoadedAccount): Ctx<CustomerActor> {
  const actor: CustomerActor = { kind: "customer", userId, name: "Bench", customerId, sessionId: null };
  return { actor, channel: "self_service", db, businessDate: FIRST_DAY, requestId: "bench" };
}

/** A net without a knot is worth nothing: another customer's rows must be out of reach. */
async function onlyOwnRows({ app }: BenchBank, own: LoadedAccount): Promise<void> {
  await app.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await sql`select set_config('role', 'bank_customer', true), set_config('app.customer_id', ${own.customerId}, true)`;
    const [row] = await sql<{ seen: number; owners: number }[]>`
      select (select count(*)::int from accounts) as seen, (select count(distinct customer_id)::int from account_parties) as owners`;
    if (row?.owners !== 1 || row.seen > 100) throw new Error("Row-level security lets another's rows through");
  });
}

/** Medians of several works done in turn, so that what else the machine does falls on all of them. */
async function inTurn<Works extends readonly (() => Promise<unknown>)[]>(
  works: readonly [...Works],
): Promise<{ [At in keyof Works]: number }> {
  const times: number[][] = works.map(() => []);
  for (let turn = 0; turn < ROUNDS + WARM_UP; turn += 1)
    for (let at = 0; at < works.length; at += 1) {
      const which = (at + turn) % works.length;
      const started = performance.now();
      await works[which]?.();
      if (turn >= WARM_UP) times[which]?.push(performance.now() - started);
    }
  return times.map((list) => round(median(list))) as { [At in keyof Works]: number };
}

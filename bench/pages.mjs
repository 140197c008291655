// Pages of the running bank: requests per second beside a trivial page, and JavaScript beside an empty one.
// Needs nothing beforehand: it builds the pages and makes a demo bank on a server of its own, and throws it away.
import { gzipSync } from "node:zlib";
import autocannon from "autocannon";
import postgres from "postgres";
import { startThrowAway } from "../scripts/lib/throw-away.mjs";
import { serveDemoBank, sessionOf } from "./load/demo-bank.mjs";

const json = process.argv.includes("--json");
const seconds = Number(process.argv.find((argument) => argument.startsWith("--seconds="))?.slice(10) ?? 10);
const say = (text) => (json ? process.stderr : process.stdout).write(`${text}\n`);
const CONNECTIONS = 32;
/** A page that nobody has: the root layout and a sentence, without a query. */
const EMPTY = "/no-such-page";

const cluster = await startThrowAway("bench", { shared_buffers: "256MB" });
let stopServer;
try {
  const { env, origin, stop } = await serveDemoBank(cluster, "pages");
  stopServer = stop;
  const sql = postgres(env.DATABASE_ADMIN_URL, { max: 1, onnotice: () => undefined });
  const teller = await sessionOf(sql, "teller");
  const customer = await sessionOf(sql, "amina");
  const ids = await someIds(sql);
  await sql.end();
  const speed = await measureSpeed(origin, teller, ids.account);
  const scripts = await measureScripts(origin, { teller, customer, ids });
  if (json) process.stdout.write(`${JSON.stringify({ speed, scripts })}\n`);
} finally {
  await stopServer?.();
  await cluster.discard();
}

async function someIds(sql) {
  const [row] = await sql`
    select c.id as customer, a.id as account, l.id as loan from customers c
    join account_parties p on p.customer_id = c.id join accounts a on a.id = p.account_id and a.kind = 'current'
    join loans l on l.customer_id = c.id where c.full_name = 'Amina Okafor' limit 1`;
  return row;
}

/** The signed-in account page beside the empty page of the same build, in turns so that both meet the same machine. */
async function measureSpeed(origin, cookie, account) {
  const load = (path) => underLoad({ url: origin + path, headers: { cookie } });
  await load(EMPTY);
  await load(`/accounts/${account}`);
  const rounds = [];
  for (let round = 0; round < 3; round += 1) {
    const empty = await load(EMPTY);
    const page = await load(`/accounts/${account}`);
    if (page.not200 > 0) throw new Error(`${page.not200} answers of the account page were not 200`);
    rounds.push({ empty, account: page, ratio: page.rps / empty.rps });
  }
  const median = rounds.sort((a, b) => a.ratio - b.ratio)[1];
  say(
    `Account page ${median.account.rps.toFixed(0)} requests/s (p50 ${median.account.p50Ms.toFixed(0)} ms, p95 ${median.account.p95Ms.toFixed(0)} ms) beside ${median.empty.rps.toFixed(0)} of an empty page: ${median.ratio.toFixed(2)}×, bar 0.4×`,
  );
  return { connections: CONNECTIONS, ...median };
}

/** Requests a second of 32 connections, and the quantiles of their answers. */
async function underLoad({ url, headers }) {
  const times = [];
  const instance = autocannon({ url, headers, connections: CONNECTIONS, duration: seconds, timeout: 30 });
  instance.on("response", (_client, _status, _bytes, ms) => times.push(ms));
  const result = await instance;
  times.sort((a, b) => a - b);
  const quantile = (part) => times[Math.floor(times.length * part)] ?? 0;
  return { rps: result.requests.average, p50Ms: quantile(0.5), p95Ms: quantile(0.95), not200: result.non2xx };
}

/** What the browser has to load of JavaScript for a page, compressed, beside the empty page. */
async function measureScripts(origin, { teller, customer, ids }) {
  const sizes = new Map();
  const sizeOf = async (path, cookie) => {
    const response = await fetch(origin + path, { headers: { cookie }, redirect: "manual" });
    const html = await response.text();
    const files = new Set([...html.matchAll(/src="(\/_next\/static\/[^"]+\.js[^"]*)"/g)].map((match) => match[1]));
    let total = 0;
    for (const file of files) {
      if (!sizes.has(file))
        sizes.set(file, gzipSync(Buffer.from(await (await fetch(origin + file)).arrayBuffer())).length);
      total += sizes.get(file);
    }
    return { status: response.status, total };
  };
  const { total: empty } = await sizeOf(EMPTY, teller);
  const pages = [
    ["/sign-in", ""],
    ...[
      "/desk",
      "/customers",
      "/accounts",
      `/accounts/${ids.account}`,
      `/accounts/${ids.account}/deposit`,
      `/accounts/${ids.account}/transfer`,
      `/customers/${ids.customer}`,
      "/loans",
      `/loans/${ids.loan}`,
      "/movements",
      "/cash",
    ].map((path) => [path, teller]),
    ...[
      "/my",
      "/my/transfer",
      "/my/beneficiaries",
      "/my/beneficiaries/new",
      `/my/accounts/${ids.account}`,
      `/my/loans/${ids.loan}`,
      "/my/security",
    ].map((path) => [path, customer]),
  ];
  const measured = [];
  for (const [path, cookie] of pages) {
    const { status, total } = await sizeOf(path, cookie);
    measured.push({ path: path.replace(/[0-9a-f-]{36}/, "[id]"), status, bytes: total, ratio: total / empty });
    say(
      `${path.replace(/[0-9a-f-]{36}/, "[id]").padEnd(26)} ${status} ${(total / 1024).toFixed(1).padStart(7)} kB  ${(total / empty).toFixed(2)}×`,
    );
  }
  say(`Empty page ${(empty / 1024).toFixed(1)} kB; bar 1.25×`);
  return { emptyBytes: empty, pages: measured };
}

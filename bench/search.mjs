// The search box over 1,000,000 customers beside a read by primary key through the same route [--customers=N --verify].
// Needs nothing beforehand but some gigabytes of disk: it builds the pages, makes a bank on a server of its own and throws it away.
import { createHash, randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrateDatabase, urlsOf } from "../scripts/lib/bank-database.mjs";
import { BUILD, build } from "../scripts/lib/build.mjs";
import { freePort } from "../scripts/lib/ports.mjs";
import { mustRun, withTsx } from "../scripts/lib/run-command.mjs";
import { startServer } from "../scripts/lib/server.mjs";
import { startThrowAway } from "../scripts/lib/throw-away.mjs";

const json = process.argv.includes("--json");
const option = (name, otherwise) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
const customers = option("customers", 1_000_000);
const rounds = option("rounds", 150);
const say = (text) => (json ? process.stderr : process.stdout).write(`${text}\n`);

/** What is typed to find somebody, in every way the box understands, while it is typed and when it is done. */
const typedFor = {
  "first four letters": ({ words }) => words.at(-1).slice(0, 4),
  "family name": ({ words }) => words.at(-1),
  "given name": ({ words }) => words[0],
  "whole name": ({ name }) => name,
  "family name first": ({ words }) => [...words].reverse().join(" "),
  "initial and family name": ({ words }) => `${words[0][0]} ${words.at(-1)}`,
  "two people's names": ({ words }, next) => `${words[0]} ${next.words.at(-1)}`,
  "a letter left out": ({ words }) => [words[0], slip(words.at(-1))].join(" "),
  "letters swapped": ({ words }) => swap(words.at(-1)),
  "part of a word": ({ words }) => words.at(-1).slice(1),
  phone: ({ phone }) => phone.replace(/^(\+43)(\d{3})(\d{3})/, "$1 $2 $3 "),
  "phone at home": ({ phone }) => phone.replace("+43", "0"),
  "e-mail": ({ email }) => email,
  "date of birth": ({ born }) => born,
  "document number": ({ passport }) => passport,
  "customer number": ({ customerNo }) => customerNo,
  IBAN: ({ iban }) => iban.replace(/(.{4})/g, "$1 "),
  "account's last digits": ({ iban }) => iban.slice(-4),
};

const slip = (word) => word.slice(0, 2) + word.slice(3);
const swap = (word) => word.slice(0, 1) + word[2] + word[1] + word.slice(3);

/** Of the search beside the key; of a customer's page beside one in a small bank. */
const [BAR, PAGE_BAR] = [10, 1.5];
/** Legs of one customer's transfers in the large bank, half of them on their account, beside the three of everybody else. */
const BUSY = 200_000;

const p95 = (times) => quantile(times, 0.95);

const cluster = await startThrowAway("bench", {
  shared_buffers: "1GB",
  max_wal_size: "8GB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
});
const servers = [];
try {
  const keys = {
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    PASSWORD_PEPPER: randomBytes(48).toString("base64url"),
    BANK_DATA_KEY: randomBytes(32).toString("base64"),
  };
  await build(BUILD);
  const small = await openBank("small", 1_000, keys, 0);
  const large = await openBank("large", customers, keys, BUSY);
  const search = await measureSearch(large);
  const page = await measurePage(small, large);
  const missed = [
    ...Object.values(search).map(({ ratio }) => ratio > BAR),
    ...Object.values(page.ratios).map((ratio) => ratio > PAGE_BAR),
  ];
  if (missed.includes(true)) process.exitCode = 1;
  if (json) process.stdout.write(`${JSON.stringify({ customers, search, page })}\n`);
} finally {
  for (const server of servers) await server.stop();
  await cluster.discard();
}

/** A served bank of so many customers, each with an account and three postings on average, one of them with so many more. */
async function openBank(name, count, keys, busy) {
  const env = { BANK_MODE: "demo", ...urlsOf(cluster, name), ...keys, LOG_LEVEL: "warn" };
  await migrateDatabase(env);
  const args = [
    `--customers=${count}`,
    `--postings=${2 * count}`,
    `--busy=${busy}`,
    ...(process.argv.includes("--verify") ? ["--verify"] : []),
  ];
  const told = await mustRun("The load", process.execPath, withTsx("bench/load/main.ts", args), { env });
  say(`${name} bank of ${count} customers loaded:\n${told.trimEnd().replace(/^/gm, "  ")}`);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  servers.push(await startServer({ port, env: { ...env, APP_ORIGIN: origin }, quiet: true }));
  const sql = postgres(env.DATABASE_ADMIN_URL, { max: 1, onnotice: () => undefined });
  const cookie = await session(sql, "bench-auditor", "auditor", "000");
  const teller = await session(sql, "bench-teller", "teller", "001");
  const people = await someone(sql, null);
  const own = await someone(sql, "001");
  const [busiest] = await sql`
    select p.customer_id as id, b.seq::int as postings from account_balances b join account_parties p on p.account_id = b.account_id
    order by b.seq desc limit 1`;
  await sql.end();
  return { origin, cookie, teller, people, own, busiest };
}

/** A running session of a member of staff, made as signing in makes it. */
async function session(sql, name, role, branch) {
  const token = randomBytes(32).toString("base64url");
  await sql`
    with person as (
      insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash)
      select gen_random_uuid(), 'staff', ${name}, ${name}, id, 'none' from branches where code = ${branch} returning id
    ), holds as (
      insert into user_roles (user_id, role) select id, ${role} from person
    )
    insert into sessions (id, token_hash, user_id, activated_at, factor_at, expires_at)
    select gen_random_uuid(), ${createHash("sha256").update(token).digest()}, id, bank_now(), bank_now(), bank_now() + interval '8 hours' from person`;
  return `bank.sid=${token}`;
}

/** People drawn from the whole bank or from a branch, with what somebody at a counter may know of them. */
async function someone(sql, branch) {
  return sql`
    select c.id, c.full_name as name, c.phone, c.email, c.birth_date::text as born, c.customer_no as "customerNo", a.iban,
      array(select word from unnest(string_to_array(c.search_text, ' ')) word where word ~ '^[a-z]+$' and length(word) > 1) as words,
      'P' || (1000003 + (substring(c.customer_no from 3 for length(c.customer_no) - 4)::int - 100000) * 7) as passport
    from (select c.* from customers c join branches b on b.id = c.branch_id where ${branch ? sql`b.code = ${branch}` : sql`true`}
      order by md5(c.id::text) limit ${rounds}) c
    join account_parties p on p.customer_id = c.id join accounts a on a.id = p.account_id`;
}

/** Each way of searching and the read by primary key in turns, so that all meet the same machine. */
async function measureSearch(bank) {
  const results = {};
  for (const [who, cookie, people] of [
    ["whole bank", bank.cookie, bank.people],
    ["one branch", bank.teller, bank.own],
  ]) {
    const ask = (typed) => timed(`${bank.origin}/find/suggestions?q=${encodeURIComponent(typed)}`, cookie);
    for (const person of people.slice(0, 10))
      for (const typed of Object.values(typedFor)) await ask(typed(person, people[0]));
    const [keys, kinds] = [[], Object.fromEntries(Object.keys(typedFor).map((kind) => [kind, []]))];
    for (const [at, person] of people.entries())
      for (const [kind, typed] of Object.entries(typedFor)) {
        kinds[kind].push((await ask(typed(person, people[(at + 1) % people.length]))).ms);
        keys.push((await ask(person.id)).ms);
      }
    const [key, middle] = [p95(keys), quantile(keys, 0.5)];
    const all = p95(Object.values(kinds).flat());
    say(
      `\nThe search box, ${who}: p95 ${all.toFixed(1)} ms beside ${key.toFixed(1)} ms by primary key: ${(all / key).toFixed(2)}× (bar 10×, aim 5×)`,
    );
    for (const [kind, times] of Object.entries(kinds))
      say(
        `  ${kind.padEnd(24)} p50 ${quantile(times, 0.5).toFixed(1).padStart(6)}  p95 ${p95(times).toFixed(1).padStart(6)} ms  ${(p95(times) / key).toFixed(2)}×  median ${(quantile(times, 0.5) / middle).toFixed(2)}×`,
      );
    results[who] = {
      keyMs: key,
      allMs: all,
      ratio: all / key,
      kinds: Object.fromEntries(Object.entries(kinds).map(([kind, times]) => [kind, p95(times) / key])),
    };
  }
  return results;
}

/** A customer's page in a bank of a thousand, in the large one, and of the customer there with the most postings, in turns. */
async function measurePage(few, many) {
  const times = { few: [], many: [], busy: [] };
  for (let at = 0; at < Math.min(rounds, few.people.length, many.people.length); at += 1)
    for (const [name, bank, { id }] of [
      ["few", few, few.people[at]],
      ["many", many, many.people[at]],
      ["busy", many, many.busiest],
    ]) {
      const { ms, status } = await timed(`${bank.origin}/customers/${id}`, bank.cookie);
      if (status !== 200) throw new Error(`The customer's page answered ${status}`);
      if (at >= 10) times[name].push(ms);
    }
  const [small, large, busy] = Object.values(times).map((of) => quantile(of, 0.5));
  const ratios = { customers: large / small, postings: busy / small };
  say(
    `\nA customer's page: ${small.toFixed(1)} ms among 1000; among ${customers} ${large.toFixed(1)} ms (${ratios.customers.toFixed(2)}×); of one with ${many.busiest.postings} postings ${busy.toFixed(1)} ms (${ratios.postings.toFixed(2)}×; bar ${PAGE_BAR}×)`,
  );
  return { smallMs: small, largeMs: large, busyMs: busy, ratios };
}

async function timed(url, cookie) {
  const started = performance.now();
  const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
  await response.arrayBuffer();
  if (response.status >= 400) throw new Error(`${url} answered ${response.status}`);
  return { ms: performance.now() - started, status: response.status };
}

function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

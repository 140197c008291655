import { readdirSync } from "node:fs";
import postgres from "postgres";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, demoCustomer, origin, ownCookieOf } from "./bank";
import { type Answer, ask, multipart, withFile } from "./http";

/** Controls 2, 3 and 4: files and answers of staff, which no page guards. */
const sql = postgres(String(process.env.DATABASE_JOBS_URL), { max: 1 });
type Ids = Record<"account" | "customer" | "scan" | "session" | "receipt" | "branch" | "key" | "draft", string>;
let harbours: Ids;

beforeAll(async () => {
  const [found] = await sql<Ids[]>`
    with harbour as (select id from branches where code = '001'),
      amina as (select c.* from customers c join users u on u.customer_id = c.id where u.sign_in_name = ${demoCustomer})
    select (select a.id from accounts a, amina where a.branch_id = amina.branch_id and a.kind = 'current' and exists (
        select from account_parties o where o.account_id = a.id and o.customer_id = amina.id) limit 1) as account,
      (select id from amina) as customer,
      (select c.id from customers c, harbour where c.branch_id = harbour.id and c.status = 'draft' and c.kind = 'individual' limit 1) as draft,
      (select x.id from till_sessions x join cash_points p on p.id = x.till_id join harbour on harbour.id = p.branch_id limit 1) as session,
      (select e.reference from journal_entries e join postings o on o.entry_id = e.id join account_parties m on m.account_id = o.account_id
        join amina on amina.id = m.customer_id where e.reference like 'CSH%' or e.reference like 'DEP%' limit 1) as receipt,
      (select id from harbour) as branch,
      (select k.key from idempotency_keys k join users u on k.scope = 'user:' || u.id where u.sign_in_name = 'teller' and k.outcome is not null limit 1) as key`;
  const service = await cookieOf("service");
  const shade = Date.now() % 250;
  const content = await sharp({
    create: { width: 500, height: 300, channels: 3, background: { r: shade, g: 20, b: 9 } },
  })
    .jpeg()
    .toBuffer();
  const form = withFile("scan", { content, name: "passport.jpg", type: "image/jpeg" }, { side: "front" });
  const headers = { ...form.headers, origin, cookie: service };
  await ask(origin, `/customers/${found?.customer}/scans/add`, { method: "POST", headers, body: form.body });
  const [kept] = await sql<{ id: string }[]>`
    select id from document_scans where customer_id = ${found?.customer ?? ""} order by id desc limit 1`;
  harbours = { ...(found as Ids), scan: kept?.id ?? "" };
});
afterAll(() => sql.end());

type Route = {
  method?: "POST";
  path: (ids: Ids) => string;
  body?: (ids: Ids) => string;
  /** Whose it is, and whom the branch keeps out; without them it is about nothing of a branch, or of any by exact number. */
  own?: { by: string; says: RegExp };
  other?: string;
  /** What a colleague of another branch is answered instead of a refusal. */
  gets?: RegExp;
  /** Asks for a second factor of the last minutes, which whoever has worked for longer is told. */
  fresh?: true;
};

/** Every file and answer of the staff workspace, with what it is about. */
const routes: Record<string, Route> = {
  "accounts/[id]/statement/[format]": {
    path: ({ account }) => `/accounts/${account}/statement/csv?from=2026-01-01`,
    own: { by: "service", says: /Booking date/ },
    other: "service.oldtown",
  },
  "accounts/payee": { path: () => "/accounts/payee?iban=AT021999900001000004" },
  "activity/export": {
    path: ({ customer }) => `/activity/export?customer=${customer}`,
    own: { by: "manager", says: /Amina|customer/ },
    other: "manager.oldtown",
    gets: /^[^\n]*\r?\n?$/,
    fresh: true,
  },
  "cash/position/export": {
    path: ({ branch }) => `/cash/position/export?branch=${branch}`,
    own: { by: "custodian", says: /Harbour/ },
    other: "custodian.oldtown",
    gets: /^(?![\s\S]*Harbour)[\s\S]*Old Town/,
  },
  "cash/sessions/[id]/export": {
    path: ({ session }) => `/cash/sessions/${session}/export`,
    own: { by: "custodian", says: /EUR/ },
    other: "custodian.oldtown",
  },
  "customers/[id]/export": {
    path: ({ customer }) => `/customers/${customer}/export`,
    own: { by: "service", says: /Amina Okafor/ },
    other: "service.oldtown",
    fresh: true,
  },
  "customers/[id]/papers/[paper]": {
    path: ({ customer }) => `/customers/${customer}/papers/welcome`,
    own: { by: "service", says: /^%PDF/ },
    other: "service.oldtown",
  },
  "customers/[id]/scans/[scanId]": {
    path: ({ customer, scan }) => `/customers/${customer}/scans/${scan}`,
    own: { by: "service", says: /JFIF|\uFFFD/ },
    other: "service.oldtown",
  },
  "customers/[id]/scans/add": {
    method: "POST",
    path: ({ customer }) => `/customers/${customer}/scans/add`,
    other: "service.oldtown",
    gets: /^$/,
  },
  "customers/typed": {
    method: "POST",
    path: () => "/customers/typed",
    body: ({ draft }) => JSON.stringify({ form: "contact", customerId: draft, typed: { city: "Wien" } }),
    own: { by: "service", says: /saved/ },
    other: "service.oldtown",
  },
  "desk/posted": {
    path: ({ key }) => `/desk/posted?key=${key}`,
    own: { by: "teller", says: /"is":"(posted|done|waiting|refused)"/ },
    other: "teller2",
    gets: /"is":"unknown"/,
  },
  "find/facts/[kind]/[id]": {
    path: ({ customer }) => `/find/facts/customers/${customer}`,
    own: { by: "service", says: /Amina Okafor/ },
    other: "service.oldtown",
    gets: /^\{"sentence":/,
  },
  "find/suggestions": {
    path: () => "/find/suggestions?q=Okafor",
    own: { by: "service", says: /Amina Okafor/ },
    other: "service.oldtown",
    gets: /^(?![\s\S]*Amina Okafor)/,
  },
  "ledger/export": {
    path: ({ branch }) => `/ledger/export?branch=${branch}`,
    own: { by: "manager", says: /Harbour[\s\S]*Difference,,EUR,0\.00/ },
    other: "manager.oldtown",
    gets: /^(?![\s\S]*Harbour)[\s\S]*Old Town/,
  },
  "loans/quote": { path: () => "/loans/quote" },
  "receipts/[reference]/facts": {
    path: ({ receipt }) => `/receipts/${receipt}/facts`,
    own: { by: "service", says: /"title"/ },
    other: "service.oldtown",
  },
  "receipts/[reference]/print": { method: "POST", path: ({ receipt }) => `/receipts/${receipt}/print` },
  "screening/lists/load": { method: "POST", path: () => "/screening/lists/load" },
  "settings/staff/review": { path: () => "/settings/staff/review" },
};

function call({ method, path, body }: Route, cookie: string, ids = harbours): Promise<Answer> {
  const sent = multipart({ side: "front" });
  const form = body ? { headers: { "content-type": "application/json" }, body: body(ids) } : sent;
  const headers = { origin, cookie };
  if (method !== "POST") return ask(origin, path(ids), { headers });
  return ask(origin, path(ids), { method, headers: { ...headers, ...form.headers }, body: form.body });
}

describe("files and answers of staff", () => {
  it("are in this table, every one, and each has what it is about", () => {
    const found = readdirSync("app/(staff)", { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => file.endsWith("route.ts"))
      .map((file) => file.replace(/\/route\.ts$/, ""));
    expect(found.sort()).toEqual(Object.keys(routes).sort());
    expect(Object.entries(harbours).filter(([, id]) => !id)).toEqual([]);
  });

  it.each(Object.entries(routes))(
    "controls 1 and 2: %s exists for nobody without a session, nor for a customer",
    async (_, route) => {
      const stranger = await call(route, "");
      expect([303, 307]).toContain(stranger.status);
      expect(String(stranger.headers.location)).toMatch(/^\/sign-in/);
      expect((await call(route, await cookieOf(demoCustomer))).status).toBe(404);
    },
  );

  const scoped = Object.entries(routes).filter(([, { other }]) => other);
  it.each(scoped)("controls 3 and 4: %s gives another branch nothing", async (_, route) => {
    const refused = await call(route, await cookieOf(route.other as string));
    if (route.gets) expect(refused.text).toMatch(route.gets);
    else expect([403, 404]).toContain(refused.status);
    expect(refused.text).not.toMatch(/Amina|1999 ?9\d{3}/);
    if (!route.own) return;
    const given = await call(route, await cookieOf(route.own.by));
    if (route.fresh && given.status === 401) return;
    expect([given.status, route.own.says.test(given.text)]).toEqual([200, true]);
  });

  const inside = /node_modules|\.(ts|tsx|mjs):\d+|\bat \S+ \(|PostgresError|select .+ from |\/work\/|ECONN/i;
  const nonsense = [
    "%00",
    "'",
    "{nil}",
    "00000000-0000-0000-0000-000000000000",
    "..%2f..%2fetc",
    "é",
    "x".repeat(9_000),
  ];
  it.each(Object.entries(routes))(
    "control 56: %s answers nonsense without a stack, a statement or a path",
    async (_, route) => {
      const cookie = await cookieOf(route.own?.by ?? "service");
      for (const one of nonsense) {
        const ids = Object.fromEntries(Object.keys(harbours).map((name) => [name, one])) as Ids;
        const { status, text } = await call(route, cookie, ids);
        expect([one.slice(0, 40), status < 500, inside.exec(text)?.[0]]).toEqual([one.slice(0, 40), true, undefined]);
      }
    },
  );
});

describe("control 68: files of personal data over the wire", () => {
  it("are five an hour for one person; the sixth is refused in a sentence, and others still have theirs", async () => {
    const cookie = await ownCookieOf("compliance2");
    const asked = () => ask(origin, `/customers/${harbours.customer}/export`, { headers: { cookie } });
    const statuses: number[] = [];
    for (let taken = 0; taken < 5; taken += 1) statuses.push((await asked()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    const sixth = await asked();
    expect([sixth.status, sixth.text]).toEqual([
      429,
      "You have taken five files within an hour. Try again in an hour.",
    ]);
    const other = await call(routes["customers/[id]/export"] as Route, await cookieOf("service"));
    expect(other.status).not.toBe(429);
  });
});

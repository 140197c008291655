import { readdirSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { accepts } from "../../scripts/lib/ports.mjs";
import { cookieOf, demoCustomer, halfwayCookieOf, origin, postSignIn, staffWith } from "./bank";
import { ask } from "./http";

const ID = "01a211e6-eb69-776c-b287-02e157a486af";
/** Every page below a folder of routes, an id in the place of each parameter. */
const pagesOf = (group: string) =>
  readdirSync(`app/(${group})`, { recursive: true, encoding: "utf8" })
    .map((file) => `/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => file.replace(/\/page\.tsx$/, "").replace(/\[\w+\]/g, ID));

let teller: string;
let operations: string;
let auditor: string;
let customer: string;
let halfStaff: string;
let halfCustomer: string;

beforeAll(async () => {
  halfStaff = await halfwayCookieOf("manager.oldtown");
  halfCustomer = await halfwayCookieOf("lucia");
  teller = await cookieOf(staffWith("teller"));
  operations = await cookieOf(staffWith("operations"));
  auditor = await cookieOf(staffWith("auditor"));
  customer = await cookieOf(demoCustomer);
});

describe("control 8: forms from elsewhere", () => {
  const foreign: [string, Record<string, string>][] = [
    ["no Origin", {}],
    ["Origin null", { origin: "null" }],
    ["a malformed Origin", { origin: "::::" }],
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["a foreign Origin under a forged host", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
    ["no Origin from another site", { "sec-fetch-site": "cross-site" }],
    ["the bank's Origin from another site", { origin, "sec-fetch-site": "cross-site" }],
  ];
  it.each(foreign)("are refused with 403: %s", async (_, headers) => {
    const answer = await postSignIn({ signInName: "nobody.here" }, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("did not come from the bank's own pages");
  });

  it("are taken from the bank's own pages", async () => {
    expect(
      (await postSignIn({ signInName: "nobody.here" }, { origin, "sec-fetch-site": "same-origin" })).status,
    ).not.toBe(403);
    expect((await postSignIn({ signInName: "nobody.here" }, { origin })).status).not.toBe(403);
  });

  it("larger than 64 kB, or of unknown length, are turned away", async () => {
    const body = "a".repeat(64 * 1024 + 1);
    expect((await ask(origin, "/sign-in", { method: "POST", headers: { origin }, body })).status).toBe(413);
    expect((await ask(origin, "/sign-in", { method: "POST", headers: { origin }, body, chunked: true })).status).toBe(
      411,
    );
  });
});

describe("control 1: pages without a session", () => {
  it.each([...pagesOf("staff"), ...pagesOf("customer")])("%s leads to the sign-in page", async (path) => {
    const answer = await ask(origin, path);
    expect([answer.status, String(answer.headers.location).split("?")[0]]).toEqual([307, "/sign-in"]);
  });

  it("a header that only the framework may send opens none", async () => {
    const forged = { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-bank-path": "//evil.example" };
    const answer = await ask(origin, "/desk", { headers: forged });
    expect([answer.status, answer.headers.location]).toEqual([307, "/sign-in?next=%2Fdesk"]);
  });
});

describe("control 26: pages with the password alone", () => {
  it.each(pagesOf("staff"))("%s leads staff to the second factor", async (path) => {
    const answer = await ask(origin, path, { headers: { cookie: halfStaff } });
    expect([answer.status, String(answer.headers.location).split("?")[0]]).toEqual([307, "/sign-in/code"]);
  });

  it.each(pagesOf("customer"))("%s leads a customer who has one to it", async (path) => {
    const answer = await ask(origin, path, { headers: { cookie: halfCustomer } });
    expect([answer.status, String(answer.headers.location).split("?")[0]]).toEqual([307, "/sign-in/code"]);
  });

  it("the page that sets one up leads there as well: it is no way around", async () => {
    const answer = await ask(origin, "/sign-in/factor", { headers: { cookie: halfStaff } });
    expect([answer.status, answer.headers.location]).toEqual([307, "/sign-in/code?next=%2Fsign-in%2Ffactor"]);
  });
});

describe("control 2: pages of somebody else's work", () => {
  it.each(pagesOf("staff"))("%s does not exist for a customer", async (path) => {
    expect((await ask(origin, path, { headers: { cookie: customer } })).status).toBe(404);
  });

  it.each(pagesOf("customer"))("%s does not exist for staff", async (path) => {
    expect((await ask(origin, path, { headers: { cookie: teller } })).status).toBe(404);
  });

  it.each(["/end-of-day", "/activity", "/ledger"])("%s tells a teller who can help", async (path) => {
    const answer = await ask(origin, path, { headers: { cookie: teller } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("branch manager");
  });

  it("controls 2 and 53: who is kept out of one stands in the log once, with the page's permission", async () => {
    const sql = postgres(String(process.env.DATABASE_JOBS_URL), { max: 1 });
    for (const [path, cookie, act, reason] of [
      ["/end-of-day", teller, "day.read", "not_permitted"],
      ["/customers/new", customer, "customer.onboard", "not_found"],
      ["/activity/export", teller, "activity.read", "not_permitted"],
    ] as const) {
      const { headers } = await ask(origin, path, { headers: { cookie } });
      const rows = await sql`
        select act, result, reason from audit_events where request_id = ${String(headers["x-request-id"])}`;
      expect([path, ...rows]).toEqual([path, { act, result: "refused", reason }]);
    }
    const requests: string[] = [];
    for (const path of pagesOf("staff"))
      requests.push(String((await ask(origin, path, { headers: { cookie: customer } })).headers["x-request-id"]));
    const counted = await sql<{ rows: number }[]>`
      select count(*)::int as rows from audit_events where request_id = any(${requests}) group by request_id`;
    expect(counted.length, "most pages are somebody's by a permission").toBeGreaterThan(40);
    expect(counted.filter(({ rows }) => rows !== 1)).toEqual([]);
    await sql.end();
  });

  it("end of day opens for operations", async () => {
    expect((await ask(origin, "/end-of-day", { headers: { cookie: operations } })).status).toBe(200);
  });
});

describe("headers", () => {
  const kinds: [string, string, () => string, number][] = [
    ["a page", "/sign-in", () => "", 200],
    ["a signed-in page", "/desk", () => teller, 200],
    ["a redirect", "/desk", () => "", 307],
    ["an unknown page", "/nothing-here", () => "", 404],
    ["a forbidden page", "/end-of-day", () => teller, 403],
    ["a download", "/cash/position/export", () => operations, 200],
  ];
  it.each(kinds)("controls 10, 11 and 13 stand on %s", async (_, path, cookie, status) => {
    const { status: answered, headers } = await ask(origin, path, { headers: { cookie: cookie() } });
    expect(answered).toBe(status);
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'; style-src 'self' 'nonce-/,
    );
    expect(headers["content-security-policy"]).toMatch(
      /base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'$/,
    );
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(headers["permissions-policy"]).toBeDefined();
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("control 11: the answer to what cannot be read says as little to a browser", async () => {
    const { status, headers } = await ask(origin, "/sign-in", {
      method: "POST",
      headers: { origin, "next-action": "7f".padEnd(42, "0"), "content-type": "text/plain;charset=UTF-8" },
      body: "{",
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it("control 13: no page behind the sign-in may be kept by a browser or on the way", async () => {
    for (const [group, cookie] of [
      ["staff", operations],
      ["customer", customer],
    ] as const)
      for (const path of pagesOf(group)) {
        const { status, headers } = await ask(origin, path, { headers: { cookie } });
        expect([path, status < 500, String(headers["cache-control"]).includes("no-store")]).toEqual([path, true, true]);
      }
  });

  it("control 13: two customers who ask at once never see each other's page", async () => {
    const other = await cookieOf("jonas");
    const people = [
      { cookie: customer, name: "Amina Okafor", strangers: "Jonas Brandt" },
      { cookie: other, name: "Jonas Brandt", strangers: "Amina Okafor" },
    ];
    for (let round = 0; round < 84; round += 1)
      await Promise.all(
        Array.from({ length: 12 }, async (_, at) => {
          const { cookie, name, strangers } = people[at % 2] as (typeof people)[number];
          const { text, headers } = await ask(origin, "/my/help", { headers: { cookie } });
          expect([text.includes(name), text.includes(strangers)]).toEqual([true, false]);
          expect(headers["cache-control"]).toMatch(/private.*no-store|no-store/);
        }),
      );
  });

  it("control 10: every script and style carries the nonce of its answer, and no two answers share one", async () => {
    const [one, two] = await Promise.all([ask(origin, "/sign-in"), ask(origin, "/sign-in")]);
    const nonceOf = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1] ?? "";
    const nonce = nonceOf(one.headers["content-security-policy"]);
    expect(nonce).not.toBe(nonceOf(two.headers["content-security-policy"]));
    const tags = one.text.match(/<(script|style)\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(3);
    expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });
});

describe("control 65: what is typed into an address", () => {
  const typed = [
    "'; drop table customers --",
    "$1",
    "%s",
    "{{7*7}}",
    "\\'",
    "%' or 1=1 --",
    "pwhash;--",
    "x".repeat(5_000),
  ];
  const places: [string, string[], () => string][] = [
    ["/customers", ["q", "status", "kind", "older"], () => teller],
    ["/accounts", ["q", "status", "older"], () => teller],
    ["/movements", ["reference", "from", "to", "older"], () => teller],
    ["/find", ["q"], () => teller],
    ["/cash/position", ["branch"], () => operations],
    ["/my/transfer", ["to", "from", "amount"], () => customer],
  ];
  it.each(places)("of %s is text, whichever parameter it stands in", async (path, names, cookie) => {
    for (const name of names)
      for (const text of typed) {
        const asked = `${path}?${name}=${encodeURIComponent(text)}`;
        const answer = await ask(origin, asked, { headers: { cookie: cookie() } });
        expect([asked.slice(0, 80), answer.status < 500]).toEqual([asked.slice(0, 80), true]);
        expect(answer.text).not.toMatch(/PostgresError|syntax error at or near/);
      }
  });
});

/** The parameters that a page reads from its address, as its file names them. */
function parametersOf(group: string): { path: string; names: string[] }[] {
  return readdirSync(`app/(${group})`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("page.tsx"))
    .map((file) => {
      const text = readFileSync(`app/(${group})/${file}`, "utf8");
      const lists = [...text.matchAll(/(?:urlParams\(\w+, |const names = )\[([^\]]*)\]/g)].map(
        ([, list]) => list ?? "",
      );
      const names = [...lists.join().matchAll(/"(\w+)"/g)].map(([, name]) => name as string);
      const path = `/${file.replaceAll("\\", "/")}`.replace(/\/page\.tsx$/, "").replace(/\[\w+\]/g, ID);
      return { path, names: [...new Set(names)] };
    })
    .filter(({ names }) => names.length > 0);
}

describe("control 65: every parameter of every page", () => {
  it.each([
    ["staff", () => [auditor, teller, operations]],
    ["customer", () => [customer]],
  ] as const)("of %s is text to the database", async (group, people) => {
    const pages = parametersOf(group);
    expect(pages.length).toBeGreaterThan(group === "staff" ? 40 : 5);
    for (const { path, names } of pages)
      for (const cookie of people())
        for (const name of names) {
          const asked = `${path}?${name}=${encodeURIComponent("\\'; select pg_sleep(9) -- %' or 1=1 {{7*7}}")}`;
          const answer = await ask(origin, asked, { headers: { cookie } });
          expect([asked, answer.status < 500]).toEqual([asked, true]);
          expect(answer.text).not.toMatch(/PostgresError|syntax error at or near/);
          // Who may not open the page at all learns nothing of it with another parameter either.
          if (answer.status === 403) break;
        }
  });
});

describe("controls 66 and 70: what is not there", () => {
  it.each([
    "/api/auth/session",
    "/api/auth/signin",
    "/.git/config",
    "/.env",
    "/_next/image?url=%2Fx.png&w=64&q=75",
    "/_next/image?url=https%3A%2F%2Fevil.example%2Fx.png&w=64&q=75",
  ])("%s", async (path) => {
    expect([400, 404]).toContain((await ask(origin, path)).status);
  });
});

describe("control 9: the port of the bank", () => {
  it("is open on the loopback alone: whoever comes from elsewhere comes through what stands in front", async () => {
    const { port } = new URL(origin);
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of addresses)
      expect([address, await accepts(Number(port), address)]).toEqual([address, false]);
    expect(await accepts(Number(port), "127.0.0.1")).toBe(true);
  });
});

describe("control 74: health", () => {
  it("says that the process lives and that it can serve", async () => {
    expect((await ask(origin, "/livez")).status).toBe(200);
    expect((await ask(origin, "/readyz")).status).toBe(200);
  });
});

import postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { type Action, servedActions } from "./actions";
import { cookieOf, demoCustomer, halfwayCookieOf, origin, ownCookieOf, staffWith } from "./bank";
import { type Answer, ask } from "./http";

const UNKNOWN = "01a211e6-eb69-776c-b287-02e157a486af";
let actions: Action[] = [];
let teller: string;
let customer: string;
let halfStaff: string;
let halfCustomer: string;

beforeAll(async () => {
  halfStaff = await halfwayCookieOf("manager.oldtown");
  halfCustomer = await halfwayCookieOf("lucia");
  actions = await servedActions();
  teller = await cookieOf(staffWith("teller"));
  customer = await cookieOf(demoCustomer);
});

/** By which the activity log knows what was asked. */
const requests: string[] = [];

/** Every act records itself in its own transaction: none of them by these requests, no row of any kind. */
async function expectNothingWritten(): Promise<void> {
  const sql = postgres(String(process.env.DATABASE_JOBS_URL), { max: 1 });
  const asked = requests.splice(0);
  expect(asked.length).toBeGreaterThan(10);
  const written = await sql`select act from audit_events where request_id = any(${asked}) and result = 'done'`;
  await sql.end();
  expect([...written]).toEqual([]);
}

async function call({ id, path }: Action, headers: Record<string, string> = {}, body = "[]"): Promise<Answer> {
  const url = path.replace(/\/\([^)]+\)/, "").replace(/\[\w+\]/g, UNKNOWN);
  const sent = { origin, "next-action": id, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" };
  const answer = await ask(origin, url, { method: "POST", headers: { ...sent, ...headers }, body });
  requests.push(String(answer.headers["x-request-id"]));
  return answer;
}

/** Where the answer to an action leads; its status is 303, or 200 when the page is sent along. */
const redirectOf = (headers: Answer["headers"]) => String(headers["x-action-redirect"]).split(/[?;]/)[0];

const of = (group: string) => actions.filter(({ path }) => path.startsWith(`/(${group})`));

describe("control 1: server actions called by their id", () => {
  it("lead to the sign-in page without a session, every one", async () => {
    expect(of("staff").length).toBeGreaterThan(10);
    for (const action of [...of("staff"), ...of("customer")]) {
      const { headers } = await call(action);
      expect([action.name, redirectOf(headers)]).toEqual([action.name, "/sign-in"]);
    }
    await expectNothingWritten();
  });

  it("of the front door fail nowhere and do nothing without a cookie, with a customer's, and with one that never was", async () => {
    expect(of("auth").length).toBeGreaterThan(5);
    for (const action of of("auth"))
      for (const cookie of ["", customer, teller, `bank.sid=${"x".repeat(43)}`]) {
        const { status } = await call(action, cookie ? { cookie } : {});
        expect([action.name, status < 500 ? "answered" : status]).toEqual([action.name, "answered"]);
      }
    await expectNothingWritten();
  });

  it("do so with a token that never was", async () => {
    for (const action of of("staff")) {
      const { headers } = await call(action, { cookie: `bank.sid=${"x".repeat(43)}` });
      expect([action.name, redirectOf(headers)]).toEqual([action.name, "/sign-in"]);
    }
  });

  it("control 26: lead to the second factor with the password alone, every one", async () => {
    for (const [group, cookie] of [
      ["staff", halfStaff],
      ["customer", halfCustomer],
    ] as const)
      for (const action of of(group)) {
        const { headers } = await call(action, { cookie });
        expect([action.name, redirectOf(headers)]).toEqual([action.name, "/sign-in/code"]);
      }
  });

  it("control 2: of staff do not exist for a customer, nor a customer's for staff", async () => {
    for (const action of of("staff"))
      expect([action.name, (await call(action, { cookie: customer })).status]).toEqual([action.name, 404]);
    for (const action of of("customer"))
      expect([action.name, (await call(action, { cookie: teller })).status]).toEqual([action.name, 404]);
    await expectNothingWritten();
  });

  it("control 8: are refused from another site, signed in or not", async () => {
    for (const action of actions) {
      expect((await call(action, { origin: "https://evil.example", cookie: teller })).status).toBe(403);
    }
  });

  it("control 56: answer nonsense without a stack, a statement or a path of the server, every one", async () => {
    const nonsense = ["", "{", "null", '["$K1"]', '[{"__proto__":{"a":1}}]', `["${"x".repeat(9_000)}"]`, "[[[[[]]]]]"];
    const inside = /node_modules|\.(ts|tsx|mjs):\d+|\bat \S+ \(|PostgresError|select .+ from |\/work\/|ECONN/i;
    for (const [at, action] of actions.entries())
      for (const cookie of [teller, customer]) {
        const body = nonsense[at % nonsense.length] ?? "";
        const { text } = await call(action, { cookie }, body);
        expect([action.name, inside.exec(text)?.[0]]).toEqual([action.name, undefined]);
      }
  });

  it("control 56: called without a form ask for one and fail nowhere, every one", async () => {
    // Arguments that are no list at all, the framework itself cannot take.
    const formless = ["[]", "[null]", '["$K1"]', '[{"__proto__":{"a":1}}]', '["xxx"]', "[[[[[]]]]]", "[null,{}]"];
    const branchManager = await cookieOf("manager.oldtown");
    for (const [at, action] of actions.entries())
      for (const cookie of [undefined, teller, branchManager, customer]) {
        const body = formless[at % formless.length] ?? "";
        const { status } = await call(action, cookie ? { cookie } : {}, body);
        expect([action.name, body, status < 500 ? "answered" : status]).toEqual([action.name, body, "answered"]);
      }
    await expectNothingWritten();
  });

  it("control 1: lead to the sign-in page with a session that was ended, every one", async () => {
    const ended = { staff: await ownCookieOf("custodian.oldtown"), customer: await ownCookieOf(demoCustomer) };
    for (const cookie of Object.values(ended))
      await ask(origin, "/sign-out", { method: "POST", headers: { origin, cookie } });
    for (const group of ["staff", "customer"] as const)
      for (const action of of(group)) {
        const { headers } = await call(action, { cookie: ended[group] });
        expect([action.name, redirectOf(headers)]).toEqual([action.name, "/sign-in"]);
      }
    for (const action of of("auth"))
      for (const cookie of Object.values(ended)) expect((await call(action, { cookie })).status).toBeLessThan(500);
    await expectNothingWritten();
  });

  it("with an id that is no action find nothing", async () => {
    const invented = { id: "7f".padEnd(42, "0"), name: "none", path: "/(auth)/sign-in" };
    expect((await call(invented)).status).toBe(409);
  });
});

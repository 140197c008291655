import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servedActions } from "./actions";
import { cookieOf, origin, ownCookieOf } from "./bank";
import { type Answer, ask, formFields, multipart } from "./http";

/** Control 3 over the wire: a customer sends another's form, with every id that stands in it. */
const sql = postgres(String(process.env.DATABASE_JOBS_URL), { max: 1 });
let amina: string;
let jonas: string;

beforeAll(async () => {
  [amina, jonas] = [await cookieOf("amina"), await cookieOf("jonas")];
});
afterAll(() => sql.end());

const pageOf = async (path: string, cookie = amina) => (await ask(origin, path, { headers: { cookie } })).text;
const linkOn = async (path: string, kind: RegExp) => {
  const found = [...(await pageOf(path)).matchAll(/href="([^"]+)"/g)].find(([, href]) => kind.test(href as string));
  if (!found?.[1]) throw new Error(`Nothing like ${kind} is linked on ${path}`);
  return found[1];
};
const actionOf = async (wanted: string) => (await servedActions()).find(({ name }) => name === wanted)?.id;
function post(path: string, fields: Record<string, string>, cookie: string): Promise<Answer> {
  const form = multipart(fields);
  return ask(origin, path, { method: "POST", headers: { ...form.headers, origin, cookie }, body: form.body });
}
const done = async ({ headers }: Answer) =>
  sql`select act from audit_events where request_id = ${String(headers["x-request-id"])} and result = 'done'`;
const refused = async ({ headers }: Answer) =>
  sql`select reason from audit_events where request_id = ${String(headers["x-request-id"])} and result = 'refused'`;

describe("control 3: another customer's form", () => {
  it("that removes a beneficiary removes none", async () => {
    const path = await linkOn("/my/beneficiaries", /\/remove$/);
    const fields = formFields(await pageOf(path), "beneficiaryId");
    const answer = await post(path, fields, jonas);
    expect(answer.status).not.toBe(303);
    expect([...(await done(answer))]).toEqual([]);
    expect((await refused(answer)).map(({ reason }) => reason)).toEqual(["beneficiary_not_found"]);
    expect((await ask(origin, path, { headers: { cookie: amina } })).status).toBe(200);
  });

  it("that pays a loan pays nothing, from whichever account", async () => {
    const loan = await linkOn("/my", /^\/my\/loans\/[0-9a-f-]{36}$/);
    // Nothing is due on hers, so her page has no form: another of hers, led to the action of this one.
    const [remove, pay] = [await linkOn("/my/beneficiaries", /\/remove$/), await actionOf("payInstalmentAction")];
    const form = Object.entries(formFields(await pageOf(remove), "beneficiaryId"));
    const led = form.map(([name, value]) => [name, value.replace(/"id":"[0-9a-f]+"/, `"id":"${pay}"`)]);
    expect(led).not.toEqual(form);
    const { beneficiaryId: _, ...fields } = Object.fromEntries(led);
    const loanId = loan.split("/").at(-1) as string;
    const answer = await post(`${loan}/pay`, { ...fields, loanId, amount: "10.00", key: randomUUID() }, jonas);
    expect(answer.status).not.toBe(303);
    expect([...(await done(answer))]).toEqual([]);
    expect((await refused(answer)).map(({ reason }) => reason)).toEqual(["loan_not_found"]);
  });

  it("that ends a session ends none; their own does, at once (control 19)", async () => {
    const second = await ownCookieOf("amina");
    const fields = formFields(await pageOf("/my/security", amina), "sessionId");
    const answer = await post("/my/security", fields, jonas);
    expect([...(await done(answer))]).toEqual([]);
    const [still] = await sql`select revoked_at from sessions where id = ${String(fields.sessionId)}`;
    expect(still).toEqual({ revoked_at: null });

    const [own] = await sql`
      select s.id from sessions s join users u on u.id = s.user_id where u.sign_in_name = 'amina' order by s.created_at desc limit 1`;
    const mine = await post("/my/security", { ...fields, sessionId: String(own?.id) }, amina);
    expect((await done(mine)).map(({ act }) => act)).toEqual(["session.ended"]);
    expect((await ask(origin, "/my", { headers: { cookie: second } })).status).toBe(307);
  });

  it("of a receipt is no receipt of theirs", async () => {
    const receipt = await linkOn("/my", /^\/my\/receipts\//);
    for (const path of [receipt, receipt.replace("/my/", "/")]) {
      const answer = await ask(origin, path, { headers: { cookie: jonas } });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});

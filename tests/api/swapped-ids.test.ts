import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { statementFormats } from "@/lib/statements/statement-file";
import { saidBy } from "../support/said";
import { type Action, servedActions } from "./actions";
import { cookieOf, origin, ownCookieOf } from "./bank";
import { type Answer, ask, formFields, multipart } from "./http";

/** Control 3 over the wire: a customer sends another's form, with every id that stands in it. */
const sql = postgres(String(process.env.DATABASE_JOBS_URL), { max: 1 });
const PASSKEY = randomUUID();
let amina: string;
let jonas: string;

beforeAll(async () => {
  [amina, jonas] = [await cookieOf("amina"), await cookieOf("jonas")];
  await sql`
    insert into passkeys (id, user_id, credential_id, public_key, counter, name)
    select ${PASSKEY}, id, ${PASSKEY}, ${Buffer.from("key")}, 0, 'Telephone' from users where sign_in_name = 'nikolai'`;
  his = await idsOf("jonas");
  const [offered] = await sql<{ id: string }[]>`
    select v.id from product_versions v join products p on p.id = v.product_id where p.kind = 'term_deposit' order by v.id limit 1`;
  offer = offered?.id ?? "";
  hers = { ...(await idsOf("amina")), passkey: PASSKEY, key: "" };
  const check = (await servedActions()).find(({ name }) => name === "checkTransferAction") as Action;
  const begun = await call(check, { from: hers.account, to: hers.beneficiary, amount: "1.00" }, amina);
  hers.key = /key=([0-9a-f-]{36})/.exec(String(begun.headers["x-action-redirect"]))?.[1] ?? "";
});
afterAll(async () => {
  await sql`update passkeys set removed_at = bank_now() where id = ${PASSKEY}`;
  await sql.end();
});

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
/** Calls an action as the page's script does, with the form as its second argument. */
function call({ id, path }: Action, fields: Record<string, string>, cookie: string): Promise<Answer> {
  const url = path.replace(/\/\([^)]+\)/, "").replace(/\[\w+\]/g, his.account);
  const sent = Object.entries(fields).map(([name, value]): [string, string] => [`_1_${name}`, value]);
  const form = multipart([...sent, ["0", '[{"key":""},"$K1"]']]);
  const headers = { ...form.headers, origin, cookie, "next-action": id, accept: "text/x-component" };
  return ask(origin, url, { method: "POST", headers, body: form.body });
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
});

/** One of everything of a customer that an address or a form can name. */
type Found = Record<"account" | "deposit" | "loan" | "receipt" | "beneficiary" | "session" | "application", string>;
/** With the key of a payment that waits to be confirmed. */
type Ids = Found & { passkey: string; key: string };
let hers: Ids;
let his: Found;
/** A term deposit that the bank offers to everybody. */
let offer: string;

async function idsOf(name: string): Promise<Found> {
  const [found] = await sql<Found[]>`
    with person as (select u.id as "user", u.customer_id as customer from users u where u.sign_in_name = ${name}),
      mine as (select a.* from person p join account_parties o on o.customer_id = p.customer and o.role = 'owner' join accounts a on a.id = o.account_id)
    select (select id from mine where kind = 'current' and status = 'active' order by id limit 1) as account,
      (select id from mine where kind = 'term_deposit' order by id desc limit 1) as deposit,
      (select l.id from loans l, person p where l.customer_id = p.customer order by l.id limit 1) as loan,
      (select e.reference from postings o join mine m on m.id = o.account_id join journal_entries e on e.id = o.entry_id
        where e.reference is not null order by e.id desc limit 1) as receipt,
      (select b.id from beneficiaries b, person p where b.customer_id = p.customer and b.removed_at is null order by b.id limit 1) as beneficiary,
      (select s.id from sessions s, person p where s.user_id = p.user order by s.created_at desc limit 1) as session,
      (select a.id from account_applications a, person p where a.customer_id = p.customer and a.status = 'pending' order by a.id limit 1) as application`;
  return found as Found;
}

/** The like of each that nothing has. */
const nothing = (): Ids => ({
  ...(Object.fromEntries(Object.keys(hers).map((name) => [name, randomUUID()])) as Ids),
  receipt: "LNR-EPXA6D24V-2",
});

const filesOf = (folder: string, names: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => names.test(file));

describe("control 3: another customer's pages and files", () => {
  /** Every page and file of a customer that is about something, and where it lies. */
  const about: Record<string, (ids: Ids) => string[]> = {
    "my/accounts/[id]/page.tsx": ({ account, deposit }) => [`/my/accounts/${account}`, `/my/accounts/${deposit}`],
    "my/accounts/[id]/statements/page.tsx": ({ account }) => [`/my/accounts/${account}/statements`],
    "my/accounts/[id]/statements/[format]/route.ts": ({ account }) =>
      statementFormats.map((format) => `/my/accounts/${account}/statements/${format}`),
    "my/beneficiaries/[id]/remove/page.tsx": ({ beneficiary }) => [`/my/beneficiaries/${beneficiary}/remove`],
    "my/loans/[id]/page.tsx": ({ loan }) => [`/my/loans/${loan}`],
    "my/loans/[id]/pay/page.tsx": ({ loan }) => [`/my/loans/${loan}/pay`],
    "my/receipts/[reference]/page.tsx": ({ receipt }) => [`/my/receipts/${receipt}`],
  };

  it("are in this table, every one, and she has one of each", () => {
    expect(Object.entries(hers).filter(([, id]) => !id)).toEqual([]);
    const found = filesOf("app/(customer)", /(page\.tsx|route\.ts)$/).filter((file) => file.includes("["));
    expect(found.sort()).toEqual(Object.keys(about).sort());
  });

  it.each(Object.entries(about))("%s answers like one that never was", async (_, pathsOf) => {
    const [theirs, never] = [pathsOf(hers), pathsOf(nothing())];
    for (const [at, path] of theirs.entries()) {
      const [own, other, nobodys] = await Promise.all([
        ask(origin, path, { headers: { cookie: amina } }),
        ask(origin, path, { headers: { cookie: jonas } }),
        ask(origin, never[at] as string, { headers: { cookie: jonas } }),
      ]);
      expect([path, own.status]).toEqual([path, 200]);
      expect([path, other.status, nobodys.status]).toEqual([path, 404, 404]);
      const asked = [path, never[at] as string, ...Object.values(hers)];
      expect(saidBy(other.text, asked)).toBe(saidBy(nobodys.text, asked));
    }
  });

  it("of the counter do not exist for a customer either, whoever they are about", async () => {
    const paths = [`/accounts/${hers.account}`, `/loans/${hers.loan}`, `/receipts/${hers.receipt}`];
    for (const path of paths)
      for (const cookie of [amina, jonas])
        expect([path, (await ask(origin, path, { headers: { cookie } })).status]).toEqual([path, 404]);
  });

  it("are not opened by an address that names them after its question mark", async () => {
    const never = nothing();
    const pages = filesOf("app/(customer)", /page\.tsx$/).flatMap((file) => {
      const text = readFileSync(`app/(customer)/${file}`, "utf8");
      const lists = [...text.matchAll(/(?:urlParams\(\w+, |const names = )\[([^\]]*)\]/g)].map(
        ([, list]) => list ?? "",
      );
      const names = [...new Set([...lists.join().matchAll(/"(\w+)"/g)].map(([, name]) => name as string))];
      // His own account where the address names one: what is asked after it is about hers.
      const path = `/${file}`.replace(/\/page\.tsx$/, "").replace(/\[\w+\]/g, his.account);
      return names.length > 0 ? [{ path, names }] : [];
    });
    expect(pages.length).toBeGreaterThan(5);
    const payment = { from: his.account, to: his.beneficiary, amount: "1.00", key: randomUUID() };
    for (const { path, names } of pages)
      for (const name of names)
        for (const kind of Object.keys(hers) as (keyof Ids)[]) {
          const others = path.endsWith("/check") ? payment : {};
          const [asked, invented] = [hers[kind], never[kind]].map(
            (value) => `${path}?${new URLSearchParams({ ...others, [name]: value })}`,
          ) as [string, string];
          const [theirs, nobodys] = [
            await ask(origin, asked, { headers: { cookie: jonas } }),
            await ask(origin, invented, { headers: { cookie: jonas } }),
          ];
          const said = [hers[kind], never[kind]];
          expect([asked, theirs.status]).toEqual([asked, nobodys.status]);
          expect(stable(saidBy(theirs.text, said)), asked).toBe(stable(saidBy(nobodys.text, said)));
        }
  });
});

/** Keys of forms and times differ from one answer to the next. */
const stable = (text: string) =>
  text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "KEY").replaceAll(/:(S\d+|R\w+):|«\w+»|_R_\w+_/g, "");

type Fields = Record<string, string>;
/** What a form of a customer says, with ids of another's in it; each way of naming one is a form of its own. */
const forms: Record<string, (ids: Ids) => Fields[]> = {
  addBeneficiaryAction: () => [],
  addAndPayAction: () => [],
  applyForAccountAction: () => [],
  applyForDepositAction: ({ account }) => [
    {
      accountId: account,
      productVersionId: offer,
      amount: "1,000.00",
      months: "6",
      instruction: "pay_out",
      key: randomUUID(),
    },
  ],
  askToSignPaymentAction: ({ key }) => [{ confirmation: key }],
  changePasswordAction: () => [],
  checkTransferAction: ({ account, beneficiary }) => [
    { from: account, to: his.beneficiary, amount: "1.00" },
    { from: his.account, to: account, amount: "1.00" },
    { from: his.account, to: beneficiary, amount: "1.00" },
  ],
  endSessionAction: ({ session }) => [{ sessionId: session }],
  payAction: ({ account, beneficiary, key }) => {
    const paid = () => ({ to: "AT981999900001000000", amount: "1.00", key: randomUUID() });
    return [
      { ...paid(), from: account },
      { ...paid(), from: account, beneficiaryId: beneficiary },
      { ...paid(), from: his.account, beneficiaryId: beneficiary },
      { ...paid(), from: his.account, confirmation: key, code: "123456" },
    ];
  },
  payInstalmentAction: ({ loan }) => [{ loanId: loan, amount: "1.00", key: randomUUID() }],
  removeBeneficiaryAction: ({ beneficiary }) => [{ beneficiaryId: beneficiary, key: randomUUID() }],
  removePasskeyAction: ({ passkey }) => [{ passkeyId: passkey }],
  renewRecoveryCodesAction: () => [],
  setInstructionAction: ({ deposit }) => [{ accountId: deposit, instruction: "pay_out", key: randomUUID() }],
  setThemeAction: () => [],
  withdrawApplicationAction: ({ application }) => [{ applicationId: application, key: randomUUID() }],
};

/** Typed by a person and about nothing of anybody's, or a file's name for the same: they can name no other's. */
const TYPED =
  /^(amount|remittance|present|quote|code|passkey|key|instruction|from_balance|current|password|next|theme|name|nickname|iban|customerId|again|repeat|proof|months|productVersionId)$/;

describe("control 3: another customer's ids in every form of a customer", () => {
  let actions: Action[];
  beforeAll(async () => {
    actions = (await servedActions()).filter(({ path }) => path.startsWith("/(customer)"));
  });

  it("are in this table, every form and every field that can name a thing", async () => {
    expect(Object.keys(forms).sort()).toEqual([...new Set(actions.map(({ name }) => name))].sort());
    for (const file of filesOf("app/(customer)", /actions\.ts$/)) {
      const text = readFileSync(`app/(customer)/${file}`, "utf8");
      for (const [, name, schema] of text.matchAll(/const (\w+) = formAction\(\w+, (\w+),/g)) {
        const from = new RegExp(`\\b${schema}\\b[^"]*from "@/(lib/[^"]+)"`).exec(text)?.[1];
        const module = (await import(/* @vite-ignore */ `${process.cwd()}/${from}.ts`)) as Record<string, z.ZodObject>;
        const named = Object.keys(module[schema as string]?.shape ?? {}).filter((field) => !TYPED.test(field));
        const swapped = new Set((forms[name as string] as (ids: Ids) => Fields[])(hers).flatMap(Object.keys));
        expect([name, named.filter((field) => !swapped.has(field))]).toEqual([name, []]);
      }
    }
  });

  it.each(Object.entries(forms))(
    "%s answers them like ids that never were, and does nothing",
    async (name, formsOf) => {
      const action = actions.find((one) => one.name === name) as Action;
      const [theirs, never] = [formsOf(hers), formsOf(nothing())];
      for (const [at, fields] of theirs.entries()) {
        const [other, nobodys] = [await call(action, fields, jonas), await call(action, never[at] as Fields, jonas)];
        const said = [fields, never[at] as Fields].flatMap(Object.values).filter((value) => value.length > 12);
        expect([fields, other.status, other.headers["x-action-redirect"]]).toEqual([
          fields,
          nobodys.status,
          nobodys.headers["x-action-redirect"],
        ]);
        expect((await refused(other)).map(({ reason }) => reason)).toEqual(
          (await refused(nobodys)).map(({ reason }) => reason),
        );
        expect([...(await done(other)), ...(await done(nobodys))]).toEqual([]);
        // Who gave the second factor long ago is led to give it again, whatever the form names.
        if (other.headers["x-action-redirect"]) continue;
        expect(stable(saidBy(other.text, said))).toBe(stable(saidBy(nobodys.text, said)));
        expect(other.text, "it was read").toMatch(/not_found|confirm|factor/);
      }
    },
  );
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { type CustomerId, newId } from "@/lib/core/ids";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { numberOfDocument } from "@/lib/customers/read-document-number";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { searchCustomers } from "@/lib/customers/search-queries";
import { find } from "@/lib/operations/find";
import { glanceAtAccount } from "@/lib/operations/glance-at-account";
import { glanceAtCustomer } from "@/lib/operations/glance-at-customer";
import { suggest } from "@/lib/operations/suggest";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let teller: a.Staff;
let manager: a.Staff;
let amina: CustomerId;
let iban: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, teller] = [await bank.staff("service_officer"), await bank.staff("teller")];
  const facts = { phone: "+436641112233", email: "amina.okafor@example.com", number: "XK5556612" };
  manager = await bank.staff("branch_manager");
  amina = await a.active(officer, manager, { fullName: "Amina Ókáför-Łęcka", ...facts });
  iban = (await bank.account(amina)).iban;
  for (const fullName of ["Amin Öz", "Аминов Сергей", "李 小龙", "Aminata Diallo", "Mamina Kraus", "Ottokar Lang"])
    await a.submitted(officer, { fullName, birthDate: "1970-01-01", email: "someone@example.com" });
  await a.submitted(await bank.staff("service_officer", "002"), { fullName: "Amina Elsewhere" });
});
afterAll(() => database.close());

const titles = async (typed: string, by = teller) => (await suggest(by, typed)).items.map(({ title }) => title);
const words = async (customerId: CustomerId) =>
  (await sqlOf(database.admin)`select word from customer_words where customer_id = ${customerId} order by word`).map(
    ({ word }) => word as string,
  );
const known = async (word: string) =>
  (await sqlOf(database.admin)`select from search_words where word = ${word}`).length === 1;

describe("the search box while it is typed into", () => {
  it.each([
    "amina ok",
    "okafor amina",
    "ÓKÁFÖR",
    "lecka",
    "okaforlecka",
    "+43 664 111 22 33",
    "0664 1112233",
    "0043 664 111",
    "amina.okafor@ex",
    "xk 555-6612",
    "14 Mar 1988",
  ])("names Amina first for '%s'", async (typed) => {
    expect((await titles(typed))[0]).toBe("Amina Ókáför-Łęcka");
  });

  it("finds a customer by the id in the address of their page", async () => {
    expect((await suggest(teller, amina)).items).toMatchObject([{ href: `/customers/${amina}` }]);
    expect(await titles(randomUUID())).toEqual([]);
  });

  it("puts a whole word before the beginning of one, and leaves out what only contains it", async () => {
    expect(await titles("amin")).toEqual(["Amin Öz", "Amina Ókáför-Łęcka", "Aminata Diallo", "Аминов Сергей"]);
  });

  it("falls back on parts of words, and says that they are alike only", async () => {
    expect(await suggest(teller, "ttoka")).toMatchObject({
      alike: true,
      only: false,
      items: [{ title: "Ottokar Lang" }],
    });
  });

  it.each(["okfor", "oakfor amina", "Okaforr", "amina okaofr"])("finds Amina by the slip '%s'", async (typed) => {
    const found = await suggest(teller, typed);
    expect([found.alike, found.items[0]?.title]).toEqual([true, "Amina Ókáför-Łęcka"]);
  });

  it("opens by Enter alone what an exact number names, never a name", async () => {
    const { customerNo } = await readCustomer(teller, amina);
    for (const typed of [iban.replace(/(.{4})/g, "$1 "), customerNo])
      expect(await suggest(teller, typed)).toMatchObject({ only: true, items: [{}] });
    for (const typed of ["Amina Ókáför-Łęcka", iban.slice(-4), "xk5556612"])
      expect((await suggest(teller, typed)).only).toBe(false);
  });

  it("tells people of one name apart", async () => {
    const [found] = (await suggest(teller, "okafor")).items;
    expect(found?.facts).toEqual(["14 Mar 1988", "ID ··6612", "1 account"]);
  });

  it("keeps to the viewer's branch, and names the branch where there are several", async () => {
    expect(await titles("elsewhere")).toEqual([]);
    const auditor = await bank.staff("auditor", "000");
    expect((await suggest(auditor, "elsewhere")).items).toMatchObject([
      { title: "Amina Elsewhere", facts: expect.arrayContaining(["Old Town"]) },
    ]);
  });

  it("shows no customer to a role that may not see customers", async () => {
    expect(await titles("amina", await bank.staff("operations", "000"))).toEqual([]);
  });

  it.each(["", " ", "a", "%", "_%", "\\", "' or 1=1 --", "x".repeat(10_000), "@".repeat(500), "()".repeat(200)])(
    "takes %j as text",
    async (typed) => {
      await expect(suggest(teller, typed)).resolves.toMatchObject({ items: [] });
    },
  );
});

describe("what the search box says of what was typed", () => {
  it.each([
    ["okafor", "Name"],
    ["14.3.1988", "Date of birth"],
    ["amina.okafor@ex", "E-mail"],
  ])("takes '%s' for: %s", async (typed, kind) => {
    expect((await suggest(teller, typed)).kind).toBe(kind);
  });

  it("names the end of an account's number as one", async () => {
    expect((await suggest(teller, iban.slice(-4))).kind).toBe(`Account ··${iban.slice(-4)}`);
  });

  it("checks the digits of an IBAN, and tells a mistyped one from another bank's", async () => {
    const mistyped = `${iban.slice(0, -1)}${(Number(iban.at(-1)) + 1) % 10}`;
    const problemOf = async (typed: string) => [
      (await suggest(teller, typed)).problem,
      (await find(teller, typed)) as object,
    ];
    expect(await problemOf(mistyped)).toMatchObject([/check digits of this IBAN do not fit/, { kind: "IBAN" }]);
    expect((await suggest(teller, "DE89 3704 0044 0532 0130 00")).problem).toBe(
      "No account of this bank has this IBAN.",
    );
    expect((await suggest(teller, "qqzzxx")).problem).toBeNull();
  });

  it("warns in the list of what nobody may overlook", async () => {
    const id = await a.active(officer, manager, { fullName: "Wanda Vorsicht" });
    const { id: account } = await bank.account(id);
    expect((await suggest(teller, "vorsicht")).items[0]?.flags).toEqual([]);
    const sql = sqlOf(database.admin);
    await sql`update identity_documents set expires_on = '2026-01-01' where customer_id = ${id}`;
    await sql`update customers set deceased_on = '2026-01-02', next_review_on = '2026-01-03' where id = ${id}`;
    await sql`
      insert into account_blocks (id, account_id, kind, reason, placed_by)
      values (${newId()}, ${account}, 'debit', 'Asked by the police', ${officer.actor.userId})`;
    const words = ["Died on 2 Jan 2026", "Document expired", "Review due since 3 Jan 2026", "Account blocked"];
    expect((await suggest(teller, "vorsicht")).items[0]?.flags).toEqual(words);
    expect((await suggest(teller, "vorsihct")).items[0]?.flags).toEqual(words);
    expect((await glanceAtCustomer(teller, id)).flags).toEqual(words);
  });
});

describe("the panel beside the list", () => {
  const looks = async (act: string) =>
    (await sqlOf(database.admin)`select from audit_events where act = ${act} and customer_id = ${amina}`).length;

  it("tells of a customer what identifies them and what they have, and records the look", async () => {
    const before = await looks("customer.viewed");
    const glance = await glanceAtCustomer(await bank.staff("teller"), amina);
    expect(glance).toMatchObject({
      title: "Amina Ókáför-Łęcka",
      line: expect.stringMatching(/^14 Mar 1988 · Passport ··6612 until /),
      flags: [],
      facts: expect.arrayContaining([{ term: "Phone", value: "+43 664 1112233" }]),
      amounts: { title: "Available", rows: [{ value: "€0.00" }] },
    });
    expect(await looks("customer.viewed")).toBe(before + 1);
  });

  it("tells of an account whose it is and what is on it, and withholds who they are from a role without the right", async () => {
    const someone = await a.active(officer, manager, { fullName: "Olga Einkonto", number: "XK7775512" });
    const { id } = await bank.account(someone);
    const seen = await glanceAtAccount(teller, id);
    expect(seen.facts).toEqual([
      { term: "Owner", value: "Olga Einkonto" },
      { term: "Identity", value: expect.stringMatching(/^14 Mar 1988 · ID ··5512 until /) },
    ]);
    expect(seen.amounts?.rows.map(({ term }) => term)).toEqual(["Booked", "Available"]);
    const masked = await glanceAtAccount(await bank.staff("operations", "000"), id);
    expect(masked.facts[1]).toEqual({ term: "Identity", value: "Not shown to your role" });
    expect(JSON.stringify(masked)).not.toContain("5512");
  });

  it("tells nothing of another branch's customer, nor to a role that may not see customers", async () => {
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(glanceAtCustomer(elsewhere, amina)).rejects.toMatchObject({ reason: "other_branch" });
    const operations = await bank.staff("operations", "000");
    await expect(glanceAtCustomer(operations, amina)).rejects.toMatchObject({ reason: "not_permitted" });
    const [account] = await sqlOf(database.admin)<{ id: string }[]>`select id from accounts where iban = ${iban}`;
    await expect(glanceAtAccount(elsewhere, account?.id as string)).rejects.toMatchObject({
      reason: "account_not_found",
    });
    await expect(glanceAtCustomer(teller, "nobody")).rejects.toMatchObject({ reason: "customer_not_found" });
  });

  it("says as much of many accounts as of a few", async () => {
    const many = await a.active(officer, manager, { fullName: "Konrad Vielkonto" });
    for (let opened = 0; opened < 6; opened += 1) await bank.account(many);
    const { amounts } = await glanceAtCustomer(teller, many);
    expect(amounts?.rows).toHaveLength(5);
    expect(amounts?.rows.at(-1)?.term).toBe("2 more");
  });
});

describe("the words a customer is found by", () => {
  it("follow the name, and one that nobody has any more is forgotten", async () => {
    const id = await a.draft(officer, "Zbigniew Quellwasser");
    expect(await words(id)).toEqual(expect.arrayContaining(["quellwasser", "zbigniew"]));
    const identity = {
      section: "identity" as const,
      customerId: id,
      fullName: "Zbigniew Brunnen",
      birthDate: undefined,
    };
    await saveOnboardingDraft(officer, { ...identity, nationality: undefined });
    expect(await words(id)).not.toContain("quellwasser");
    expect([await known("quellwasser"), await known("brunnen"), await known("zbigniew")]).toEqual([false, true, true]);
  });

  it("go with the customer, but stay where another has them", async () => {
    const [one, other] = [await a.draft(officer, "Ulla Seltenname"), await a.draft(officer, "Ulla Haeufig")];
    await deleteCustomer(await bank.staff("branch_manager"), { key: newKey(), customerId: one });
    expect(await words(one)).toEqual([]);
    expect([await known("seltenname"), await known("ulla")]).toEqual([false, true]);
    expect((await searchCustomers(officer, "ulla", 8)).rows.map(({ id }) => id)).toEqual([other]);
  });

  it("cannot be written by the application itself", async () => {
    const sql = sqlOf(database.db);
    await expect(sql`delete from customer_words`).rejects.toMatchObject({ code: "42501" });
    await expect(sql`insert into search_words (word) values ('x')`).rejects.toMatchObject({ code: "42501" });
  });
});

describe("control 58: a document's number at rest", () => {
  it("stands nowhere in clear, and is found by its keyed hash", async () => {
    const [row] = await sqlOf(database.admin)<{ id: string; cipher: string; hash: string; all: string }[]>`
      select id, number_cipher as cipher, encode(number_hmac, 'hex') as hash, to_jsonb(d)::text as all
      from identity_documents d where customer_id = ${amina}`;
    expect(row?.cipher).toMatch(/^v1\.[0-9a-f]{8}(\.[\w-]+){3}$/);
    expect(row?.all).not.toContain("5556612");
    expect(await words(amina)).not.toContain("xk5556612");
    expect(await titles("XK5556612")).toEqual(["Amina Ókáför-Łęcka"]);
    expect(await numberOfDocument(database.db, row?.id as never)).toBe("XK5556612");
  });

  it("does not open in another row", async () => {
    const sql = sqlOf(database.admin);
    const own = await a.filled(officer, { fullName: "Another Row" });
    const [to] = await sql<{ id: string }[]>`
      update identity_documents set number_cipher = (select number_cipher from identity_documents where customer_id = ${amina})
      where customer_id = ${own} returning id`;
    expect(to).toBeDefined();
    await expect(numberOfDocument(database.db, to?.id as never)).rejects.toThrow();
  });

  it("is hashed apart for each country that may have issued it", async () => {
    await a.filled(officer, { fullName: "German Twin", number: "XK5556612", country: "DE" });
    const rows = await sqlOf(database.admin)`
      select distinct number_hmac from identity_documents where number_last4 = '6612'`;
    expect(rows.length).toBe(2);
    expect((await titles("xk5556612")).sort()).toEqual(["Amina Ókáför-Łęcka", "German Twin"]);
  });
});

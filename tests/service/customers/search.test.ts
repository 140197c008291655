import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerId } from "@/lib/core/ids";
import { accountsOf, loansOf, readCustomer } from "@/lib/customers/profile-queries";
import { type CustomerFilters, listCustomers } from "@/lib/customers/queries";
import { searchCustomers } from "@/lib/customers/search-queries";
import { find } from "@/lib/operations/find";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let teller: a.Staff;
let auditor: a.Staff;
let amina: CustomerId;
const number = "XK 555-6612";

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, teller, auditor] = [
    await bank.staff("service_officer"),
    await bank.staff("teller"),
    await bank.staff("auditor", "000"),
  ];
  const manager = await bank.staff("branch_manager");
  const facts = { phone: "+436641112233", email: "amina.okafor@example.com", number, birthDate: "1988-03-14" };
  amina = await a.active(officer, manager, { fullName: "Amina Ókáför-Łęcka", ...facts });
  for (const fullName of [
    "Zoë Amin",
    "Ämin Öz",
    "Benjamina Kraus",
    "Đặng Thị Mai",
    "李 小龙",
    "álvaro Núñez",
    "Zacharias Ott",
  ])
    await a.submitted(officer, { fullName, birthDate: "1970-01-01", email: "someone@example.com" });
  await a.submitted(await bank.staff("service_officer", "002"), { fullName: "Amina Other-Branch" });
});
afterAll(() => database.close());

const names = async (by: a.Staff, filters: CustomerFilters) =>
  (await listCustomers(by, filters)).rows.map((row) => row.fullName);

describe("a name spelled nearly right", () => {
  it.each(["okfor amina", "Amina Okaforr", "Aminna Okafor"])("finds Amina by %s", async (typed) => {
    const found = await find(officer, typed);
    expect("customers" in found && found.customers[0]?.id).toBe(amina);
    expect(found).toMatchObject({ kind: "Spelled alike" });
  });

  it("never leaves the viewer's branch", async () => {
    const elsewhere = await find(await bank.staff("service_officer", "002"), "Okaforr");
    expect("customers" in elsewhere && elsewhere.customers.map((row) => row.id)).not.toContain(amina);
    expect(await find(auditor, "Okaforr")).toMatchObject({ customers: [{ id: amina }] });
  });

  it("is refused to a role that may not see customers", async () => {
    await expect(searchCustomers(await bank.staff("operations", "000"), "Okaforr", 10)).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });
});

describe("the search", () => {
  it.each([
    "okafor amina",
    "Amina OKAFOR",
    "lecka",
    "amina  ókáfor",
    "+43 664 111 22 33",
    "0664 1112233",
    "amina.okafor@example.com",
    "xk5556612",
    "XK 555-6612",
    "14 Mar 1988",
  ])("finds Amina by %s, and first", async (q) => {
    expect((await names(officer, { q }))[0]).toBe("Amina Ókáför-Łęcka");
  });

  it("puts names that begin with the word before names that contain it", async () => {
    expect(await names(officer, { q: "amin" })).toEqual([
      "Ämin Öz",
      "Amina Ókáför-Łęcka",
      "Zoë Amin",
      "Benjamina Kraus",
    ]);
  });

  it.each([
    ["li xiaolong", "李 小龙"],
    ["李", "李 小龙"],
    ["dang mai", "Đặng Thị Mai"],
    ["nunez", "álvaro Núñez"],
  ])("finds '%s' in its own script", async (q, name) => {
    expect(await names(officer, { q })).toEqual([name]);
  });

  it.each(["%", "_", "a%z", "'; drop table customers --", "zzzz", "\\"])("takes %s as text", async (q) => {
    await expect(listCustomers(officer, { q })).resolves.toBeDefined();
  });

  it("keeps to the viewer's branch, and shows head office everything", async () => {
    expect(await names(officer, { q: "other branch" })).toEqual([]);
    expect(await names(auditor, { q: "other branch" })).toEqual(["Amina Other-Branch"]);
    expect(await names(officer, { branch: bank.branch("002").id })).not.toContain("Amina Other-Branch");
  });

  it("is refused to whoever does not read customers", async () => {
    await expect(listCustomers(await bank.staff("vault_custodian"), {})).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });
});

describe("the list", () => {
  it("sorts as people do, whatever the accents", async () => {
    const sorted = await names(officer, {});
    expect(sorted.slice(0, 3)).toEqual(["álvaro Núñez", "Ämin Öz", "Amina Ókáför-Łęcka"]);
    expect(sorted.indexOf("Zoë Amin")).toBeGreaterThan(sorted.indexOf("Zacharias Ott"));
  });

  it("filters by status and risk", async () => {
    expect(await names(officer, { status: "active" })).toEqual(["Amina Ókáför-Łęcka"]);
    expect(await names(officer, { risk: "low" })).toEqual(["Amina Ókáför-Łęcka"]);
    expect(await names(officer, { risk: "high" })).toEqual([]);
  });

  it("walks forth and back through its pages without losing or repeating anybody", async () => {
    for (let n = 0; n < 60; n += 1) await a.draft(officer, `Page Person ${String(n % 30).padStart(2, "0")}`);
    for (const filters of [{}, { q: "page" }]) {
      const [seen, pages]: [string[], string[][]] = [[], []];
      let cursor: CustomerFilters = { ...filters };
      for (;;) {
        const page = await listCustomers(officer, cursor);
        pages.push(page.rows.map((row) => row.id));
        seen.push(...page.rows.map((row) => row.id));
        if (!page.older) break;
        cursor = { ...filters, older: page.older };
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(60);
      const last = await listCustomers(officer, cursor);
      const back = await listCustomers(officer, { ...filters, newer: last.newer ?? undefined });
      expect(back.rows.map((row) => row.id)).toEqual(pages.at(-2));
    }
  });

  it("starts at its first page when the cursor is not one of ours", async () => {
    const first = await names(officer, {});
    for (const older of ["x", "%00", "W10", Buffer.from('["9","a","b"]').toString("base64url")])
      expect(await names(officer, { older })).toEqual(first);
  });
});

describe("a customer's page", () => {
  it("holds every fact but the document's number, with accounts and loans", async () => {
    const account = await bank.account(amina, 124_000n);
    const record = await readCustomer(teller, amina);
    expect(record).toMatchObject({
      fullName: "Amina Ókáför-Łęcka",
      document: { numberLast4: "6612" },
      hasSignIn: false,
    });
    expect(JSON.stringify(record)).not.toContain("XK5556612");
    expect(await accountsOf(teller, amina)).toMatchObject([
      { iban: account.iban, product: "Everyday", booked: 124_000n, held: 0n, available: 124_000n, blocks: [] },
    ]);
    expect(await loansOf(teller, amina)).toEqual([]);
  });

  it("answers another branch's customer with who can help, and nonsense as unknown", async () => {
    const stranger = await bank.staff("teller", "002");
    await expect(readCustomer(stranger, amina)).rejects.toMatchObject({ reason: "other_branch" });
    for (const id of ["", "x", "{01932d3f-7c1a-7bbb-8000-000000000001}", "00000000-0000-0000-0000-000000000000"])
      await expect(readCustomer(teller, id)).rejects.toMatchObject({ reason: "customer_not_found" });
  });
});

describe("the one search of the top bar", () => {
  it("goes straight to what an exact identifier names", async () => {
    const account = await bank.account(amina);
    const { customerNo } = await readCustomer(teller, amina);
    expect(await find(teller, customerNo.toLowerCase())).toEqual({ page: `/customers/${amina}` });
    const grouped = account.iban.replace(/(.{4})/g, "$1 ").toLowerCase();
    for (const typed of [account.iban, grouped, account.iban.slice(4), account.iban.slice(-7)])
      expect(await find(teller, typed)).toEqual({ page: `/accounts/${account.id}` });
  });

  it("never goes anywhere by a name", async () => {
    expect(await find(teller, "amina okafor")).toMatchObject({ kind: "Name", customers: [{ id: amina }] });
  });

  it("finds accounts of the branch by their last digits", async () => {
    const account = await bank.account(amina);
    const found = await find(teller, account.iban.slice(-4));
    expect(found).toMatchObject({
      kind: `Account ··${account.iban.slice(-4)}`,
      accounts: [{ id: account.id, owner: "Amina Ókáför-Łęcka" }],
    });
    const elsewhere = await find(await bank.staff("teller", "002"), account.iban.slice(-4));
    expect(elsewhere).toMatchObject({ accounts: [] });
  });

  it("finds nothing and says so", async () => {
    expect(await find(teller, "qqzzx")).toEqual({
      kind: "Name",
      forms: [],
      customers: [],
      more: false,
      accounts: [],
      loans: [],
      problem: null,
    });
  });
});

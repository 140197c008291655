import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { accountPage } from "@/lib/accounts/queries";
import { statementPage } from "@/lib/accounts/statement";
import { readStatementQuery } from "@/lib/accounts/statement-filters";
import { businessDate } from "@/lib/core/dates";
import { type AccountId, type CustomerId, newId } from "@/lib/core/ids";
import { accountsOf, openCustomer, readCustomer } from "@/lib/customers/profile-queries";
import { listCustomers } from "@/lib/customers/queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { openScan } from "@/lib/customers/scan-queries";
import {
  changeContactInput,
  saveContactInput,
  saveDocumentInput,
  saveIdentityInput,
  startOnboardingInput,
  startOrganisationInput,
} from "@/lib/customers/schema";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { suggest } from "@/lib/operations/suggest";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let jonas: Awaited<ReturnType<TestBank["customer"]>>;
let account: Awaited<ReturnType<TestBank["account"]>>;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  [amina, jonas] = [await bank.customer(), await bank.customer("Jonas Brandt")];
  account = await bank.account(amina.id, 10_000n);
});
afterAll(() => database.close());

const MALFORMED = [
  "",
  "x",
  "00000000-0000-0000-0000-000000000000",
  "{01932d3f-7c1a-7bbb-8000-000000000001}",
  "%00",
  "\0",
  "a".repeat(10_000),
];

/** The sentence at a field of a form, as a person would read it; null where it is taken. */
function sentenceAt(schema: z.ZodType, typed: object, field: string): string | null {
  const read = schema.safeParse(typed);
  if (read.success) return null;
  return read.error.issues.find(({ path }) => path[0] === field)?.message ?? null;
}
const identity = (over: object) => ({ section: "identity", customerId: newId<"customer">(), fullName: "A", ...over });
const HIDDEN = "The full name contains hidden characters that change how it reads. Type it instead of pasting it.";
const nameOf = (fullName: string) => sentenceAt(saveIdentityInput, identity({ fullName }), "fullName");
const birthOf = (birthDate: string) => sentenceAt(saveIdentityInput, identity({ birthDate }), "birthDate");
const count = async () => (await sqlOf(database.admin)`select count(*)::int as n from customers`)[0]?.n as number;

describe("bad input 20 and 21: ids that are somebody else's, or none", () => {
  it("of an account, its statement and its owner are as unknown to another customer as none at all", async () => {
    for (const id of [account.id, ...MALFORMED, newId<"account">()]) {
      expect(await accountPage(jonas.ctx, id)).toBeNull();
    }
    const rows = async (id: AccountId) => (await statementPage(jonas.ctx, id)).rows;
    expect(await rows(account.id)).toEqual([]);
    expect(await rows(newId<"account">() as AccountId)).toEqual([]);
  });

  it("of a customer are refused to a customer and to another branch, and the refusal is a row of the log", async () => {
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(openCustomer(elsewhere, amina.id)).rejects.toMatchObject({ reason: "other_branch" });
    for (const id of MALFORMED) {
      await expect(readCustomer(officer, id)).rejects.toMatchObject({ reason: "customer_not_found" });
      await expect(openScan(officer, amina.id, id)).rejects.toMatchObject({ reason: "scan_not_found" });
      await expect(openScan(officer, id, newId())).rejects.toMatchObject({ reason: "scan_not_found" });
    }
    await expect(
      saveOnboardingDraft(elsewhere, { section: "identity", customerId: amina.id, fullName: "Taken Over" }),
    ).rejects.toMatchObject({ reason: "other_branch" });
    const [row] = await sqlOf(database.admin)`
      select result, reason from audit_events where actor_id = ${elsewhere.actor.userId} order by id desc limit 1`;
    expect(row).toEqual({ result: "refused", reason: "other_branch" });
  });

  it("that are malformed are turned away by every form", () => {
    for (const customerId of MALFORMED.filter((id) => !id.startsWith("0000")))
      expect(saveIdentityInput.safeParse(identity({ customerId })).success, customerId.slice(0, 40)).toBe(false);
  });
});

describe("bad input 22: fields nobody asked for", () => {
  it.each(["role", "owner_id", "status", "branchId", "riskRating", "__proto__x", "submittedBy"])("%s", (hidden) => {
    const typed = [
      [startOnboardingInput, { key: newKey(), fullName: "A" }],
      [saveIdentityInput, identity({})],
      [saveContactInput, { section: "contact", customerId: newId() }],
    ] as const;
    for (const [schema, fields] of typed) {
      expect(schema.safeParse(fields).success).toBe(true);
      expect(schema.safeParse({ ...fields, [hidden]: "approved" }).success).toBe(false);
    }
  });
});

describe("bad input 30 and 45: how somebody is reached", () => {
  const at = (field: string, value: string) =>
    sentenceAt(saveContactInput, { section: "contact", customerId: newId(), [field]: value }, field);

  it.each(["a＠b.com", '"e@x.com"@y.com', "a@b\r\nBcc: c@d.com", `a@${"b.".repeat(30_000)}com!`])(
    "no e-mail: %.40j",
    (typed) => expect(at("email", typed)).toBe("Enter an e-mail address in the form name@example.com."),
  );

  it.each(["0660 1234567", "+1 800 FLOWERS", `+${"1".repeat(40)}`, "call me"])("no phone: %.40j", (typed) =>
    expect(at("phone", typed)).toBe("Enter a phone number with its country code, like +43 660 1234567."),
  );

  it("keeps a phone in E.164, and a postcode only where it can be one of its country", async () => {
    const customerId = await a.draft(officer, "Postcode Person");
    const read = (over: object) =>
      saveContactInput.parse({ ...a.contact(customerId), phone: "+49 (0)30 901820", ...over });
    await saveOnboardingDraft(officer, read({}));
    expect(await readCustomer(officer, customerId)).toMatchObject({
      phone: "+4930901820",
      address: { postcode: "1020" },
    });
    for (const [postcode, country] of [
      ["SW1A 1AA", "AT"],
      ["1020", "DE"],
      ["'; DROP", "AT"],
    ])
      await expect(saveOnboardingDraft(officer, read({ postcode, country }))).rejects.toMatchObject({
        reason: "postcode_elsewhere",
        field: "postcode",
      });
    await saveOnboardingDraft(officer, read({ postcode: "SW1A 1AA", country: "GB" }));
    await saveOnboardingDraft(officer, read({ postcode: "0000", country: "AE" }));
    expect(changeContactInput.safeParse({ ...a.contact(customerId), section: undefined }).success).toBe(false);
  });
});

describe("bad input 32 to 36: names", () => {
  it.each(["李", "X", "O'Brien-Łódź", "Nguyễn", "Раypal", "é".repeat(140)])(
    "%.20s is kept as it is",
    async (fullName) => {
      const { customerId } = await startOnboarding(officer, startOnboardingInput.parse({ key: newKey(), fullName }));
      expect((await readCustomer(officer, customerId)).fullName).toBe(fullName);
    },
  );

  it.each([
    ["300 letters", "x".repeat(300), "The full name must have 140 characters or fewer."],
    ["10,000 combining marks", `a${"\u0301".repeat(10_000)}`, "The full name must have 140 characters or fewer."],
    ["Zalgo", `a${"\u0353".repeat(9)}`, HIDDEN],
    ["a turn of direction", "a\u202eb", HIDDEN],
    ["no width", "a\u200bb", HIDDEN],
    ["an isolate", "a\u2066b", HIDDEN],
    ["a lone surrogate", "a\ud800b", "The full name contains characters that cannot be printed. Type it again."],
    ["NUL", "a\0b", "The full name contains characters that cannot be printed. Type it again."],
    ["a bell", "a\u0007b", "The full name contains characters that cannot be printed. Type it again."],
    ["U+FFFE", "a\ufffeb", "The full name contains characters that cannot be printed. Type it again."],
    ["nothing", " ", "Enter the full name."],
  ])("%s is refused with a sentence", (_, typed, sentence) => {
    expect(nameOf(typed)).toBe(sentence);
    const firm = { key: newKey(), fullName: typed, legalForm: "other" };
    expect(sentenceAt(startOrganisationInput, firm, "fullName")).toBe(sentence.replace("full name", "registered name"));
  });
});

describe("bad input 37 to 40: what looks like a program", () => {
  const words = [
    "'; DROP TABLE customers--",
    "$1 %s",
    `${"$"}{7*7} {{7*7}}`,
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
  ];

  it.each(words)("%s is a name like any other: kept, listed and found", async (fullName) => {
    const { customerId } = await startOnboarding(officer, startOnboardingInput.parse({ key: newKey(), fullName }));
    expect((await readCustomer(officer, customerId)).fullName).toBe(fullName);
    const { rows } = await listCustomers(officer, { q: fullName });
    expect(rows.map((row) => row.id)).toContain(customerId);
  });

  it("CR and LF stand in no name", () => {
    expect(nameOf("Amina\r\nSet-Cookie: x")).toMatch(/cannot be printed/);
  });
});

describe("bad input 41 and 42: days of birth", () => {
  it.each(["0000-00-00", "2023-02-30", "2023-02-29", "2026-1-5", "05/06/2026", "99999-01-01"])(
    "%s is no day",
    (typed) => {
      expect(birthOf(typed)).toBe("The date of birth must be a real day: day, month and a year with 4 digits.");
    },
  );

  it("1850 is another age; tomorrow and today are not over; 29 February of a leap year is a day", async () => {
    expect(birthOf("1850-01-01")).toBe("Check the year of birth: it must be 1900 or later.");
    expect(birthOf("2024-02-29")).toBeNull();
    for (const birthDate of ["2026-03-03", "2026-03-02", "9999-12-31"])
      await expect(
        startOnboarding(officer, startOnboardingInput.parse({ key: newKey(), fullName: "Future", birthDate })),
      ).rejects.toMatchObject({ field: "birthDate" });
  });

  it("one day short of full age is refused on the bank's day, and the birthday is not", async () => {
    // The banking day of the tests is 2 March 2026, whatever the clock of the machine says.
    const young = await a.filled(officer, { fullName: "Young Person", birthDate: "2008-03-03" });
    await expect(submitCustomer(officer, { key: newKey(), customerId: young })).rejects.toMatchObject({
      reason: "guardian_needed",
    });
    const grown = await a.filled(officer, { fullName: "Grown Person", birthDate: "2008-03-02" });
    await submitCustomer(officer, { key: newKey(), customerId: grown });
    const leap = await a.filled(officer, { fullName: "Leap Person", birthDate: "2008-02-29" });
    await submitCustomer(officer, { key: newKey(), customerId: leap });
  });

  it("43: a document issued after the banking day is refused", async () => {
    const customerId = await a.draft(officer, "Paper Tomorrow");
    const typed = a.passport(customerId, a.newDocumentNumber(), { documentIssuedOn: businessDate("2026-03-03") });
    await expect(saveOnboardingDraft(officer, saveDocumentInput.parse(typed))).rejects.toMatchObject({
      reason: "document_issue_future",
    });
  });

  it("43: a document older than its holder, or good for more than twenty years, is refused at its field", async () => {
    const facts = { fullName: "Paper Ancient", birthDate: businessDate("1988-03-14") };
    const { customerId } = await startOnboarding(officer, { key: newKey(), ...facts });
    const number = a.newDocumentNumber();
    const saved = (over: object) => saveOnboardingDraft(officer, a.passport(customerId, number, over));
    await expect(saved({ documentIssuedOn: businessDate("1988-03-13") })).rejects.toMatchObject({
      reason: "document_issue_before_birth",
      field: "documentIssuedOn",
    });
    await expect(saved({ documentExpiresOn: businessDate("2046-03-03") })).rejects.toMatchObject({
      reason: "document_expiry_far",
      field: "documentExpiresOn",
    });
    await saved({ documentIssuedOn: facts.birthDate, documentExpiresOn: businessDate("2046-03-02") });
    const born = { section: "identity" as const, customerId, fullName: facts.fullName, nationality: "AT" as const };
    await expect(
      saveOnboardingDraft(officer, { ...born, birthDate: businessDate("1988-03-15") }),
    ).rejects.toMatchObject({ reason: "document_issue_before_birth", field: "birthDate" });
    await saveOnboardingDraft(officer, { ...born, birthDate: facts.birthDate });
  });
});

describe("bad input 44: account numbers with mistakes", () => {
  it.each(["AT45 1999 9000 0100 0002", "XX00 1234", "AT44 1999 9OOO O1OO OOO2", "a".repeat(50_000)])(
    "%.30s finds no account and breaks nothing",
    async (typed) => {
      const { items } = await suggest(officer, typed);
      expect(items.every(({ href }) => !href.startsWith("/accounts/"))).toBe(true);
    },
  );
});

describe("bad input 49: what an address may ask for", () => {
  it("wild cards mean themselves, and cursors, sorts and ranges that are none change nothing", async () => {
    const all = (await listCustomers(officer, {})).rows.map(({ id }) => id);
    for (const q of ["%", "_", "%%%%"]) expect((await listCustomers(officer, { q })).rows).toEqual([]);
    for (const older of ["-1", "1e9", "pwhash;--", "a".repeat(10_000)])
      expect((await listCustomers(officer, { older })).rows.map(({ id }) => id)).toEqual(all);
    const { filters, faults } = readStatementQuery(
      { from: "1976-01-01", to: "2026-03-02", kind: "pwhash;--", min: "1e9", text: "%" },
      "EUR",
      FIRST_DAY,
    );
    expect([filters.kinds, filters.minMinor, Object.keys(faults)]).toEqual([undefined, undefined, ["min"]]);
    expect((await statementPage(officer, account.id, filters)).rows).toEqual([]);
  });

  it("nothing of all this was written by halves", async () => {
    const before = await count();
    await startOnboarding(officer, { key: newKey(), fullName: "x".repeat(141) }).catch(() => undefined);
    expect(await count()).toBe(before);
    expect(await accountsOf(officer, amina.id as CustomerId)).toHaveLength(1);
  });
});

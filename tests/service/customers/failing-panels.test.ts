import { prerender } from "react-dom/static";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import type { CustomerId } from "@/lib/core/ids";
import { readCustomer } from "@/lib/customers/profile-queries";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { activeOrganisation } from "../../support/organisations";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

const signedIn = vi.hoisted(() => ({ ctx: null as unknown }));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(new Headers()) }));
vi.mock("@/lib/web/session", () => ({
  requireStaff: () => Promise.resolve(signedIn.ctx),
  staffFor: () => () => Promise.reject(new Error("No form is sent here")),
}));

let database: TestDatabase;
let bank: TestBank;
let amina: CustomerId;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  amina = await a.active(officer, manager);
  const { id: accountId } = await bank.account(amina, 12_345n);
  const jonas = await bank.customer("Jonas Brandt");
  const { customerNo } = await readCustomer(officer, jonas.id);
  const people = { maker: officer, checker: manager };
  await carried(addParty, { key: newKey(), accountId, customerNo, role: "joint_owner" as const }, people);
  await activeOrganisation({ officer, manager }, [amina, jonas.id]);
  // They may see every part.
  signedIn.ctx = await bank.staff("compliance_officer", "000");
});
afterAll(() => database.close());

async function page(): Promise<string> {
  const { default: CustomerPage } = await import("@/app/(staff)/customers/[id]/page");
  const { prelude } = await prerender(await CustomerPage({ params: Promise.resolve({ id: amina }) }));
  return new Response(prelude).text();
}

const SENTENCE = "This part could not be read just now";
const TITLES = [
  "Accounts",
  "Mandates and signatories",
  "Behind organisations",
  "Loans",
  "Who viewed",
  "Papers and files",
  "Details",
  "Risk",
  "Notes",
  "Latest activity",
];

/** The headings of the page's parts, with the sentence where it stands among them. */
const parts = (html: string) => html.match(new RegExp(`(?<=<h2[^>]*>)[^<]+|${SENTENCE}`, "g")) ?? [];

/** The database without what one panel alone reads. */
const without = (table: string, column?: string): [breaking: string, mending: string] =>
  column
    ? [`alter table ${table} rename column ${column} to gone`, `alter table ${table} rename column gone to ${column}`]
    : [`alter table ${table} rename to gone`, `alter table gone rename to ${table}`];

const LOOK_OF_NOBODY = `
  insert into audit_events (id, actor_kind, actor_id, channel, act, result, customer_id, request_id)
  select gen_random_uuid(), 'staff', 'nobody', 'counter', 'customer.viewed', 'done', id, 'test' from customers`;

/** Each with what is read for it alone, and the heading after which the page says so; the alerts stand before them all. */
const panels: [name: string, after: string | undefined, ...ReturnType<typeof without>][] = [
  ["the accounts", "Accounts", ...without("account_balances", "floor")],
  ["the mandates", "Mandates and signatories", ...without("accounts", "signing_rule")],
  ["the organisations behind", "Behind organisations", ...without("organisation_people", "control")],
  ["the loans", "Loans", ...without("loan_schedules")],
  ["the judgements of risk", "Risk", ...without("risk_judgements")],
  ["the notes", "Notes", ...without("customer_notes")],
  ["the latest activity", "Latest activity", ...without("sessions", "user_agent")],
  ["the likenesses to lists", undefined, ...without("screening_hits")],
  ["the legal holds", undefined, ...without("legal_holds", "lift_reason")],
  // Last, as a row of the log stays: a look by somebody whose number cannot be read.
  ["who viewed", "Who viewed", LOOK_OF_NOBODY, "select 1"],
];

it("accounts that cannot be read are said to be unknown where nobody may overlook it, not to be none", async () => {
  expect(await page()).not.toContain("Accounts could not be read");
  await sqlOf(database.admin).unsafe("alter table account_blocks rename to gone");
  try {
    const broken = await page();
    expect(broken).toContain("! Accounts could not be read");
    expect(parts(broken)).toEqual([SENTENCE, ...TITLES.toSpliced(1, 0, SENTENCE)]);
    for (const part of ["Amina Okafor", "Not known", "Latest activity"]) expect(broken).toContain(part);
  } finally {
    await sqlOf(database.admin).unsafe("alter table gone rename to account_blocks");
  }
});

it.each(panels)("%s fail alone: the rest of the page stands", async (_, after, breaking, mending) => {
  const whole = parts(await page());
  expect(whole).toEqual(TITLES);
  const sql = sqlOf(database.admin);
  await sql.unsafe(breaking);
  try {
    const broken = await page();
    const at = after === undefined ? 0 : TITLES.indexOf(after) + 1;
    expect(parts(broken)).toEqual(TITLES.toSpliced(at, 0, SENTENCE));
    for (const part of ["Amina Okafor", "123.45"]) expect(broken).toContain(part);
  } finally {
    await sql.unsafe(mending);
  }
});

it("a look that cannot be recorded shows nothing at all", async () => {
  signedIn.ctx = { ...(await bank.staff("branch_manager")), requestId: "\0" };
  await expect(page()).rejects.toThrow();
});

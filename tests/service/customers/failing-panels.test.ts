import { prerender } from "react-dom/static";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
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
  await bank.account(amina, 12_345n);
  signedIn.ctx = manager;
});
afterAll(() => database.close());

async function page(): Promise<string> {
  const { default: CustomerPage } = await import("@/app/(staff)/customers/[id]/page");
  const { prelude } = await prerender(await CustomerPage({ params: Promise.resolve({ id: amina }) }));
  return new Response(prelude).text();
}

const SENTENCE = /This part could not be read just now/g;

/** Each with what is read for it, and what the page says in its place when all is well. */
it.each([
  ["the notes", "customer_notes", "Notes"],
  ["the organisations behind", "organisation_people", "Details"],
  ["the loans", "loan_schedules", "No loans"],
])("%s fail alone: the rest of the page stands", async (_, table, usual) => {
  const whole = await page();
  expect(whole).not.toMatch(SENTENCE);
  expect(whole).toContain(usual);
  await sqlOf(database.admin).unsafe(`alter table ${table} rename to gone`);
  try {
    const broken = await page();
    expect(broken.match(SENTENCE)).toHaveLength(1);
    for (const part of ["Amina Okafor", "123.45", "Latest activity", "Who viewed"]) expect(broken).toContain(part);
  } finally {
    await sqlOf(database.admin).unsafe(`alter table gone rename to ${table}`);
  }
});

it("a look that cannot be recorded shows nothing at all", async () => {
  signedIn.ctx = { ...(await bank.staff("branch_manager")), requestId: "\0" };
  await expect(page()).rejects.toThrow();
});

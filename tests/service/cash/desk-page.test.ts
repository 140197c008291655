import { prerender } from "react-dom/static";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { sqlOf } from "@/db/client";
import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeTill } from "@/lib/cash/close-till";
import { resumeTill } from "@/lib/cash/resume-till";
import { suspendTill } from "@/lib/cash/suspend-till";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { newId } from "@/lib/core/ids";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { countAndHandOver, countOf } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";

const signedIn = vi.hoisted(() => ({ ctx: null as unknown }));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(new Headers()) }));
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  useRouter: () => ({ refresh: () => undefined }),
  usePathname: () => "/desk",
  useSearchParams: () => new URLSearchParams(),
}));
vi.mock("@/lib/web/session", () => ({
  requireStaff: () => Promise.resolve(signedIn.ctx),
  staffFor: () => () => Promise.reject(new Error("No form is sent here")),
}));

let database: TestDatabase;
let bank: TestBank;
let teller: Awaited<ReturnType<TestBank["teller"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.teller(20_00n);
  signedIn.ctx = teller;
  const sql = sqlOf(database.db);
  await sql`
    insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
    values (${newId()}, 'cash.withdraw', null, 'EUR', 1000, 'branch_manager', '2026-03-02')`;
  await sql`insert into notices (id, user_id, kind) values (${newId()}, ${teller.actor.userId}, 'factor_changed')`;
  await asksForFifteen(teller);
});
afterAll(() => database.close());

/** More than one person may pay out. */
async function asksForFifteen(who: typeof teller): Promise<void> {
  const { iban } = await bank.account((await bank.customer("Amina Okafor")).id, 100_00n);
  const asked = { key: newKey(), iban, amount: "15.00", notes: coins("15.00"), paidInBy: undefined, note: undefined };
  expect(await withdrawCash(who, asked)).toHaveProperty("pending");
}

async function desk(): Promise<string> {
  const { default: DeskPage } = await import("@/app/(staff)/desk/page");
  const { prelude } = await prerender(await DeskPage({ searchParams: Promise.resolve({}) }));
  return new Response(prelude).text();
}

/** What a teller has to know of at the desk, however the till stands. */
async function tellsWhatWaits(state: string): Promise<void> {
  const page = await desk();
  expect(page).toContain(state);
  const requests = /Your requests.*?<\/section>/s.exec(page)?.[0] ?? "";
  expect(requests).toContain("Amina Okafor");
  expect(requests).toContain("15.00");
  const notices = /<section aria-label="Notices".*?<\/section>/s.exec(page)?.[0] ?? "";
  expect(notices).toContain("How you prove it is you was changed");
}

it("the desk tells what was asked for and what is new while the till serves", () => tellsWhatWaits("Open"));

it("and while it is suspended", async () => {
  await suspendTill(teller, { key: newKey() });
  await tellsWhatWaits("This till is suspended");
  await resumeTill(teller, { key: newKey() });
});

it("and while it is being counted, and once it was counted with another result than the books", async () => {
  await beginTillCount(teller, { key: newKey(), goal: "close" });
  await tellsWhatWaits("is being counted");
  await closeTill(teller, { key: newKey(), counts: { EUR: coins("19.00"), USD: {} } });
  await tellsWhatWaits("1.00");
});

it("and while it waits for whom it was handed to", async () => {
  const [giver, taker] = [await bank.teller(20_00n), await bank.staff("teller")];
  await sqlOf(
    database.db,
  )`insert into notices (id, user_id, kind) values (${newId()}, ${giver.actor.userId}, 'factor_changed')`;
  signedIn.ctx = giver;
  await asksForFifteen(giver);
  await countAndHandOver(giver, { key: newKey(), toId: taker.actor.userId, counts: await countOf(giver) });
  await tellsWhatWaits(taker.actor.name);
});

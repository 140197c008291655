import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountPage, listAccounts } from "@/lib/accounts/queries";
import { type Ctx, roles, type StaffActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import { readCustomer } from "@/lib/customers/profile-queries";
import { listCustomers } from "@/lib/customers/queries";
import { searchCustomers } from "@/lib/customers/search-queries";
import { listStaff, readStaff } from "@/lib/identity/staff-queries";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { loanDetail } from "@/lib/loans/detail-queries";
import { listLoans } from "@/lib/loans/list-queries";
import { readApproval } from "@/lib/operations/approval-queries";
import { find } from "@/lib/operations/find";
import { glanceAtAccount } from "@/lib/operations/glance-at-account";
import { glanceAtCustomer } from "@/lib/operations/glance-at-customer";
import { suggest } from "@/lib/operations/suggest";
import { givenKeys } from "./given-keys";
import { oneOfEverything, type World } from "./world";

type Read = (ctx: Ctx<StaffActor>, world: World) => Promise<unknown>;

/** What is given out to staff about customers, their money and colleagues: to pages, and as JSON to the search box. */
const reads: Record<string, Read> = {
  "a page of customers": async (ctx) => (await listCustomers(ctx, {})).rows,
  "customers found": async (ctx) => (await searchCustomers(ctx, "Amina", 8)).rows,
  "a customer": (ctx, { customer }) => readCustomer(ctx, customer),
  "a page of accounts": async (ctx) => (await listAccounts(ctx, {}, {})).rows,
  "an account": (ctx, { account }) => accountPage(ctx, account.id),
  "a page of loans": async (ctx) => (await listLoans(ctx, {}, {})).rows,
  "a loan": (ctx, { loan }) => loanDetail(ctx, loan),
  "an entry": (ctx, { entry }) => entryDetail(ctx, entry),
  "a request": (ctx, { request }) => readApproval(ctx, request),
  "a page of colleagues": async (ctx) => (await listStaff(ctx, {})).rows,
  "a colleague": (ctx, { colleague }) => readStaff(ctx, colleague),
  "the search page": (ctx) => find(ctx, "Amina"),
  "what the search box suggests": (ctx) => suggest(ctx, "Amina"),
  "a customer at a glance": (ctx, { customer }) => glanceAtCustomer(ctx, customer),
  "an account at a glance": (ctx, { account }) => glanceAtAccount(ctx, account.id),
};

let world: World;
beforeAll(async () => {
  world = await oneOfEverything();
});
afterAll(() => world?.database.close());

/** The names of everything in an answer, however deep; of many of a kind each name once. */
function keysOf(given: unknown, path = ""): string[] {
  if (Array.isArray(given)) return given.flatMap((one) => keysOf(one, path));
  if (typeof given !== "object" || given === null || Object.getPrototypeOf(given) !== Object.prototype)
    return path === "" ? [] : [path];
  return Object.entries(given).flatMap(([name, value]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const below = keysOf(value, here);
    return below.length > 0 ? below : [here];
  });
}

const spoken = (keys: readonly string[]) => [...new Set(keys)].sort().join(" ");

async function givenTo(ctx: Ctx<StaffActor>, read: Read): Promise<string> {
  try {
    return spoken(keysOf(await read(ctx, world))) || "nothing";
  } catch (error) {
    if (isBankError(error)) return `refused: ${error.reason}`;
    throw error;
  }
}

describe("control 4: what each role is given names no more than this table", () => {
  it.each(Object.entries(reads))("%s", async (name, read) => {
    const given: Record<string, string[]> = {};
    for (const role of roles) {
      const keys = await givenTo(await world.bank.staff(role), read);
      given[keys] = [...(given[keys] ?? []), role];
    }
    const rows = Object.entries(given).map(([keys, who]) => [who.join(" "), keys]);
    expect(rows).toEqual(givenKeys[name]);
  });

  it("and nobody is given what no page shows", () => {
    const all = Object.values(givenKeys).flatMap((rows) => rows.flatMap(([, keys]) => keys.split(" ")));
    const secret = /hash|secret|password|token|cipher|sealed|wrapped|pepper/i;
    expect(all.filter((key) => secret.test(key))).toEqual([]);
  });
});

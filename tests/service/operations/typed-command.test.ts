import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { StaffActor } from "@/lib/core/context";
import type { AccountId } from "@/lib/core/ids";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { find } from "@/lib/operations/find";
import { suggest } from "@/lib/operations/suggest";
import { knownPayees } from "@/lib/payments/counter-payees";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";

let database: TestDatabase;
let bank: TestBank;
let teller: Awaited<ReturnType<TestBank["staff"]>>;
let account: { id: string; iban: string };
let elsewhere: { id: string; iban: string };

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.staff("teller");
  account = await bank.account((await bank.customer("Amina Okafor")).id);
  elsewhere = await bank.account((await bank.customer("Amina Elsewhere", "002")).id);
});
afterAll(() => database.close());

const entries = async () => (await sqlOf(database.admin)`select count(*)::int as count from journal_entries`)[0]?.count;

describe("a line in the search box", () => {
  it("leads to the form of the one account a number names, filled in, and posts nothing", async () => {
    const before = await entries();
    const page = `/accounts/${account.id}/deposit?amount=250`;
    for (const typed of [`dep 250 ${account.iban.slice(-4)}`, `1401 250 ${account.iban}`]) {
      expect(await find(teller, typed)).toEqual({ page });
      expect(await suggest(teller, typed)).toMatchObject({ only: true, items: [{ href: page }] });
    }
    expect(await entries()).toBe(before);
  });

  it("offers a person's accounts, never opens one by a name", async () => {
    const href = `/accounts/${account.id}/withdraw?amount=80`;
    // Nothing is paid into or out of a term deposit: neither the line nor the list of payees offers it.
    await bank.fund(account.iban, 100_000n);
    await openTermDeposit(await bank.staff("service_officer"), {
      key: newKey(),
      accountId: account.id as AccountId,
      productVersionId: await offerDeposit(bank),
      amount: "1000.00",
      months: "6",
      instruction: "pay_out",
      present: undefined,
    });
    expect(await knownPayees(teller, account.id)).toEqual([]);
    expect(await suggest(teller, "wd 80 okafor")).toMatchObject({
      only: false,
      items: [{ href, title: "Withdraw 80: Amina Okafor" }],
    });
    expect(await find(teller, "wd 80 okafor")).toMatchObject({ forms: [{ href }] });
  });

  it("leads to another branch's account only by its whole number, and does not say whose it is", async () => {
    expect(await suggest(teller, "dep 5 elsewhere")).toMatchObject({ items: [] });
    expect(await suggest(teller, `dep 5 ${elsewhere.iban}`)).toMatchObject({
      items: [{ title: "Deposit 5: account of Old Town" }],
    });
  });

  it("does nothing for a role that takes no deposits", async () => {
    for (const role of ["service_officer", "auditor", "operations"] satisfies StaffActor["roles"])
      expect((await suggest(await bank.staff(role), `dep 250 ${account.iban}`)).items).toEqual([]);
  });

  it.each(["dep 250 '; drop table x", "dep 250 %", "dep 250 _", "1401 &amount=1#x okafor"])(
    "takes '%s' as text",
    async (typed) => {
      const { items } = await suggest(teller, typed);
      for (const { href } of items) expect(href).toMatch(/^\/accounts\/[0-9a-f-]{36}\/deposit(\?amount=[\w%.]+)?$/);
    },
  );
});

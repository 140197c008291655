import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { begin } from "@/lib/command/transact";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import { type AccountId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { accountAsOf, readUntil } from "@/lib/ledger/account-as-of";
import { ledgerAccountPage, ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { applyEntry } from "@/lib/ledger/book";
import { chartOfAccounts } from "@/lib/ledger/chart-of-accounts";
import { credit, debit } from "@/lib/ledger/entry";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { trialBalance } from "@/lib/ledger/trial-balance";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { entryDocuments } from "@/lib/reports/entry-documents";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";

const SECOND_DAY = addDays(FIRST_DAY, 1);

let database: TestDatabase;
let bank: TestBank;
let teller: Ctx<StaffActor, Database>;
let finance: Ctx<StaffActor, Database>;
let payer: { id: AccountId; iban: string };
let payee: { id: AccountId; iban: string };
/** Instants of the bank's clock between movements: local day, time with a point per second, and the exact instant. */
const moments: string[] = [];
let entryId: string;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.staff("teller");
  finance = { ...(await bank.staff("finance_officer", "000")), businessDate: SECOND_DAY };
  payer = await bank.account((await bank.customer("Amina Okafor")).id, 100_00n);
  payee = await bank.account((await bank.customer("Jonas Brandt")).id);
  await moment();
  await pay("10.00");
  await moment();
  ({ entryId } = await pay("20.00"));
  await moment();
  const operations = await bank.staff("operations", "000");
  await cutDay(operations, FIRST_DAY);
  await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
  await pay("5.00");
  await reverseEntry(await bank.staff("branch_manager"), {
    key: newKey(),
    entryId: entryId as never,
    reason: "recalled",
    note: undefined,
  });
  await sealAll(database);
});
afterAll(() => database.close());

const moment = async () => {
  const [row] = await sqlOf(database.db)<{ at: string }[]>`select bank_now()::text as at`;
  moments.push(row?.at ?? "");
};
const pay = (amount: string) =>
  createTransfer(teller, {
    key: newKey(),
    from: payer.id,
    to: payee.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });
const pageOf = async (id: string) => {
  const account = await ledgerAccountPage(finance, id);
  if (!account) throw new Error("no such account");
  return account;
};
const gl = async (code: string, branch: "000" | "001") => {
  const [row] = await sqlOf(database.db)<{ id: string }[]>`
    select id from ledger_accounts where code = ${code} and currency = 'EUR' and branch_id = ${bank.branch(branch).id}`;
  return row?.id ?? "";
};

describe("balance and statement as of an instant", () => {
  test("are what was booked by then, whatever came later, and agree with each other", async () => {
    const account = await pageOf(payer.id);
    for (const [at, [minor, rows]] of [
      [-100_00n, 1],
      [-90_00n, 2],
      [-70_00n, 3],
    ].entries() as Iterable<[number, [bigint, number]]>) {
      const until = { day: SECOND_DAY, instant: moments[at] as string };
      expect(await accountAsOf(finance, account, until)).toEqual({ minor, exact: true, byValueMinor: null });
      const statement = (await ledgerAccountWithRows(finance, payer.id, {}, until))?.postings;
      expect(statement?.rows).toHaveLength(rows);
      expect(statement?.rows[0]?.balanceMinor).toBe(minor);
    }
  });

  test("are asked for in the bank's own time, up to now", async () => {
    expect(await readUntil(finance, { asOf: FIRST_DAY, at: "14:30" })).toEqual({
      until: { day: SECOND_DAY, instant: expect.stringMatching(/^2026-03-02 13:30:00/) },
      fault: null,
    });
    expect((await readUntil(finance, { asOf: FIRST_DAY, at: "25:00" })).fault?.reason).toBe("time_unreadable");
    expect((await readUntil(finance, { asOf: "2999-01-01", at: "08:00" })).fault?.reason).toBe("as_of_future");
    expect((await readUntil(finance, { asOf: addDays(SECOND_DAY, 1) })).fault?.reason).toBe("as_of_future");
    expect((await readUntil(finance, { asOf: "2026-02-30" })).fault?.reason).toBe("date_unreadable");
  });
});

describe("balance and statement as of a day", () => {
  test("are final once the day is closed; by value the reversal of later counts back", async () => {
    const account = await pageOf(payer.id);
    const first = { day: FIRST_DAY, instant: null };
    expect(await accountAsOf(finance, account, first)).toEqual({ minor: -70_00n, exact: true, byValueMinor: -90_00n });
    expect(await accountAsOf(finance, account, { day: SECOND_DAY, instant: null })).toMatchObject({
      minor: -85_00n,
      exact: false,
    });
    const before = { day: addDays(FIRST_DAY, -1), instant: null };
    expect(await accountAsOf(finance, account, before)).toEqual({ minor: 0n, exact: true, byValueMinor: 0n });
    const statement = (await ledgerAccountWithRows(finance, payer.id, {}, first))?.postings;
    expect(statement?.rows.map((row) => row.balanceMinor)).toEqual([-70_00n, -90_00n, -100_00n]);
  });

  test("are those of the trial balance for a control account, and of an account without a running balance", async () => {
    const control = await pageOf(await gl("2010", "001"));
    const first = { day: FIRST_DAY, instant: null };
    expect(await accountAsOf(finance, control, first)).toEqual({ minor: -100_00n, exact: true, byValueMinor: null });
    expect(await accountAsOf(finance, control, { ...first, instant: moments[0] as string })).toBeNull();
    const settlement = await pageOf(await gl("1100", "000"));
    expect(await accountAsOf(finance, settlement, first)).toMatchObject({ minor: 100_00n, exact: true });
    const until = { day: SECOND_DAY, instant: moments[0] as string };
    expect((await ledgerAccountWithRows(finance, settlement.id, {}, until))?.postings?.rows[0]?.balanceMinor).toBe(
      100_00n,
    );
  });

  test("are, of the members of a control account, what it sums to on that day and now", async () => {
    const control = await gl("2010", "001");
    const membersAt = async (day: typeof FIRST_DAY | null) => {
      const found = await ledgerAccountWithRows(finance, control, {}, day && { day, instant: null });
      return new Map(found?.members?.rows.map(({ id, balanceMinor }) => [id, balanceMinor]));
    };
    const [first, second, now] = await Promise.all([membersAt(FIRST_DAY), membersAt(SECOND_DAY), membersAt(null)]);
    expect([first.get(payer.id), first.get(payee.id)]).toEqual([-70_00n, -30_00n]);
    expect([second.get(payer.id), second.get(payee.id)]).toEqual([-85_00n, -15_00n]);
    expect(now).toEqual(second);
  });
});

describe("the chart of accounts", () => {
  test("is a tree whose sums are those of the trial balance", async () => {
    const tree = await chartOfAccounts(finance, "EUR");
    expect(tree.map(({ class: name }) => name)).toEqual(["asset", "liability", "equity", "income", "expense"]);
    expect(tree.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n)).toBe(0n);
    const current = tree.flatMap(({ accounts }) => accounts).find(({ code }) => code === "2010");
    expect(current).toMatchObject({ isControl: true, accounts: 2n, balanceMinor: -100_00n });
    const { lines } = await trialBalance(finance, "EUR");
    for (const { branches } of tree.flatMap(({ accounts }) => accounts))
      for (const leaf of branches) {
        const line = lines.find(({ id }) => id === leaf.id);
        expect(leaf.balanceMinor).toBe(
          (line?.closedMinor ?? 0n) + (line?.debitsMinor ?? 0n) - (line?.creditsMinor ?? 0n),
        );
      }
  });

  test("is not for tellers, and a manager's is their branch's", async () => {
    await expect(chartOfAccounts(teller, "EUR")).rejects.toMatchObject({ reason: "not_permitted" });
    const own = await chartOfAccounts(await bank.staff("branch_manager", "001"), "EUR");
    expect(
      new Set(own.flatMap(({ accounts }) => accounts.flatMap(({ branches }) => branches.map(({ branch }) => branch)))),
    ).toEqual(new Set(["Harbour"]));
  });
});

describe("what caused an entry", () => {
  test("is its receipt and, for those who read the log, the act that booked it", async () => {
    const manager = await bank.staff("branch_manager");
    const entry = await entryDetail(manager, entryId);
    if (!entry) throw new Error("no entry");
    const [act] = await sqlOf(database.db)`select id from audit_events where entry_id = ${entryId}`;
    expect(await entryDocuments(manager, entry)).toEqual([
      { href: `/receipts/${entry.reference}`, what: "Receipt", name: entry.reference },
      { href: `/activity/${act?.id}`, what: "Act in the activity log", name: expect.stringMatching(/transfer/i) },
    ]);
    expect(await entryDocuments(teller, entry)).toHaveLength(1);
  });

  test("is found for what a customer did, whose acts have no index by who did them", async () => {
    const manager = await bank.staff("branch_manager");
    const { id, ctx } = await bank.customer("Bora Demir");
    const [from, to] = [await bank.account(id, 1_000n), await bank.account(id)];
    const input = { key: newKey(), from: from.id, to: to.iban, amount: "1.00", remittance: undefined };
    const booked = await createTransfer(ctx, { ...input, beneficiaryId: undefined });
    const entry = await entryDetail(manager, booked.entryId);
    const [act] = await sqlOf(database.db)`
      select id from audit_events where entry_id = ${booked.entryId} and actor_kind = 'customer'`;
    expect((await entryDocuments(manager, entry as never)).map(({ href }) => href)).toContain(`/activity/${act?.id}`);
  });
});

describe("an entry of very many legs", () => {
  test("is shown a page at a time, with what all of them come to", async () => {
    const branchId = bank.branch("001").id;
    const legs = Array.from({ length: 60 }, () => [debit(payer.id, 1n), credit(payee.id, 1n)]).flat();
    const draft = {
      id: newId<"entry">(),
      kind: "transfer",
      reference: newReference("TRF"),
      narrative: "Many",
    } as const;
    await begin(database.db, bank.system, async (inside) => {
      const book = await lockBalances(inside.db, [payer.id, payee.id]);
      await postEntries(inside.db, [{ ctx: inside, entry: applyEntry(book, { ...draft, branchId, legs }) }]);
    });
    const totals = [{ currency: "EUR", debitsMinor: 60n, creditsMinor: 60n, legs: 120 }];
    const first = await entryDetail(finance, draft.id);
    expect(first).toMatchObject({ totals, nextAfter: 100 });
    const next = await entryDetail(finance, draft.id, first?.nextAfter ?? 0);
    expect(next).toMatchObject({ totals, nextAfter: null });
    const shown = [...(first?.legs ?? []), ...(next?.legs ?? [])];
    expect(shown.map(({ no }) => no)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    expect(await entryDetail(finance, entryId)).toMatchObject({ nextAfter: null, totals: [{ legs: 2 }] });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { formatMinor } from "@/lib/core/money";
import { ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { readEntryQuery } from "@/lib/ledger/entry-filters";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { listEntries } from "@/lib/ledger/queries";
import { type TrialLine, trialBalance, trialBalanceTitle } from "@/lib/ledger/trial-balance";
import { trialBalanceAsOf } from "@/lib/ledger/trial-balance-as-of";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { dayCockpit, dayWithProofs } from "@/lib/operations/day-queries";
import { exportTrialBalance } from "@/lib/reports/export-trial-balance";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { bookShareCapital, createTransfer } from "../../support/booked";
import { countAndClose } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";
import { textOfPdf } from "../../support/text-of-pdf";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let harbour: { ctx: Ctx<CustomerActor, Database>; account: { id: AccountId; iban: string } };
let oldTown: { id: AccountId; iban: string };
let teller: Ctx<StaffActor, Database>;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  const { id, ctx } = await bank.customer("Amina Okafor");
  harbour = { ctx, account: await bank.account(id, 500_000n) };
  oldTown = await bank.account((await bank.customer("Jonas Brandt", "002")).id);
  await bookShareCapital(await bank.staff("finance_officer", "000"), {
    key: newKey(),
    currency: "EUR",
    amount: "1000000.00",
  });
  await cutDay(operations, FIRST_DAY);
  await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
  for (let at = 1; at <= 30; at += 1) await pay(`${at}.00`);
});
afterAll(() => database.close());

const pay = (amount: string) =>
  createTransfer(harbour.ctx, {
    key: newKey(),
    from: harbour.account.id,
    to: oldTown.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
  });
const filters = (query: Parameters<typeof readEntryQuery>[0]) =>
  readEntryQuery(query, "EUR", operations.businessDate).filters;
const found = async (ctx: Ctx<StaffActor>, query: Parameters<typeof readEntryQuery>[0] = {}) =>
  (await listEntries(ctx, filters(query))).rows;

describe("the journal as a list", () => {
  test("is paged newest first, to the end and back", async () => {
    const first = await listEntries(operations, {});
    expect(first.rows).toHaveLength(25);
    expect(first.rows.map((row) => row.amountMinor).slice(0, 2)).toEqual([3_000n, 2_900n]);
    const second = await listEntries(operations, {}, { older: first.older as string });
    expect(second.rows.map((row) => row.kind)).toEqual([
      ...Array(5).fill("transfer"),
      "share_capital",
      "incoming_credit",
    ]);
    expect(second.older).toBeNull();
    expect((await listEntries(operations, {}, { newer: second.newer as string })).rows).toEqual(first.rows);
  });

  test("finds a reference as it is said over the phone, and nothing by a wrong one", async () => {
    const { reference } = await pay("40.00");
    const spoken = reference.toLowerCase().replaceAll("-", " ");
    expect((await found(operations, { q: spoken })).map((row) => row.reference)).toEqual([reference]);
    expect(await found(operations, { q: `${reference.slice(0, -1)}?` })).toEqual([]);
    const [capital] = await found(operations, { kind: "share_capital" });
    expect((await found(operations, { q: capital?.reference as string })).map((row) => row.id)).toEqual([capital?.id]);
  });

  test("is filtered by kind, day, amount, channel and who", async () => {
    expect((await found(operations, { min: "28", max: "29.50" })).map((row) => row.amountMinor)).toEqual([
      2_900n,
      2_800n,
    ]);
    expect((await found(operations, { to: FIRST_DAY })).map((row) => row.kind)).toEqual([
      "share_capital",
      "incoming_credit",
    ]);
    expect(
      (await found(operations, { from: FIRST_DAY, to: FIRST_DAY, channel: "counter" })).map((row) => row.kind),
    ).toEqual(["share_capital"]);
    expect((await found(operations, { actor: "system" })).map((row) => row.kind)).toEqual(["incoming_credit"]);
    expect(
      readEntryQuery({ min: "x", from: "2026-03-05", to: "2026-03-01", kind: "made up" }, "EUR", FIRST_DAY).faults,
    ).toEqual({
      min: "Write the amount in digits, like 1234.50.",
      from: "From date must be before to date.",
    });
  });

  test("looks back a month where no first day is asked for, and says from when", () => {
    const read = (query: Parameters<typeof readEntryQuery>[0]) => {
      const { filters, usualFrom } = readEntryQuery(query, "EUR", FIRST_DAY);
      return [filters.from, usualFrom];
    };
    for (const query of [
      { kind: "transfer" },
      { branch: bank.branch("001").id },
      { channel: "counter" },
      { actor: "system" },
      { min: "1" },
    ])
      expect(read(query)).toEqual(["2026-01-31", "2026-01-31"]);
    expect(read({ kind: "transfer", to: "2026-02-01" })).toEqual(["2026-01-02", "2026-01-02"]);
    expect(read({ kind: "transfer", from: "2020-01-01" })).toEqual(["2020-01-01", null]);
    for (const query of [{}, { to: "2026-02-01" }, { q: "TRF-7YH2K9M4A-0", kind: "transfer" }])
      expect(read(query)).toEqual([undefined, null]);
  });

  test("shows a branch what touches it, and head office everything", async () => {
    const manager = await bank.staff("branch_manager", "002");
    const seen = await found(manager);
    expect(new Set(seen.map((row) => row.kind))).toEqual(new Set(["transfer"]));
    const [capital] = await found(operations, { kind: "share_capital" });
    expect(await entryDetail(manager, capital?.id as string)).toBeNull();
    expect((await entryDetail(operations, capital?.id as string))?.legs.map((leg) => [leg.code, leg.minor])).toEqual([
      ["1100", 100_000_000n],
      ["3010", -100_000_000n],
    ]);
    await expect(listEntries(await bank.staff("administrator"), {})).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("the trial balance", () => {
  const sum = (lines: readonly TrialLine[], of: (line: TrialLine) => bigint) =>
    lines.reduce((total, line) => total + of(line), 0n);

  test("balances at the close and now, over the bank and in each branch", async () => {
    for (const branch of [undefined, ...bank.branches.map(({ id }) => id)]) {
      const { closedDay, lines } = await trialBalance(operations, "EUR", branch);
      expect(closedDay).toBe(FIRST_DAY);
      expect(sum(lines, (line) => line.closedMinor)).toBe(0n);
      expect(sum(lines, (line) => line.debitsMinor - line.creditsMinor)).toBe(0n);
    }
  });

  test("stands on the daily balances of the last close and the postings since", async () => {
    const { lines } = await trialBalance(operations, "EUR");
    const daily = await sqlOf(database.db)<{ id: string; closing: bigint }[]>`
      select coalesce(a.control_account_id, a.id) as id, sum(d.closing)::bigint as closing from daily_balances d
      join ledger_accounts a on a.id = d.account_id where d.day = ${FIRST_DAY} and a.currency = 'EUR' and not a.is_control group by 1`;
    const known = new Map(daily.map((row) => [row.id, row.closing]));
    for (const line of lines)
      expect([line.code, line.branch, line.closedMinor]).toEqual([line.code, line.branch, known.get(line.id) ?? 0n]);
    const current = lines.find((line) => line.code === "2010" && line.branch === "Harbour");
    expect(current).toMatchObject({ closedMinor: -500_000n, debitsMinor: 50_500n, creditsMinor: 0n });
  });

  test("of a branch manager is their branch's, whatever branch is asked for", async () => {
    const { lines } = await trialBalance(await bank.staff("branch_manager", "002"), "EUR", bank.branch("001").id);
    expect(new Set(lines.map((line) => line.branch))).toEqual(new Set(["Old Town"]));
    await expect(trialBalance(await bank.staff("teller"), "EUR")).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("the trial balance as a file", () => {
  const cellsOf = (csv: string | Buffer) =>
    csv
      .toString()
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));

  test("has every line of the page, its totals and the difference, and is recorded", async () => {
    const { file, day } = await exportTrialBalance(operations, { currency: "EUR" });
    const [head, ...rows] = cellsOf(file);
    expect(day).toBe(addDays(FIRST_DAY, 1));
    expect(head?.slice(4)).toEqual([
      `Debit on ${FIRST_DAY}`,
      `Credit on ${FIRST_DAY}`,
      "Debits since",
      "Credits since",
      "Balance now",
    ]);
    const { lines } = await trialBalance(operations, "EUR");
    expect(rows.slice(0, -5).map(([code, name, branch]) => [code, name, branch])).toEqual(
      lines.map(({ code, name, branch }) => [code, name, branch]),
    );
    expect(rows.find(([code, , branch]) => code === "2010" && branch === "Harbour")?.slice(3)).toEqual([
      "EUR",
      "0.00",
      "5000.00",
      "505.00",
      "0.00",
      "-4495.00",
    ]);
    const [total, difference, closed, open, read] = rows.slice(-5);
    expect([total?.[1], total?.[4]]).toEqual(["Total", total?.[5]]);
    expect(Number(total?.[4])).toBeGreaterThan(0);
    expect(difference).toEqual(["", "Difference", "", "EUR", "0.00"]);
    expect([closed?.[1], open?.[1]]).toEqual([`${FIRST_DAY} is closed`, `${day} is open`]);
    expect(read?.[1]).toMatch(/^Read on \d{4}-\d\d-\d\d \d\d:\d\d$/);
    const [act] = await sqlOf(database.db)`select act, result from audit_events order by id desc limit 1`;
    expect(act).toEqual({ act: "ledger.trial_balance_exported", result: "done" });
  });

  test("of a past day has that day's balances, and of one to come none", async () => {
    const { file } = await exportTrialBalance(operations, { currency: "EUR", asOf: FIRST_DAY });
    const [head, ...rows] = cellsOf(file);
    expect(head?.at(-1)).toBe(`Credit on ${FIRST_DAY}`);
    expect(rows.find(([code, , branch]) => code === "2010" && branch === "Harbour")?.slice(4)).toEqual([
      "0.00",
      "5000.00",
    ]);
    const to = addDays(operations.businessDate, 30);
    await expect(exportTrialBalance(operations, { currency: "EUR", asOf: to })).rejects.toMatchObject({
      reason: "as_of_future",
    });
    const [act] = await sqlOf(database.db)`select act, result from audit_events order by id desc limit 1`;
    expect(act, "refused, and not taken").toEqual({ act: "ledger.trial_balance_export", result: "refused" });
    await expect(exportTrialBalance(operations, { currency: "EUR", asOf: "2026-02-30" })).rejects.toMatchObject({
      reason: "date_unreadable",
    });
    await expect(exportTrialBalance(await bank.staff("teller"), { currency: "EUR" })).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });
});

describe("the trial balance on paper", () => {
  test("has what stands on every account, ruled totals and the difference, and belongs to who reads the books", async () => {
    const { file } = await exportTrialBalance(operations, { currency: "EUR", asOf: FIRST_DAY, format: "pdf" });
    const raw = file.toString("latin1");
    for (const part of ["/StructTreeRoot", "/Lang (en-GB)", "/Title ", "/H1", "/TH"])
      expect([part, raw.includes(part)]).toEqual([part, true]);
    const text = await textOfPdf(file as Buffer);
    const { lines } = await trialBalanceAsOf(operations, "EUR", FIRST_DAY);
    const standing = lines.filter(({ closedMinor }) => closedMinor !== 0n);
    expect(standing.length).toBeGreaterThan(2);
    for (const { code, name, branch, class: kind, closedMinor } of standing) {
      const amount = formatMinor(closedMinor < 0n ? -closedMinor : closedMinor, "EUR");
      expect(text).toMatch(new RegExp(`${code} ${name}\\s+${kind}, ${branch}\\s+${amount}`));
    }
    const debits = standing.reduce((sum, { closedMinor }) => (closedMinor > 0n ? sum + closedMinor : sum), 0n);
    const total = formatMinor(debits, "EUR");
    expect(text).toMatch(new RegExp(`Total\\s+${total}\\s+${total}\\s+Difference 0.00 — balanced`));
    expect(text).toContain("Trial balance as of 2 Mar 2026 (closed and final)");
    expect(text).toMatch(/page 1 of 1/);
    const [act] = await sqlOf(database.db)`select act, result from audit_events order by id desc limit 1`;
    expect(act).toEqual({ act: "ledger.trial_balance_exported", result: "done" });
  });

  test("of now counts what was booked since, and of a branch manager is their branch's", async () => {
    const whole = await exportTrialBalance(operations, { currency: "EUR", format: "pdf" });
    const text = await textOfPdf(whole.file as Buffer);
    expect(text).toMatch(/2010 .*\s+liability, Harbour\s+4,495\.00/);
    expect(text).toContain("All branches");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "as of the close of 2 Mar 2026, and what was booked since, on 3 Mar 2026 (still open)",
    );
    const own = await exportTrialBalance(await bank.staff("branch_manager", "002"), {
      currency: "EUR",
      branch: bank.branch("001").id,
      format: "pdf",
    });
    const seen = await textOfPdf(own.file as Buffer);
    expect(seen).toContain("Old Town branch");
    expect(seen).not.toContain("Harbour");
  });
});

describe("an account of the books", () => {
  const idOf = async (code: string, branch: "000" | "001" | "002") => {
    const [row] = await sqlOf(database.db)<{ id: string }[]>`
      select id from ledger_accounts where code = ${code} and currency = 'EUR' and branch_id = ${bank.branch(branch).id}`;
    return row?.id as string;
  };

  test.each([
    ["one without a running balance", () => idOf("1900", "001")],
    ["a customer's", async () => harbour.account.id],
  ])("%s carries its balance through the pages, both ways", async (_what, find) => {
    const id = await find();
    await sealAll(database);
    const first = await ledgerAccountWithRows(operations, id, {});
    const rows = first?.postings?.rows ?? [];
    expect(rows[0]?.balanceMinor).toBe(first?.account.nowMinor);
    expect(rows).toHaveLength(25);
    const second = await ledgerAccountWithRows(operations, id, { older: first?.postings?.older as string });
    const rest = second?.postings?.rows ?? [];
    expect(rest[0]?.balanceMinor).toBe((rows.at(-1)?.balanceMinor ?? 0n) - (rows.at(-1)?.minor ?? 0n));
    expect(rest.at(-1)?.balanceMinor).toBe(rest.at(-1)?.minor);
    const back = await ledgerAccountWithRows(operations, id, { newer: second?.postings?.newer as string });
    expect(back?.postings?.rows).toEqual(rows);
  });

  test("that nobody locks shows what is sealed, in the order of the seals, and nothing before", async () => {
    const id = await idOf("1900", "002");
    const refs = async () =>
      (await ledgerAccountWithRows(operations, id, {}))?.postings?.rows.map((row) => row.reference);
    await sealAll(database);
    const before = await refs();
    const { reference } = await pay("31.00");
    expect(await refs()).toEqual(before);
    await sealAll(database);
    const [newest, ...rest] = (await refs()) ?? [];
    expect(newest).toBe(reference);
    expect(rest).toEqual(before?.slice(0, rest.length));
    const sealed = await sqlOf(database.db)<{ reference: string }[]>`
      select e.reference from journal_entries e join postings p on p.entry_id = e.id where p.account_id = ${id}
      order by e.booking_date desc, e.epoch desc, e.xact desc, e.id desc limit 25`;
    expect([newest, ...rest]).toEqual(sealed.map((row) => row.reference));
  });

  test("a control account shows its members, and is what they sum to", async () => {
    const found = await ledgerAccountWithRows(operations, await idOf("2010", "001"), {});
    expect(found?.postings).toBeNull();
    expect(found?.members?.rows.map((row) => row.code)).toEqual([harbour.account.iban]);
    expect(found?.account.nowMinor).toBe(found?.members?.rows[0]?.balanceMinor);
    expect(found?.account.closedMinor).toBe(-500_000n);
  });

  test("of another branch does not exist for a branch manager", async () => {
    expect(
      await ledgerAccountWithRows(await bank.staff("branch_manager", "002"), await idOf("1900", "001"), {}),
    ).toBeNull();
  });
});

describe("the day's cockpit", () => {
  test("names the open day, tills in the way with their holders, and the days closed", async () => {
    teller = await bank.teller();
    const cockpit = await dayCockpit(operations);
    expect(cockpit).toMatchObject({ open: { day: "2026-03-03", status: "open", entries: 32 }, closing: null });
    expect(cockpit.tills).toMatchObject([
      { name: "Till 1", branch: "Harbour", holder: teller.actor.name, status: "open" },
    ]);
    expect(cockpit.closed).toMatchObject([{ day: FIRST_DAY, closedBy: operations.actor.name, entries: 2 }]);
    await expect(dayCockpit(await bank.staff("teller"))).rejects.toMatchObject({ reason: "not_permitted" });
  });

  test("shows what the close proved, found anew", async () => {
    const day = await dayWithProofs(operations, FIRST_DAY);
    expect(day?.proofs.length).toBeGreaterThan(5);
    expect(day?.proofs.filter((proof) => proof.expected !== proof.actual)).toEqual([]);
    expect(day?.day.steps.map((step) => step.step).sort()).toEqual([
      "capitalisation",
      "close",
      "cut",
      "daily_balances",
      "deposit_accruals",
      "expiries",
      "proofs",
      "revaluation",
    ]);
    expect(await dayWithProofs(operations, "2026-02-30")).toBeNull();
    expect((await dayWithProofs(operations, "2026-03-03"))?.proofs).toEqual([]);
  });
});

describe("a day whose end of day is still booking", () => {
  test("is told on the page, in the CSV and on paper, as of it and beside what was booked since", async () => {
    const second = addDays(FIRST_DAY, 1);
    await countAndClose(teller, { key: newKey(), counts: {} });
    await cutDay(operations, second);
    const later = { ...operations, businessDate: addDays(second, 1) };
    const asOf = await trialBalanceAsOf(later, "EUR", second);
    expect(asOf.days).toEqual([{ day: second, status: "closing" }]);
    expect(trialBalanceTitle(asOf)).toBe("Trial balance as of 3 Mar 2026 (closing, its end of day still books on it)");
    expect(trialBalanceTitle(await trialBalance(later, "EUR"))).toBe(
      "Trial balance as of the close of 2 Mar 2026, and what was booked since, on 3 Mar 2026 (closing, its end of day still books on it) and 4 Mar 2026 (still open)",
    );
    const csv = await exportTrialBalance(later, { currency: "EUR", asOf: second });
    expect(csv.file).toContain(`,${second} is closing\r\n`);
    const { file } = await exportTrialBalance(later, { currency: "EUR", asOf: second, format: "pdf" });
    expect((await textOfPdf(file as Buffer)).replaceAll(/\s+/g, " ")).toContain("3 Mar 2026 (closing, its end of day");
  });
});

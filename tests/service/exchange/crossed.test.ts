import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import type { Currency } from "@/lib/core/currencies";
import type { BusinessDate } from "@/lib/core/dates";
import type { AccountId, EntryId } from "@/lib/core/ids";
import { currencyPositions, listExchanges } from "@/lib/exchange/exchange-queries";
import { readRates } from "@/lib/exchange/read-rates";
import { openChart } from "@/lib/ledger/open-chart";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { entryWorking } from "@/lib/operations/entry-working";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { findEachByReference } from "../../support/found-by-reference";
import { setRates } from "../../support/rates";
import { balanceOf, openAccountInCurrency } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
const accounts = {} as Record<"EUR" | "USD" | "CHF", { id: AccountId; iban: string }>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  // A third currency, as a bank takes it up later.
  await database.db.transaction(async (tx) => {
    for (const { id, code } of bank.branches) await openChart(tx, { id, headOffice: code === "000" }, "CHF");
  });
  amina = await bank.customer();
  accounts.EUR = await bank.account(amina.id, 1000_00n);
  for (const currency of ["USD", "CHF"] as const)
    accounts[currency] = await openAccountInCurrency(bank, amina.id, currency);
  await setRates(bank, "0.9050", "0.9150", "0.9250");
  await setRates(bank, "1.0400", "1.0500", "1.0600", { currency: "CHF" });
});
afterAll(() => database.close());

const pay = async (from: keyof typeof accounts, to: keyof typeof accounts, amount: string) => {
  const { byCurrency } = await readRates(database.db, FIRST_DAY);
  const named = (currency: Currency) => byCurrency.get(currency)?.id ?? "own";
  return createTransfer(amina.ctx, {
    key: newKey(),
    from: accounts[from].id,
    to: accounts[to].iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
    quote: `${named(from)}.${named(to)}`,
  });
};

test("dollars become francs over both positions, and each currency adds to zero in each branch", async () => {
  await pay("EUR", "USD", "500.00");
  const done = await pay("USD", "CHF", "100.00");
  if (!("entryId" in done)) throw new Error("it waits");
  // 90.50 in euros at bid, 85.377… francs at offer.
  expect(await balanceOf(database.db, accounts.CHF.id)).toBe(85_37n);
  const legs = await sqlOf(database.db)<{ code: string; currency: string; minor: bigint }[]>`
    select a.code, p.currency, p.amount_minor as minor from postings p join ledger_accounts a on a.id = p.account_id
    where p.entry_id = ${done.entryId} and a.kind = 'gl' and a.code <> '1900' order by a.code, p.currency`;
  expect(legs.map(({ code, currency, minor }) => [code, currency, minor])).toEqual([
    ["1910-CHF", "EUR", -89_64n],
    ["1910-USD", "EUR", 91_50n],
    ["2910", "CHF", 85_37n],
    ["2910", "USD", -100_00n],
    ["4210", "EUR", -1_86n],
  ]);
  const sums = await sqlOf(database.db)<{ minor: bigint }[]>`
    select sum(amount_minor)::bigint as minor from postings where entry_id = ${done.entryId} group by currency, branch_id`;
  expect(sums.every(({ minor }) => minor === 0n)).toBe(true);
});

test("positions and exchanges are shown currency by currency to those who read the ledger, and to nobody else", async () => {
  const finance = await bank.staff("finance_officer", "000");
  const { base, positions } = await currencyPositions(finance);
  expect(base).toBe("EUR");
  // 540.54 dollars sold, 100.00 bought; 85.37 francs sold.
  expect(positions).toMatchObject([
    { currency: "CHF", minor: -85_37n, counterValueMinor: -89_64n, worthMinor: -89_64n },
    { currency: "USD", minor: -440_54n, worthMinor: -403_09n },
  ]);
  const { rows } = await listExchanges(finance, {});
  expect(rows).toMatchObject([
    { giveCurrency: "USD", getCurrency: "CHF", giveRate: "0.9050000000", getRate: "1.0600000000", incomeMinor: 1_86n },
    { giveCurrency: "EUR", getCurrency: "USD", giveRate: null, getMinor: 540_54n },
  ]);
  const teller = await bank.staff("teller");
  await expect(currencyPositions(teller)).rejects.toMatchObject({ reason: "not_permitted" });
  await expect(listExchanges(teller, {})).rejects.toMatchObject({ reason: "not_permitted" });
});

test("the close values each position at its own mid", async () => {
  await setRates(bank, "1.0900", "1.1000", "1.1100", { currency: "CHF" });
  await cutDay(bank.system, FIRST_DAY);
  await closeDay(bank.system, FIRST_DAY);
  const booked = await sqlOf(database.db)<{ narrative: string }[]>`
    select narrative from journal_entries where kind = 'revaluation' order by narrative`;
  expect(booked.map(({ narrative }) => narrative)).toEqual(["-85.37 CHF at 1.1000 of 2 Mar 2026"]);
  const { positions } = await currencyPositions(await bank.staff("finance_officer", "000"));
  for (const { counterValueMinor, worthMinor } of positions) expect(counterValueMinor).toBe(worthMinor);
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

test("an exchange and a revaluation say how their amounts came about", async () => {
  const auditor = await bank.staff("auditor", "000");
  const entries = await sqlOf(database.db)<
    { id: EntryId; kind: string; narrative: string; bookingDate: BusinessDate }[]
  >`
    select e.id, e.kind, e.narrative, e.booking_date::text as "bookingDate" from journal_entries e
    left join exchanges x on x.id = e.id where e.kind = 'revaluation' or x.give_currency = 'USD' order by e.kind`;
  const [exchange, revaluation] = await Promise.all(entries.map((entry) => entryWorking(auditor, entry)));
  expect(exchange).toEqual({
    result: "CHF\u00a085.37",
    steps: [
      { text: "Given by the customer", value: "$100.00" },
      { text: "1 USD = 0.9050 EUR, at which the bank buys" },
      { text: "1 CHF = 1.0600 EUR, at which the bank sells" },
      { text: "Difference to the middle rate, which the bank earns", value: "€1.86" },
    ],
    rounding: "= what the customer gets, rounded once in the bank’s favour",
  });
  // 85.37 francs owed are 93.91 at 1.1000, and stood at 89.64.
  expect(revaluation).toMatchObject({
    result: "−€4.27",
    steps: [
      { text: "Worth of -85.37 CHF at 1.1000 of 2 Mar 2026", value: "−€93.91" },
      { text: "Less what the books held for it before", value: "−€89.64" },
    ],
  });
});

test("every entry of these is found by its reference", async () => {
  const { lost, kinds } = await findEachByReference(await bank.staff("finance_officer", "000"));
  expect(lost).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(["FXR"]));
});

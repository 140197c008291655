import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askQuote } from "@/lib/loans/ask-quote";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { type Desk, lendingDesk } from "./lending";

let database: TestDatabase;
let bank: TestBank;
let desk: Desk;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  desk = await lendingDesk(bank);
});
afterAll(() => database.close());

describe("a quote", () => {
  const typed = (over: object = {}) => ({ product: bank.products.loan, amount: "10 000", termMonths: "36", ...over });

  it("shows instalment, cost and annual percentage rate while the officer types", async () => {
    expect(await askQuote(desk.officer, typed())).toEqual({
      ok: true,
      instalment: "€318.00",
      months: 36,
      interest: "€1,447.88",
      total: "€11,447.88",
      apr: "9.38\u00a0%",
      firstDue: "2 Apr 2026",
      lastDue: "2 Mar 2029",
    });
  });

  it("answers what is missing or out of range at its field", async () => {
    expect(await askQuote(desk.officer, typed({ amount: "", termMonths: "" }))).toEqual({
      ok: false,
      fields: { amount: "Enter an amount.", termMonths: "Enter the term in months." },
    });
    expect(await askQuote(desk.officer, typed({ termMonths: "3" }))).toEqual({
      ok: false,
      fields: { termMonths: "Term must be between 6 and 60 months." },
    });
    expect(await askQuote(desk.officer, typed({ amount: "1,234" }))).toMatchObject({
      ok: false,
      fields: { amount: expect.stringContaining("2 decimals") },
    });
    expect(await askQuote(desk.officer, typed({ product: newKey() }))).toMatchObject({
      ok: false,
      fields: { product: expect.any(String) },
    });
  });

  it("is for loan officers", async () => {
    await expect(askQuote(desk.teller, typed())).rejects.toThrow(expect.objectContaining({ reason: "not_permitted" }));
  });
});

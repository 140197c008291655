import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountInWords } from "@/lib/core/amount-words";
import { parseAmountOrRefuse } from "@/lib/core/amounts";
import { type Currency, currencies } from "@/lib/core/currencies";
import { decimalMarkOf, withPoint } from "@/lib/core/decimal-mark";
import { decimalText, formatMinor, formatMoney, MAX_MINOR, parseAmount } from "@/lib/core/money";

const read = (text: string, currency: Currency = "EUR") => {
  const parsed = parseAmount(text, currency);
  return parsed.ok ? parsed.minor : parsed.reason;
};

describe("an amount as a person types it", () => {
  it.each([
    ["1,234.50", 123450n],
    ["1 234.50", 123450n],
    [" 1234.5 ", 123450n],
    ["1\u202f234.50", 123450n],
    ["1\u00a0234.50", 123450n],
    ["1'234.50", 123450n],
    ["10", 1000n],
    [" 10 ", 1000n],
    ["0.01", 1n],
    ["00012.30", 1230n],
    ["1,234,567.89", 123456789n],
    ["90071992547409.93", 9007199254740993n],
  ])("reads %j", (typed, minor) => {
    expect(read(typed)).toBe(minor);
  });

  it.each([
    ["1e309", "amount_not_digits"],
    ["1e2", "amount_not_digits"],
    ["Infinity", "amount_not_digits"],
    ["NaN", "amount_not_digits"],
    ["0x10", "amount_not_digits"],
    ["1_000", "amount_not_digits"],
    ["１００", "amount_not_digits"],
    ["١٠٠", "amount_not_digits"],
    ["€5", "amount_not_digits"],
    ["5.", "amount_not_digits"],
    [".5", "amount_not_digits"],
    ["", "amount_required"],
    ["   ", "amount_required"],
    ["-0", "amount_not_positive"],
    ["-5", "amount_not_positive"],
    ["\u22125", "amount_not_positive"],
    ["+5", "amount_not_positive"],
    ["0", "amount_not_positive"],
    ["0.00", "amount_not_positive"],
    ["1.000,00", "amount_ambiguous"],
    ["1.000", "amount_ambiguous"],
    ["1,000", "amount_ambiguous"],
    ["1,5", "amount_ambiguous"],
    ["12.345", "amount_ambiguous"],
    ["0.005", "amount_ambiguous"],
    ["1,23.50", "amount_ambiguous"],
    ["1.2345", "amount_decimals"],
    ["9".repeat(400), "amount_too_large"],
    ["1000000000000000.01", "amount_too_large"],
  ])("refuses %j as %s", (typed, reason) => {
    expect(read(typed)).toBe(reason);
  });

  it("takes a line break at the end of a paste for what it is: nothing", () => {
    expect(read("10\n")).toBe(1000n);
    expect(read("1\n0")).toBe("amount_not_digits");
  });

  it("follows the decimals of the currency (acceptance 15)", () => {
    expect(read("1.5", "JPY")).toBe("amount_decimals");
    expect(read("1,000", "JPY")).toBe(1000n);
    expect(read("1.234", "KWD")).toBe(1234n);
    expect(read("0.0001", "BHD")).toBe("amount_decimals");
  });

  it("carries the largest amount and not one unit more", () => {
    expect(read("1,000,000,000,000,000.00")).toBe(MAX_MINOR);
    expect(read("1,000,000,000,000,000.01")).toBe("amount_too_large");
  });

  it("says in a sentence what is wrong, at the field", () => {
    expect(() => parseAmountOrRefuse("1.5", "JPY")).toThrow(
      expect.objectContaining({
        reason: "amount_decimals",
        field: "amount",
        sentence: "JPY has no decimals. Enter a whole amount.",
      }),
    );
    expect(() => parseAmountOrRefuse("-5", "EUR", "overdraft")).toThrow(
      expect.objectContaining({ reason: "amount_not_positive", field: "overdraft" }),
    );
  });

  it("answers any text within a moment, with a number or a reason", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "binary" }), fc.constantFrom(...currencies), (typed, currency) => {
        const parsed = parseAmount(typed, currency);
        expect(parsed.ok ? parsed.minor > 0n && parsed.minor <= MAX_MINOR : parsed.reason.startsWith("amount_")).toBe(
          true,
        );
      }),
    );
  });
});

describe("an amount typed by the marks of another language (acceptance 15)", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.5", ","],
    ["de", ","],
    ["fr-FR", ","],
    ["en-GB,en", "."],
    ["de-CH", "."],
    ["ar-EG", "."],
    ["*", "."],
    ["not a language", "."],
    [null, "."],
  ])("takes from %j that the decimals stand behind a %j", (languages, mark) => {
    expect(decimalMarkOf(languages)).toBe(mark);
  });

  it.each([
    ["1.234,50", 123450n],
    ["1 234,50", 123450n],
    [" 1234,5 ", 123450n],
    ["1.234.567,89", 123456789n],
    ["0,01", 1n],
    // As the pages write amounts themselves, and as the keypad's own key types it.
    ["1234.50", 123450n],
    ["1,234.50", 123450n],
    ["12,345", "amount_ambiguous"],
    ["1.234", "amount_ambiguous"],
    ["1,234", "amount_ambiguous"],
    ["1.23,4", "amount_ambiguous"],
    ["1,2345", "amount_decimals"],
    ["1e2", "amount_not_digits"],
  ])("reads %j of a person who types a comma", (typed, read_) => {
    expect(read(withPoint(typed, ","))).toBe(read_);
  });

  it("leaves what a person types with a point as it is", () => {
    for (const typed of ["1.234,50", "1,234.50", "12,5"]) expect(withPoint(typed, ".")).toBe(typed);
  });

  it("follows the decimals of the currency", () => {
    expect(read(withPoint("1,234", ","), "KWD")).toBe(1234n);
    expect(read(withPoint("1,5", ","), "JPY")).toBe("amount_decimals");
  });
});

describe("an amount as the bank writes it", () => {
  const amounts = fc.bigInt({ min: 1n, max: MAX_MINOR });
  const currency = fc.constantFrom(...currencies);

  it("is read back as exactly the same amount (control 36)", () => {
    fc.assert(
      fc.property(amounts, currency, (minor, of) => {
        expect(read(formatMinor(minor, of), of)).toBe(minor);
        expect(read(decimalText(minor, of), of)).toBe(minor);
      }),
    );
  });

  it("groups digits, keeps every cent of 19 digits (acceptance 16) and writes minus as minus", () => {
    expect(formatMinor(1234567890123456789n, "EUR")).toBe("12,345,678,901,234,567.89");
    expect(formatMinor(-1240n, "EUR")).toBe("\u221212.40");
    expect(formatMinor(1240n, "EUR", { plus: true })).toBe("+12.40");
    expect(formatMinor(0n, "EUR", { plus: true })).toBe("0.00");
    expect(formatMinor(5n, "KWD")).toBe("0.005");
    expect(formatMinor(1234n, "JPY")).toBe("1,234");
    expect(formatMoney({ minor: -826025n, currency: "EUR" })).toBe("\u2212€8,260.25");
    expect(formatMoney({ minor: 3000n, currency: "KWD" })).toBe("KWD\u00a03.000");
    expect(decimalText(-123450n, "EUR")).toBe("-1234.50");
  });

  it("can be said in words", () => {
    expect(amountInWords(25000n, "EUR")).toBe("two hundred fifty euro");
    expect(amountInWords(1n, "EUR")).toBe("zero euro and 01/100");
    expect(amountInWords(123450n, "EUR")).toBe("one thousand two hundred thirty-four euro and 50/100");
    expect(amountInWords(100000000n, "EUR")).toBe("one million euro");
    expect(amountInWords(1005n, "KWD")).toBe("one Kuwaiti dinar and 005/1000");
    expect(amountInWords(MAX_MINOR, "EUR")).toBe("one quadrillion euro");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Currency } from "@/lib/core/currencies";
import { businessDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { money } from "@/lib/core/money";
import { assertConfirmed, quote, rateWords } from "@/lib/exchange/quote";
import type { RateInForce, Rates } from "@/lib/exchange/read-rates";

const rate = (currency: Currency, bid: string, mid: string, offer: string, stale = false): RateInForce => ({
  id: newId<"exchangeRate">(),
  currency,
  bid,
  mid,
  offer,
  validFrom: businessDate("2026-03-02"),
  stale,
});
const ratesOf = (...all: RateInForce[]): Rates => ({
  base: "EUR",
  byCurrency: new Map(all.map((one) => [one.currency, one])),
});
const usd = rate("USD", "0.9050", "0.9150", "0.9250");
const chf = rate("CHF", "1.0400", "1.0500", "1.0600");
const jpy = rate("JPY", "0.0060", "0.0061", "0.0062");
const rates = ratesOf(usd, chf, jpy);
const amounts = ({ give, get, incomeMinor }: ReturnType<typeof quote>) => [give.minor, get.minor, incomeMinor];

describe("a quote", () => {
  it("buys at bid and sells at offer, and earns the difference to mid", () => {
    expect(amounts(quote(rates, { give: money(100_00n, "USD"), get: "EUR" }))).toEqual([100_00n, 90_50n, 1_00n]);
    // 100.00 / 0.9250 is 108.108…; at mid that is 98.92.
    expect(amounts(quote(rates, { give: money(100_00n, "EUR"), get: "USD" }))).toEqual([100_00n, 108_10n, 1_09n]);
  });

  it("works back from what the customer wants, rounded up where they give", () => {
    expect(amounts(quote(rates, { give: "EUR", get: money(100_00n, "USD") }))).toEqual([92_50n, 100_00n, 1_00n]);
    expect(amounts(quote(rates, { give: "USD", get: money(100_00n, "EUR") }))).toEqual([110_50n, 100_00n, 1_11n]);
  });

  it("goes from one foreign currency to another over the bank's own, rounded once", () => {
    const crossed = quote(rates, { give: money(100_00n, "USD"), get: "CHF" });
    // 90.50 / 1.06 is 85.377…: 91.50 came in at mid, 89.65 went out.
    expect(amounts(crossed)).toEqual([100_00n, 85_37n, 1_86n]);
    expect(rateWords(crossed, "EUR")).toEqual(["1 USD = 0.9050 EUR", "1 CHF = 1.0600 EUR"]);
  });

  it("keeps to currencies without decimals", () => {
    expect(amounts(quote(rates, { give: money(10_000n, "JPY"), get: "EUR" }))).toEqual([10_000n, 60_00n, 1_00n]);
    expect(amounts(quote(rates, { give: money(62_00n, "EUR"), get: "JPY" }))).toEqual([62_00n, 10_000n, 1_00n]);
  });

  it("refuses what comes to nothing, a currency without a rate and one that is too old", () => {
    const reason = (run: () => unknown) => {
      try {
        run();
        return "done";
      } catch (error) {
        return (error as { reason: string }).reason;
      }
    };
    expect(reason(() => quote(rates, { give: money(1n, "JPY"), get: "EUR" }))).toBe("exchange_too_small");
    expect(reason(() => quote(rates, { give: money(1n, "EUR"), get: "GBP" }))).toBe("rate_missing");
    const old = ratesOf(rate("USD", "0.9", "0.9", "0.9", true));
    expect(reason(() => quote(old, { give: money(100n, "USD"), get: "EUR" }))).toBe("rate_stale");
    expect(reason(() => quote(rates, { give: money(10n ** 17n, "CHF"), get: "EUR" }))).toBe("amount_too_large");
    const shown = quote(rates, { give: money(100_00n, "USD"), get: "EUR" });
    const later = quote(ratesOf(rate("USD", "0.9", "0.91", "0.92"), chf), { give: money(100_00n, "USD"), get: "EUR" });
    expect(reason(() => assertConfirmed(shown, shown.id))).toBe("done");
    expect(reason(() => assertConfirmed(later, shown.id))).toBe("rate_changed");
  });

  it("never costs the bank money, whatever is asked at whatever rates", () => {
    const digits = (tenths: bigint) => `${tenths / 10n ** 10n}.${String(tenths % 10n ** 10n).padStart(10, "0")}`;
    const any = fc
      .tuple(fc.bigInt(1n, 10n ** 12n), fc.bigInt(0n, 10n ** 10n), fc.bigInt(0n, 10n ** 10n))
      .map(([bid, up, more]) => [digits(bid), digits(bid + up), digits(bid + up + more)] as const);
    fc.assert(
      fc.property(any, any, fc.bigInt(1n, 10n ** 15n), fc.constantFrom(0, 1, 2, 3, 4, 5), (a, b, minor, way) => {
        const known = ratesOf(rate("USD", ...a), rate("JPY", ...b));
        const pairs = [["USD", "EUR"], ["EUR", "USD"], ["USD", "JPY"], ["JPY", "USD"], ["JPY", "EUR"], ["EUR", "JPY"]] as const; // biome-ignore format: a table
        const [give, get] = pairs[way] as (typeof pairs)[number];
        for (const wanted of [
          { give: money(minor, give), get },
          { give, get: money(minor, get) },
        ]) {
          try {
            expect(quote(known, wanted).incomeMinor >= 0n).toBe(true);
          } catch (error) {
            expect(["exchange_too_small", "amount_too_large"]).toContain((error as { reason?: string }).reason);
          }
        }
      }),
    );
  });
});

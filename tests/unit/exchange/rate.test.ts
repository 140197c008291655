import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boughtWith, formatRateOf, parseRate, rounded, scaled, worthIn } from "@/lib/exchange/rate";

const usd = (minor: bigint) => ({ minor, currency: "USD" as const });

describe("a typed rate", () => {
  it.each(["0.9215", "1", "0.0000000001", "153.42", "999999999.9999999999"])("%s is one", (typed) => {
    expect(parseRate(` ${typed} `)).toBe(typed);
  });
  it.each(["", "0", "0.0", "-1", "1,5", ".5", "1.", "0.00000000001", "1e3", "1234567890", "٣"])(
    "%s is none",
    (typed) => {
      expect(parseRate(typed)).toBeNull();
    },
  );
  it("is read back with at least four digits and all it has", () => {
    expect(["0.92", "1", "0.9215500000", "0.0000000001"].map(formatRateOf)).toEqual([
      "0.9200",
      "1.0000",
      "0.92155",
      "0.0000000001",
    ]);
  });
});

describe("a conversion is exact until its one rounding (control 36)", () => {
  it("rounds down, up and half away from zero", () => {
    // 33.33 at 0.9215 is 30.713595.
    const worth = worthIn("EUR", usd(33_33n), "0.9215");
    expect([rounded(worth, "down"), rounded(worth, "half"), rounded(worth, "up")]).toEqual([30_71n, 30_71n, 30_72n]);
    expect(rounded({ over: 5n, under: 2n }, "half")).toBe(3n);
    expect([rounded({ over: 6n, under: 2n }, "up"), rounded({ over: 6n, under: 2n }, "down")]).toEqual([3n, 3n]);
  });

  it("follows the decimals of both currencies", () => {
    // 1,000 yen at 0.0061 are 6.10; 1.000 dinars at 3.02 are 3.02.
    expect(rounded(worthIn("EUR", { minor: 1000n, currency: "JPY" }, "0.0061"), "half")).toBe(6_10n);
    expect(rounded(worthIn("EUR", { minor: 1000n, currency: "KWD" }, "3.02"), "half")).toBe(3_02n);
    expect(rounded(boughtWith({ over: 6_10n, under: 1n }, "EUR", "JPY", "0.0061"), "down")).toBe(1000n);
  });

  it("there and back at one rate never makes money", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 17n), fc.bigInt(1n, 10n ** 14n), (minor, rate) => {
        const text = `${rate / 10n ** 10n}.${String(rate % 10n ** 10n).padStart(10, "0")}`;
        expect(scaled(text)).toBe(rate);
        const worth = rounded(worthIn("EUR", usd(minor), text), "down");
        const back = rounded(boughtWith({ over: worth, under: 1n }, "EUR", "USD", text), "down");
        expect(back <= minor).toBe(true);
      }),
    );
  });
});

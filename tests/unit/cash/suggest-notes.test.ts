import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Notes, worthOf } from "@/lib/core/notes";
import { suggestNotes } from "@/lib/core/suggest-notes";

const plenty = { "50000": 9, "20000": 9, "10000": 9, "5000": 9, "2000": 9, "1000": 9, "500": 9, "100": 9, "10": 9 };

describe("the note mix suggested from a stock", () => {
  it.each<[string, bigint, Notes, Notes | null]>([
    ["takes the largest notes first", 380_00n, plenty, { "20000": 1, "10000": 1, "5000": 1, "2000": 1, "1000": 1 }],
    ["takes what is there", 380_00n, { "5000": 3, "2000": 20 }, { "5000": 2, "2000": 14 }],
    ["gives a large note up where the rest needs it", 60_00n, { "5000": 1, "2000": 3 }, { "2000": 3 }],
    [
      "pays cents in coins",
      12_34n,
      { "1000": 1, "200": 1, "20": 1, "10": 1, "2": 2 },
      { "1000": 1, "200": 1, "20": 1, "10": 1, "2": 2 },
    ],
    ["knows when the stock cannot make it", 30_00n, { "2000": 9 }, null],
    ["knows when the stock is too small", 300_00n, { "10000": 2 }, null],
    ["suggests nothing for nothing", 0n, plenty, null],
  ])("%s", (_, minor, stock, notes) => {
    expect(suggestNotes(minor, stock)).toEqual(notes);
  });

  const values = [
    "50000",
    "20000",
    "10000",
    "5000",
    "2000",
    "1000",
    "500",
    "200",
    "100",
    "50",
    "20",
    "10",
    "5",
    "2",
    "1",
  ];
  const stock = fc.dictionary(fc.constantFrom(...values), fc.integer({ min: 0, max: 40 }));

  it("always comes to the amount and takes nothing that is not there", () => {
    fc.assert(
      fc.property(stock, fc.bigInt({ min: 1n, max: 500_000n }), (held, minor) => {
        const notes = suggestNotes(minor, held);
        if (!notes) return;
        expect(worthOf(notes)).toBe(minor);
        for (const [value, quantity] of Object.entries(notes)) {
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(held[value] ?? 0);
        }
      }),
    );
  });

  it("finds a mix whenever some notes of the stock come to the amount", () => {
    const part = fc.tuple(stock, fc.array(fc.nat(40), { minLength: values.length, maxLength: values.length }));
    fc.assert(
      fc.property(part, ([held, wanted]) => {
        const some = Object.fromEntries(
          values.map((value, at) => [value, Math.min(wanted[at] ?? 0, held[value] ?? 0)]),
        );
        const minor = worthOf(some);
        if (minor > 0n) expect(suggestNotes(minor, held)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("gives up in a moment where it would have to try for ever", () => {
    const odd = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [String(2 ** (at + 1)), 999]));
    expect(suggestNotes(1_000_001n, odd)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { feeOn } from "@/lib/core/fee";

const half = { kind: "withdrawal", amountMinor: 0n, rate: "0.005000" };

describe("what an event costs", () => {
  it.each([
    ["nothing where nothing is charged", undefined, 100_000n, 0n],
    ["a fixed fee whatever moves", { kind: "transfer", amountMinor: 150n }, 1n, 150n],
    ["a part of the amount", half, 100_000n, 500n],
    ["half a cent rounded away from zero", half, 100n, 1n],
    ["less than half a cent rounded to nothing", half, 99n, 0n],
    ["the fixed part and the part of the amount", { ...half, amountMinor: 100n }, 100_000n, 600n],
    ["never less than the least", { ...half, minMinor: 200n }, 10_000n, 200n],
    ["never more than the most", { ...half, maxMinor: 2_000n }, 1_000_000n, 2_000n],
    ["an amount that no float holds, to the cent", half, 9_007_199_254_740_993n, 45_035_996_273_705n],
  ])("is %s", (_, terms, minor, fee) => {
    expect(feeOn(terms, minor)).toBe(fee);
  });
});

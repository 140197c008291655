import { describe, expect, it } from "vitest";
import { lei, share } from "@/lib/core/fields";
import { leiChecks } from "@/lib/core/read-lei";
import { formatShare, shareTyped } from "@/lib/core/read-share";
import { validLeis, wrongLeis } from "../vectors/lei";

describe("a legal entity identifier (ISO 17442)", () => {
  it.each(validLeis)("takes %s", (one) => expect(leiChecks(one)).toBe(true));

  it.each(wrongLeis)("refuses %s: %s", (one) => {
    expect(leiChecks(one)).toBe(false);
    expect(lei.safeParse(one).success).toBe(false);
  });

  it("finds every single slip in a sign, and every swap of two neighbours that differ", () => {
    const [known = ""] = validLeis;
    for (let at = 0; at < known.length; at += 1) {
      const [before, sign, after] = [known.slice(0, at), known.charAt(at), known.slice(at + 1)];
      const slip = before + (sign === "7" ? "8" : "7") + after;
      expect(leiChecks(slip), slip).toBe(false);
      const swapped = before + after.charAt(0) + sign + after.slice(1);
      if (after !== "" && after.charAt(0) !== sign) expect(leiChecks(swapped), swapped).toBe(false);
    }
  });

  it("is kept compact, whatever gaps and small letters were typed", () => {
    expect(lei.parse(" 0ypk ke5f 0qw6 rc51 he09 ")).toBe("0YPKKE5F0QW6RC51HE09");
  });

  it.each(["0YPKKE5F0QW6RC51HE0９", "0YPKKE5F0QW6RC51HE09\0", "x".repeat(50_000), "‮0YPKKE5F0QW6RC51HE09"])(
    "refuses what is no letter or digit",
    (typed) => expect(lei.safeParse(typed).success).toBe(false),
  );
});

describe("a share of an organisation", () => {
  it.each([
    ["25", 2_500],
    ["33.33", 3_333],
    ["33,3 %", 3_330],
    ["100", 10_000],
  ])("reads %s exactly", (typed, hundredths) => {
    expect(share.parse(typed)).toBe(hundredths);
    expect(share.parse(shareTyped(hundredths))).toBe(hundredths);
  });

  it.each(["", "1e2", "-25", "100.01", "33.333", "２５", "25 30", "Infinity", "0x19", "1,000"])("refuses %s", (typed) =>
    expect(share.safeParse(typed).success).toBe(false),
  );

  it("is read back without zeros that say nothing", () => {
    expect([2_500, 3_333, 3_330].map(formatShare)).toEqual(["25\u00a0%", "33.33\u00a0%", "33.3\u00a0%"]);
  });
});

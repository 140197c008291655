import { describe, expect, it } from "vitest";
import { csvLine } from "@/lib/core/csv";

describe("a row of CSV", () => {
  it("keeps plain text, dates and amounts as they are", () => {
    expect(csvLine(["2026-11-23", "TRF-1", "-1234.50", "0.05", "Rent"])).toBe(
      "2026-11-23,TRF-1,-1234.50,0.05,Rent\r\n",
    );
  });

  it.each([
    ["=HYPERLINK(1)", `"'=HYPERLINK(1)"`],
    ["'=1+1", `"''=1+1"`],
    ["+1 dinner", `"'+1 dinner"`],
    ["-1-1", `"'-1-1"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\tcmd", `"'\tcmd"`],
    ["＝1+1", `"'＝1+1"`],
  ])("control 63: %s is text to a spreadsheet", (typed, cell) => {
    expect(csvLine([typed])).toBe(`${cell}\r\n`);
  });

  it("quotes what would break a row", () => {
    expect(csvLine(['Anna "Ann", Graz', "two\nlines", "a;b"])).toBe('"Anna ""Ann"", Graz","two\nlines","a;b"\r\n');
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  ageOn,
  type BusinessDate,
  businessDate,
  daysBetween,
  formatDate,
  formatDateWithWeekday,
  isDate,
} from "@/lib/core/dates";

const day = (text: string) => businessDate(text);
const days = fc.integer({ min: 0, max: 200_000 }).map((offset) => addDays(day("1900-01-01"), offset));

describe("a banking day", () => {
  it.each(["2024-02-29", "2000-02-29", "1900-01-01", "9999-12-31"])("is real: %s", (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    "2023-02-29",
    "1900-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "0000-00-00",
    "2026-1-5",
    "05/06/2026",
    "2026-11-23 ",
    "２０２６-11-23",
  ])("is not real: %j", (text) => {
    expect(isDate(text)).toBe(false);
  });

  it("is written for people without doubt about its order", () => {
    expect(formatDate("2026-11-02")).toBe("2 Nov 2026");
    expect(formatDateWithWeekday("2026-11-23")).toBe("Mon 23 Nov 2026");
    expect(formatDateWithWeekday("1969-12-31")).toBe("Wed 31 Dec 1969");
  });

  it("keeps its anchor through short months", () => {
    const first = day("2026-01-31");
    expect([1, 2, 3, 13].map((months) => addMonths(first, months))).toEqual([
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2027-02-28",
    ]);
    expect(addMonths(day("2026-02-28"), 1, 31)).toBe("2026-03-31");
    expect(addMonths(day("2026-01-15"), -1)).toBe("2025-12-15");
  });

  it("counts days there and back", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (from, count) => {
        const to: BusinessDate = addDays(from, count);
        expect(isDate(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(count);
      }),
    );
  });
});

describe("an age", () => {
  it("is reached on the birthday, not the day before", () => {
    expect(ageOn(day("2008-11-23"), day("2026-11-22"))).toBe(17);
    expect(ageOn(day("2008-11-23"), day("2026-11-23"))).toBe(18);
  });

  it("of somebody born on 29 February goes up on 1 March in other years", () => {
    expect(ageOn(day("2008-02-29"), day("2026-02-28"))).toBe(17);
    expect(ageOn(day("2008-02-29"), day("2026-03-01"))).toBe(18);
    expect(ageOn(day("2004-02-29"), day("2024-02-29"))).toBe(20);
  });
});

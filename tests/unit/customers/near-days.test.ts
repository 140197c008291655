import { expect, test } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { nearDays } from "@/lib/customers/near-days";

test("days written with one digit changed or two swapped, real ones only, and not the day itself", () => {
  const near = nearDays(businessDate("1988-03-14"));
  for (const day of ["1988-03-15", "1988-03-24", "1978-03-14", "1988-08-14", "1898-03-14"]) expect(near).toContain(day);
  for (const day of ["1988-03-14", "1988-03-41", "1988-13-14", "1989-03-15"]) expect(near).not.toContain(day);
  expect(nearDays(businessDate("1988-12-21"))).toContain("1988-12-12");
});

import { describe, expect, it } from "vitest";
import { readSearch, searchKind } from "@/lib/customers/search-query";
import { customerNumber, customerSearchText, parseCustomerNumber } from "@/lib/customers/search-text";

const facts = { phone: "+436601234567", email: "amina@example.com", customerNo: "C-100000-X" };
const hit = (text: string, typed: string) =>
  readSearch(typed)?.words.every((word) => text.includes(word.slice(1, -1))) ?? false;

describe("what a customer is found by", () => {
  it.each([
    ["Łukasz Żółć-Nguyễn", "zolc lukasz"],
    ["Łukasz Żółć-Nguyễn", "nguyen"],
    ["Ørsted Ægir", "orsted aegir"],
    ["O'Brien, Siobhán", "obrien"],
    ["O'Brien, Siobhán", "O’Brien"],
    ["李 小龙", "li"],
  ])("finds %s by '%s'", (fullName, typed) => {
    expect(hit(customerSearchText({ ...facts, fullName }), typed)).toBe(true);
  });

  it("holds phone, e-mail and customer number", () => {
    const text = customerSearchText({ ...facts, fullName: "Amina Okafor" });
    for (const typed of ["+436601234567", "amina@example.com", "C-100000-X"]) expect(hit(text, typed)).toBe(true);
  });
});

describe("reading a search", () => {
  it("reads nothing out of nothing", () => {
    for (const typed of ["", "   ", "!!!", "—"]) expect(readSearch(typed)).toBeNull();
  });

  it.each(["+43 660 1234567", "0043 660 1234567", "0660/123 45 67", "+43 (0)660 1234567"])(
    "reads %s as a phone",
    (typed) => {
      const phone = readSearch(typed)?.phone?.replaceAll("%", "");
      expect("436601234567").toContain(phone);
    },
  );

  it.each([
    ["1988-03-14", ["1988-03-14"]],
    ["14 Mar 1988", ["1988-03-14"]],
    ["14. march 1988", ["1988-03-14"]],
    ["14.3.1988", ["1988-03-14"]],
    ["3/4/1988", ["1988-04-03", "1988-03-04"]],
    ["14/3/1988", ["1988-03-14"]],
    ["30.2.1988", []],
    ["29.2.2023", []],
  ])("reads %s as the days %j", (typed, days) => {
    expect(readSearch(typed)?.birthDates).toEqual(days);
  });

  it("takes percent and underscore as they are typed", () => {
    expect(readSearch("100%_")?.words).toEqual(["%100%"]);
  });

  it("names what it took the text for", () => {
    const kind = (typed: string) => searchKind(readSearch(typed) ?? expect.fail("nothing was read"));
    expect(kind("okafor amina")).toBe("Name");
    expect(kind("amina@example.com")).toBe("E-mail");
    expect(kind("14 Mar 1988")).toBe("Date of birth");
    expect(kind("+43 660 1234567")).toBe("Phone");
    expect(kind("660 1234567")).toBe("Phone, document or registration number");
    expect(kind("XK 123 456")).toBe("Name, document or registration number");
    expect(kind(customerNumber(100_000n))).toBe("Customer number");
  });
});

describe("customer numbers", () => {
  it("carry a check character that catches a wrong digit", () => {
    const number = customerNumber(100_017n);
    expect(number).toMatch(/^C-100017-[0-9A-Z]$/);
    expect(parseCustomerNumber(number.toLowerCase().replaceAll("-", " "))).toBe(number);
    expect(parseCustomerNumber(number.replace("7", "8"))).toBeNull();
  });
});

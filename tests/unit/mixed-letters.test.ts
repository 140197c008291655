import { describe, expect, it } from "vitest";
import { isPostcode } from "@/lib/core/is-postcode";
import { mixedLetters } from "@/lib/core/mixed-letters";

describe("bad input 35: a name that imitates another", () => {
  it.each([
    ["Раypal", ["Раypal"]],
    ["Amina Оkafor", ["Оkafor"]],
    ["Αmina Okafor", ["Αmina"]],
    ["Раypal Ltd", ["Раypal"]],
  ])("%s", (name, words) => expect(mixedLetters(name)).toEqual(words));

  it.each([
    "Paypal",
    "Аминов Сергей",
    "Ωμέγα",
    "Amina Аминова",
    "李 小龙",
    "Nguyễn Thị Mai",
    "O'Brien-Łódź",
    "山田たろう",
    "محمد",
    "",
  ])("%s does not", (name) => expect(mixedLetters(name)).toEqual([]));
});

describe("bad input 45: a postcode", () => {
  it.each([
    ["1020", "AT"],
    ["SW1A 1AA", "GB"],
    ["1012 AB", "NL"],
    ["999077", "HK"],
  ])("%s of %s", (postcode, country) => expect(isPostcode(postcode, country)).toBe(true));

  it.each([
    ["SW1A 1AA", "AT"],
    ["1020", "DE"],
    ["A-1020", "AT"],
    ["１０２０", "AT"],
    ["1".repeat(16), "AT"],
  ])("%s is none of %s", (postcode, country) => expect(isPostcode(postcode, country)).toBe(false));
});

import { describe, expect, it } from "vitest";
import { readCommand } from "@/lib/operations/typed-command";

const read = (typed: string) => {
  const found = readCommand(typed);
  return found && [found.command.form, found.amount, found.who];
};

describe("a typed line", () => {
  it.each([
    ["dep 250 4417", ["deposit", "250", "4417"]],
    ["1401 250 4417", ["deposit", "250", "4417"]],
    ["  DEP  250.50   Amina  Okafor ", ["deposit", "250.50", "Amina Okafor"]],
    ["wd 80 okafor", ["withdraw", "80", "okafor"]],
    ["tr 1,234.50 AT44 1999 9000", ["transfer", "1,234.50", "AT44 1999 9000"]],
    ["dep okafor", ["deposit", null, "okafor"]],
    ["dep 4417", ["deposit", null, "4417"]],
    ["dep", ["deposit", null, ""]],
    ["dep ２５０ 4417", ["deposit", "250", "4417"]],
  ])("'%s' is read as %j", (typed, expected) => {
    expect(read(typed)).toEqual(expected);
  });

  it.each(["deppo 250 4417", "okafor dep 250", "", " ", "250 4417", "constructor 1 2"])("'%s' is none", (typed) => {
    expect(read(typed)).toBeNull();
  });

  it("takes an amount only where somebody follows it, and no amount with a sign or letters", () => {
    expect(read("dep -5 4417")).toEqual(["deposit", null, "-5 4417"]);
    expect(read("dep 1e9 4417")).toEqual(["deposit", null, "1e9 4417"]);
  });
});

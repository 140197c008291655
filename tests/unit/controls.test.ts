import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The controls of security that the bank has so far: who may do what, the ledger's, and those of customers' data. */
const KEPT = [
  ...range(1, 34), 36, ...range(38, 40), 42, 43, ...range(46, 59), 61, ...range(64, 68), ...range(71, 73),
]; // biome-ignore format: one line of numbers

/** Which controls the names of tests speak of, and in which files. */
function named(): Map<number, string[]> {
  const found = new Map<number, string[]>();
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(test|spec)\.tsx?$/.test(file),
  );
  for (const file of files)
    for (const line of readFileSync(`tests/${file}`, "utf8").split("\n")) {
      // In a name, not in a comment: there is a quotation mark before it.
      if (/^\s*(\/\/|\/?\*)/.test(line)) continue;
      for (const [, list = ""] of line.matchAll(/["`].*?\bcontrols? (\d+(?:(?:, | and | to )\d+)*)/g))
        for (const control of numbersIn(list)) found.set(control, [...(found.get(control) ?? []), file]);
    }
  return found;
}

function numbersIn(list: string): number[] {
  return list.split(/, | and /).flatMap((part) => {
    const [first = 0, last = first] = part.split(" to ").map(Number);
    return range(first, last);
  });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

test("every control of security is named by a test that would miss it", () => {
  const found = named();
  expect(KEPT.filter((control) => !found.has(control))).toEqual([]);
  expect(found.get(12)).toContain("api/sign-in.test.ts");
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What the counter promises, point by point; a browser test names the point that it shows by its tag. */
const points: Record<number, string> = {
  2: "a deposit from home takes at most 6 interactions by account number, 7 by name, by the keyboard alone",
  3: "F2 leads to the search from every page of the staff",
  4: "a customer comes first by name, reversed, without accents, by document, phone, account number and IBAN",
  5: "Enter opens nothing for a name before an arrow chose; a whole account number opens by Enter alone",
  6: "how many were found is announced, and the field keeps the focus",
  7: "single letters do nothing when switched off, nor in a field",
  8: "the browser keeps its own keys",
  9: "who, which account and what is available are in sight on every money form",
  10: "Enter in the amount does not post, F9 does",
  11: "a double click and a double F9 post once",
  12: "the same form sent again answers with the same receipt",
  13: "a late answer and a cut connection say that nothing is known yet, and no balance moves before the answer",
  14: "Back after posting shows that it was posted, and no live form",
  15: "amounts are read by the marks of the person's language and the decimals of the currency",
  16: "an amount of many digits is exact to the cent on form, receipt, CSV and PDF",
  17: "no numeric input, and a visible label at each field",
  32: "a receipt prints 80 mm wide on one page, and again as a numbered copy",
  33: "what has the focus is never covered, with a ring of two pixels",
  34: "targets are large enough and nothing needs dragging",
};

test.each(Object.keys(points))("point %s has its browser test", (point) => {
  const folder = join(import.meta.dirname, "../e2e");
  const specs = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".spec.ts"));
  const named = specs.filter((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    if (new RegExp(`"@acceptance-${point}"`).test(text)) return true;
    const listed = /\[([\d, ]+)\]\.map\(\(point\) => `@acceptance-\$\{point\}`\)/.exec(text)?.[1] ?? "";
    return listed.split(", ").includes(point);
  });
  expect(named, points[Number(point)]).not.toEqual([]);
});

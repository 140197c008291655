import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chart } from "@/lib/ledger/chart";
import { templates } from "@/lib/ledger/templates/registry";

const readme = readFileSync("lib/ledger/README.md", "utf8");

test("the ledger's own page has every account of the chart and every kind of entry", () => {
  const rows = readme.split("\n").filter((line) => line.startsWith("|"));
  for (const code of Object.keys(chart))
    expect(
      rows.some((row) => new RegExp(`^\\|[^|]*\\b${code}\\b`).test(row)),
      code,
    ).toBe(true);
  for (const kind of Object.keys(templates))
    expect(
      rows.some((row) => row.split("|")[1]?.includes(`\`${kind}\``)),
      kind,
    ).toBe(true);
});

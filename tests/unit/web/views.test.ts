import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith("page.tsx"));

/** What records that somebody was shown a person's data, before the page is. */
const RECORDS = /\b(openCustomer|recordView|recordAccountView|mergePage)\(/;

describe("control 53: who was shown whose data", () => {
  it("is recorded by every page about one customer", () => {
    const silent = pages("app/(staff)/customers/[id]").filter((file) => !RECORDS.test(readFileSync(file, "utf8")));
    expect(silent).toEqual([]);
  });

  it("is recorded by the pages that show a person beside a list, and whose account it is at the counter", () => {
    const shown = [
      "app/(staff)/screening/[id]/page.tsx",
      ...["", "deposit/", "withdraw/", "transfer/"].map((form) => `app/(staff)/accounts/[id]/${form}page.tsx`),
    ];
    expect(shown.filter((file) => !RECORDS.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** A list draws rows of many: it has no one thing in its address, or pages through them. About one customer is above. */
const isList = (file: string) =>
  !file.includes("[") ||
  (!/\/(customers|accounts|loans)\/\[id\]/.test(file) && readFileSync(file, "utf8").includes("<KeysetPager"));

/** What a file brings in to run, as files of this repository. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/import (?!type )[^;]*? from "([^"]+)"/gs)].flatMap(([, from = ""]) => {
    const path = from.startsWith("@/") ? from.slice(2) : from.startsWith(".") ? join(dirname(file), from) : "";
    return [`${path}.ts`, `${path}.tsx`].filter((one) => existsSync(one));
  });

/** The queries that a page asks by itself or through what it is made of, which read who a customer is or their account. */
function queriesOfPeople(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  if (!file.startsWith("lib/")) return importsOf(file).flatMap((one) => queriesOfPeople(one, seen));
  const text = readFileSync(file, "utf8");
  const command = /(?<!function )\b(transact|transactOnce|moneyCommand|demandApproval)\b/.test(text);
  return !command && text.includes("sqlOf(") && /\b(full_name|customer_no|a\.iban)\b/.test(text) ? [file] : [];
}

/** Lists with customers in them that leave no record of a look (docs/decisions/015), each with the reason. */
const UNRECORDED: Record<string, string> = {
  "activity/page.tsx": "the log of the looks: a record of each look at it would make its next page a new one",
  "desk/page.tsx": "one's own requests and what one's own till did last",
  "desk/close/page.tsx": "one's own till; of its queries the page asks for no movement",
  "desk/give/page.tsx": "one's own till; of its queries the page asks for no movement",
  "desk/hand-over/page.tsx": "one's own till; of its queries the page asks for no movement",
  "cash/page.tsx": "tills and vaults; of its queries the page asks for no movement",
  "cash/sessions/page.tsx": "sessions of tills; who was served stands in the journal of each",
  "cash/differences/page.tsx": "what counts found; where one was cleared stands on its own page",
  "approvals/mine/page.tsx": "one's own requests",
  "erasure/page.tsx": "work that waits: few, and what is opened is recorded",
  "screening/page.tsx": "work that waits: few, and what is opened is recorded",
  "settings/bank/page.tsx": "what the counter asks from which amount; of its queries the page asks for nobody's papers",
  "settings/staff/page.tsx": "colleagues",
  "settings/limits/change/page.tsx": "colleagues",
};

describe("control 53: who was shown a list of customers (decision 015)", () => {
  const lists = pages("app/(staff)").filter((file) => isList(file) && queriesOfPeople(file).length > 0);
  const named = (file: string) => file.slice("app/(staff)/".length);
  const silent = lists.filter((file) => !/\brecord(List|Customer)Views?\(/.test(readFileSync(file, "utf8"))).map(named);

  it("is recorded by every page that lists them, but for those that say why not", () => {
    expect(lists.map(named)).toEqual(
      expect.arrayContaining([
        "accounts/page.tsx",
        "cash/sessions/[id]/page.tsx",
        "cash/unusual/page.tsx",
        "customers/page.tsx",
        "find/page.tsx",
        "loans/page.tsx",
        "payments/cheques/page.tsx",
      ]),
    );
    expect(silent.sort()).toEqual(Object.keys(UNRECORDED).sort());
  });

  it("is recorded as well by what is typed into the search, and of movements, which name no one by themselves", () => {
    for (const file of ["find/suggestions/route.ts", "movements/page.tsx"])
      expect(readFileSync(join("app/(staff)", file), "utf8"), file).toContain("recordListView(");
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** One picture at a time, and each look at one is recorded. */
const NOT_COUNTED = ["(staff)/customers/[id]/scans/[scanId]/route.ts"];

/** A file of the bank and what it is made of. */
function textOf(file: string, seen = new Set<string>()): string {
  const path = [`${file}.ts`, `${file}.tsx`].find(existsSync);
  if (!path || seen.has(path)) return "";
  seen.add(path);
  const text = readFileSync(path, "utf8");
  const own = [...text.matchAll(/from "(\.{1,2}\/[^"]+)"/g)].map(([, to]) => join(dirname(path), to as string));
  return text + own.map((one) => textOf(one, seen)).join("");
}

test("control 68: everything that hands out a file counts how many one person takes", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("route.ts"))
    .filter((file) => /fileResponse|statementResponse|attachment/.test(readFileSync(`app/${file}`, "utf8")));
  expect(files.length).toBeGreaterThan(8);
  const uncounted = files.filter((file) => {
    const made = [...readFileSync(`app/${file}`, "utf8").matchAll(/from "@\/(lib\/(?!web|core)[^"]+)"/g)];
    // Each by itself: what one of two commands counts, the other does not.
    return !made.every(([, from]) => /\btakeTry\(/.test(textOf(from as string)));
  });
  expect(uncounted).toEqual(NOT_COUNTED);
});

test("control 66: no picture is fetched or made over by the server for an address that somebody names", () => {
  const config = readFileSync("next.config.ts", "utf8");
  expect(config).toMatch(/images: \{ unoptimized: true \}/);
  expect(config).not.toMatch(/remotePatterns|domains:|rewrites|redirects/);
});

test("control 67: whatever is redirected to lies in this bank", () => {
  const pages = ["app", "lib/web"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => [file, readFileSync(`${folder}/${file}`, "utf8")] as const),
  );
  const led = pages.flatMap(([file, text]) =>
    [...text.matchAll(/\b(?:redirect\(|location: |redirectTo: \([^)]*\) =>\s*)([^\n]+)/g)].map(
      ([, to]) => [file, to as string] as const,
    ),
  );
  expect(led.length).toBeGreaterThan(50);
  // A path written here, or one that a function of the bank makes or has looked at.
  const own =
    /^(\(?([\w ="]+ \? )?["`]\/[a-z]|hrefWith\(["`]\/[a-z]|"\/"|(factor|landing|signIn|transfer)Path\(|(back|page|href|next|found\.page)\b|\{$|"reference" in result$|\/\^)/;
  expect(led.filter(([, to]) => !own.test(to)).map(([file, to]) => `${file}: ${to}`)).toEqual([]);
});

test("no address of a page carries what a payment says: amount and note go by the id of where they are kept", () => {
  const led = ["app/(customer)", "app/(staff)/accounts", "app/(staff)/approvals"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        [
          ...readFileSync(`${folder}/${file}`, "utf8").matchAll(
            /hrefWith\([^;]*?\b(remittance|note|paidInBy)\b[^;]*?\)|new URLSearchParams|\?(remittance|note|paidInBy)=/g,
          ),
        ].map(([found]) => `${file}: ${found}`),
      ),
  );
  expect(led).toEqual([]);
});

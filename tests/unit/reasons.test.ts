import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reasons } from "@/lib/core/reasons";

it("the catalogue of refusals has every word of its parts, and none of them in two", async () => {
  const files = readdirSync(join(process.cwd(), "lib/core/reasons")).filter(
    (file) => !["reason.ts", "amount.ts"].includes(file),
  );
  const parts = await Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.ts$/, "");
      const part = (await import(`../../lib/core/reasons/${name}.ts`)) as Record<string, object>;
      return Object.keys(part[name] ?? {});
    }),
  );
  expect(files.length).toBeGreaterThan(5);
  expect(parts.every((words) => words.length > 0)).toBe(true);
  expect(parts.flat().sort()).toEqual(Object.keys(reasons).sort());
});

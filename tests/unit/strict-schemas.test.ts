import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRolesInput } from "@/lib/identity/schema";

const lib = join(process.cwd(), "lib");

/** Read from the address of a page, where other parameters may stand. */
const FROM_ADDRESS = ["quoteInput"];

test("what comes from outside is read by strict schemas only (control 4)", () => {
  const loose = readdirSync(lib)
    .map((domain) => join(lib, domain, "schema.ts"))
    .filter(existsSync)
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/export const (\w+) = z\.(?:loose)?[oO]bject\(/g)])
    .map(([, name]) => name as string);
  expect(loose.filter((name) => !FROM_ADDRESS.includes(name))).toEqual([]);
});

test("a field that was not asked for is refused, never dropped (control 4)", () => {
  const asked = { userId: "01a212d4-c123-72c9-ae79-25e48c811fd8", roles: ["teller"], reason: "Moves" };
  expect(changeRolesInput.safeParse(asked).success).toBe(true);
  expect(changeRolesInput.safeParse({ ...asked, status: "approved" }).success).toBe(false);
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
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

/** Read from the bank's own programs, never from a form. */
const FROM_PROGRAM = ["addProductVersionInput"];
const schemas = readdirSync(lib).filter((domain) => existsSync(join(lib, domain, "schema.ts")));

test.each(schemas)("no field of %s takes 50 000 characters, however they are repeated (control 64)", async (domain) => {
  const exported: Record<string, unknown> = await import(join(lib, domain, "schema.ts"));
  const forms = Object.entries(exported).filter(
    (pair): pair is [string, z.ZodObject] => pair[1] instanceof z.ZodObject,
  );
  const long = [
    "a".repeat(50_000),
    `${"a".repeat(49_999)}!`,
    " ".repeat(50_000),
    "1".repeat(50_000),
    "a@".repeat(25_000),
  ];
  const taken = forms
    .filter(([form]) => !FROM_PROGRAM.includes(form))
    .flatMap(([form, schema]) =>
      Object.entries(schema.shape)
        // Spaces alone are nothing where nothing may be typed.
        .filter(([, field]) => long.some((text) => String((field as z.ZodType).safeParse(text).data ?? "").length > 0))
        .map(([name]) => `${form}.${name}`),
    );
  expect(taken).toEqual([]);
});

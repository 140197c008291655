import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"));
const textOf = (file: string) => readFileSync(`lib/${file}`, "utf8");

/** What makes a sign-in another: its password, a factor, its codes. */
const CHANGES =
  /\b(keepAuthenticator|keepPasskey|removeFactors|issueRecoveryCodes)\(|update passkeys set removed_at|set password_hash\b|password_hash = \$\{(?!user|NO_PASSWORD)/;

/** Nobody had the sign-in before: there is nobody to warn. Or it is the same password, kept in a stronger form. */
const NOBODY_BEFORE = [
  "identity/adopt-authenticator.ts",
  "identity/enrol-staff.ts",
  "identity/factors.ts",
  "identity/passkeys.ts",
  "identity/recovery-codes.ts",
  "identity/sign-in.ts",
];

describe("control 33: whoever's sign-in, contact, limits or roles change", () => {
  it("is told by the command that changes a password, a factor or its codes, every one", () => {
    const changing = files.filter((file) => CHANGES.test(textOf(file)) && !NOBODY_BEFORE.includes(file));
    expect(changing.sort()).toEqual([
      "identity/add-passkey.ts",
      "identity/change-password.ts",
      "identity/recover-password.ts",
      "identity/remove-passkey.ts",
      "identity/renew-recovery-codes.ts",
      "identity/set-up-authenticator.ts",
      "operations/reset-customer-factor.ts",
      "operations/reset-factor.ts",
    ]);
    expect(changing.filter((file) => !/await notify\(/.test(textOf(file)))).toEqual([]);
  });

  it.each([
    "approvals/change-limit.ts",
    "customers/change-contact.ts",
    "identity/end-session-of.ts",
    "operations/change-person.ts",
    "operations/change-roles.ts",
    "operations/enable-staff.ts",
    "operations/expire-roles.ts",
  ])("is told by %s", (file) => expect(textOf(file)).toMatch(/await notify\(/));
});

describe("control 30: a password", () => {
  it("is typed by its own person only: no form with one names whose it is", async () => {
    const named: string[] = [];
    let withPassword = 0;
    for (const file of files.filter((one) => one.endsWith("/schema.ts"))) {
      const exported: Record<string, unknown> = await import(`../../../lib/${file}`);
      for (const [name, schema] of Object.entries(exported)) {
        if (!(schema instanceof z.ZodObject)) continue;
        const fields = Object.keys(schema.shape);
        if (!fields.some((field) => /^(password|repeat|current|proof)$/.test(field))) continue;
        withPassword += 1;
        if (fields.some((field) => /^(userId|customerId)$/.test(field))) named.push(name);
      }
    }
    expect(withPassword).toBeGreaterThan(5);
    expect(named).toEqual([]);
  });

  it("is recovered without any question of the bank's: a link, a code in person, or two colleagues", () => {
    const asking = files.filter((file) => /secret_?question|security_?question|maiden/i.test(textOf(file)));
    expect(asking).toEqual([]);
  });
});

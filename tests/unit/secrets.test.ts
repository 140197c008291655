import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "@/lib/core/env";

const good = {
  BANK_MODE: "production",
  DATABASE_URL: "postgres://bank_app:x@db/bank",
  DATABASE_JOBS_URL: "postgres://bank_jobs:x@db/bank",
  APP_ORIGIN: "https://bank.example",
  AUTH_SECRET: "a".repeat(32),
  PASSWORD_PEPPER: "b".repeat(32),
  BANK_DATA_KEY: `${"A".repeat(43)}=`,
};

describe("controls 57 and 59: secrets", () => {
  it.each(["DATABASE_URL", "DATABASE_JOBS_URL", "AUTH_SECRET", "PASSWORD_PEPPER", "BANK_DATA_KEY"])(
    "a bank without %s does not start, and says which one is missing",
    (name) => expect(() => check({ ...good, [name]: undefined })).toThrow(`${name} is not set`),
  );

  it.each([
    ["AUTH_SECRET", "short"],
    ["PASSWORD_PEPPER", "short"],
    ["BANK_DATA_KEY", "bm90IDMyIGJ5dGVz"],
    ["APP_ORIGIN", "http://bank.example"],
  ])("nor one whose %s is weak, and the value is not in the sentence", (name, value) => {
    expect(() => check({ ...good, [name]: value })).toThrow(name);
    try {
      check({ ...good, [name]: value });
    } catch (error) {
      if (name !== "APP_ORIGIN") expect(String(error)).not.toContain(value);
    }
    expect(check(good)).toMatchObject({ BANK_MODE: "production" });
  });

  it("of before stand beside the current ones, and the key of the records beside an old data key", () => {
    const key = (letter: string) => `${letter.repeat(43)}=`;
    const rotating = { ...good, BANK_DATA_KEY: key("B"), BANK_DATA_KEY_OLD: `${key("A")}, ${key("C")}` };
    expect(() => check(rotating)).toThrow("BANK_RECORD_KEY is not set");
    expect(check({ ...rotating, BANK_RECORD_KEY: key("A") }).BANK_DATA_KEY_OLD).toEqual([key("A"), key("C")]);
    expect(() => check({ ...good, BANK_DATA_KEY_OLD: "short" })).toThrow("BANK_DATA_KEY_OLD");
    expect(() => check({ ...good, PASSWORD_PEPPER_OLD: `${"c".repeat(32)},short` })).toThrow("PASSWORD_PEPPER_OLD");
    expect(check(good)).toMatchObject({ BANK_DATA_KEY_OLD: [], PASSWORD_PEPPER_OLD: [] });
  });

  it("a library that answers an error where a session belongs is never asked: who is signed in is read by the bank alone", () => {
    const sources = execFileSync("git", ["ls-files", "lib", "app", "components", "proxy.ts", "instrumentation.ts"], {
      encoding: "utf8",
    });
    const asking = sources
      .split("\n")
      .filter((file) => /\.tsx?$/.test(file) && /from "(next-auth|@auth\/)/.test(readFileSync(file, "utf8")));
    expect(asking).toEqual(["lib/web/auth.ts"]);
    const uses = [...readFileSync("lib/web/auth.ts", "utf8").matchAll(/\bshell\b(?!s| here)(\.\w+)?/g)].map(
      ([use]) => use,
    );
    expect(new Set(uses)).toEqual(new Set(["shell", "shell.signIn", "shell.signOut"]));
  });

  it("AUTH_SECRET closes nothing that lasts: only the carrier of the cookie is given it, and the cookie is the token itself", () => {
    const sources = execFileSync("git", ["ls-files", "lib", "app", "db", "proxy.ts", "instrumentation.ts"], {
      encoding: "utf8",
    });
    const using = sources
      .split("\n")
      .filter((file) => /\.tsx?$/.test(file) && readFileSync(file, "utf8").includes("AUTH_SECRET"));
    expect(using).toEqual(["lib/core/env.ts", "lib/web/auth.ts"]);
    const carrier = readFileSync("lib/web/auth.ts", "utf8");
    expect(carrier.match(/AUTH_SECRET/g)).toHaveLength(1);
    expect(carrier).toContain('encode: ({ token }) => (typeof token?.ticket === "string" ? token.ticket : "")');
    expect(carrier).toContain("decode: ({ token }) => (token ? { ticket: token } : null)");
  });

  it("are in no file of the repository: no private key, no password in an address, no filled setting", () => {
    const files = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n").filter(Boolean);
    expect(files.filter((file) => /(^|\/)\.env($|\.(?!example))|\.(pem|p12|pfx|key)$/.test(file))).toEqual([]);
    const marks = [
      /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
      /\b(?:ghp|gho|xox[abp]|AKIA)[-_A-Za-z0-9]{16,}/,
      /MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}/,
    ];
    const texts = files.filter(
      (file) => /\.(ts|tsx|mjs|json|md|sql|css|example|yml|yaml)$/.test(file) && statSync(file).size < 1_000_000,
    );
    expect(texts.length).toBeGreaterThan(500);
    const found = texts.filter((file) => marks.some((mark) => mark.test(readFileSync(file, "utf8"))));
    expect(found.filter((file) => !file.startsWith("tests/"))).toEqual([]);
  });
});

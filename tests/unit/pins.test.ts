import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Manifest = Record<"dependencies" | "devDependencies" | "overrides", Record<string, string>>;
type Lock = { packages: Record<string, { version?: string; resolved?: string; integrity?: string; link?: true }> };

const read = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8"));
const manifest = read<Manifest>("package.json");
const lock = read<Lock>("package-lock.json");
const pinned = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };

describe("what the bank is built of (control 69, and the sign-in's own pins)", () => {
  test("every package is asked for in one exact version", () => {
    expect(Object.keys(pinned).length).toBeGreaterThan(40);
    expect(Object.entries(pinned).filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version))).toEqual([]);
  });

  test("and stands in that version in the lock, once", () => {
    for (const [name, version] of Object.entries(pinned))
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    for (const name of ["next", "next-auth", "@auth/core", "react", "react-dom", "drizzle-orm", "postgres"]) {
      const copies = Object.keys(lock.packages).filter((path) => path.endsWith(`node_modules/${name}`));
      expect([name, copies]).toEqual([name, [`node_modules/${name}`]]);
    }
  });

  test("the sign-in rests on the versions whose advisories are mended", () => {
    expect(pinned["next-auth"]).toBe("5.0.0-beta.32");
    const [major = 0, minor = 0, patch = 0] = (pinned.next ?? "").split(".").map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(16_004_003);
    expect(lock.packages["node_modules/@auth/core"]?.version).toMatch(/^0\.4[1-9]\./);
  });

  test("the lock names the public registry or nothing, and every archive by its hash", () => {
    const archives = Object.entries(lock.packages).filter(([path, { link }]) => path !== "" && !link);
    for (const [path, { resolved, integrity }] of archives) {
      expect([path, resolved ?? "https://registry.npmjs.org/"]).toEqual([
        path,
        expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//),
      ]);
      expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
    }
  });
});

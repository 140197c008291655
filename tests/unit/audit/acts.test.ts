import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { acts, actWords } from "@/lib/audit/acts";
import { allPermissions } from "@/lib/identity/permissions";

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join("lib", name), "utf8"));

/** What stands where an act, a command or the name of a refusal is given. */
const NAMES = /(?:\bact: |\bcommand: |(?:transact|beforeAct)\(\w+, |moneyCommand<[^(]*\()"(\w+\.\w+)"/g;

describe("the words of the activity log", () => {
  it("name every act and every command of the bank", () => {
    const used = new Set(sources.flatMap((text) => [...text.matchAll(NAMES)].map((match) => match[1] as string)));
    expect(used.size).toBeGreaterThan(40);
    expect([...used].filter((act) => actWords(act) === act)).toEqual([]);
  });

  it("name every permission, because a refusal at a form's door is recorded under it", () => {
    expect(allPermissions.filter((permission) => actWords(permission) === permission)).toEqual([]);
  });

  it("have every act of their parts, and none of them in two", async () => {
    const parts = await Promise.all(
      readdirSync("lib/audit/acts").map(async (file) => {
        const name = file.replace(/\.ts$/, "");
        const part = (await import(`../../../lib/audit/acts/${name}.ts`)) as Record<string, object>;
        return Object.keys(part[name] ?? {});
      }),
    );
    expect(parts.every((words) => words.length > 0)).toBe(true);
    expect(parts.flat().sort()).toEqual(acts.map(({ act }) => act).sort());
  });

  it("show an act they do not know as it is named", () => {
    expect(actWords("dragon.slain")).toBe("dragon.slain");
    expect(actWords("toString")).toBe("toString");
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";

const lines: string[] = [];
vi.mock("pino", async (original) => {
  const { pino } = (await original()) as typeof import("pino");
  const open = (options: object) => pino({ ...options, level: "info" }, { write: (line: string) => lines.push(line) });
  return { pino: Object.assign(open, { stdTimeFunctions: pino.stdTimeFunctions }) };
});
const { logFailure } = await import("@/lib/web/log");

beforeEach(() => {
  lines.length = 0;
});

describe("control 55: the log", () => {
  it("keeps no message of an error, where drivers put what people typed, nor its cause's", () => {
    const cause = Object.assign(new Error("duplicate key (password)=(canary-7731)"), { code: "23505" });
    logFailure(new Error("canary-7731", { cause }), { reference: "r-1", act: "password.change" });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain("canary-7731");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      reference: "r-1",
      act: "password.change",
      cause: { code: "23505" },
    });
  });

  it("takes its named fields only, and a line break in one of them forges no second line", () => {
    const more = { reference: 'r-2\n{"level":60,"msg":"forged"}', path: "/a\r\nb", password: "canary-7731" };
    logFailure(new Error("x"), more);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd().split(/[\r\n]/)).toHaveLength(1);
    expect(lines[0]).not.toContain("canary-7731");
  });

  it("is the only one: the carrier of the cookie says nothing by itself, and no page writes to the console", () => {
    const carrier = readFileSync("lib/web/auth.ts", "utf8");
    expect(carrier).toContain("debug: false");
    expect(carrier).toContain("logger: { error: () => undefined, warn: () => undefined, debug: () => undefined }");
    const writing = ["app", "components", "db", "lib"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((file) => `${folder}/${file}`)
        .filter((file) => /\.tsx?$/.test(file) && /\bconsole\.|debug: true/.test(readFileSync(file, "utf8"))),
    );
    expect(writing).toEqual([]);
  });
});

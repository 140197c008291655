import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** A clone of the scripts alone, with a package list of its own: what `npm run up` does before it needs more. */
let clone: string;
const at = (...path: string[]) => join(clone, ...path);
const note = (text: object) => writeFileSync(at(".data", "running.json"), JSON.stringify(text));
const list = (packages: object) => JSON.stringify({ name: "clone", lockfileVersion: 3, packages });

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "countinghouse-start-"));
  cpSync("scripts", at("scripts"), { recursive: true });
  for (const folder of [".data", "node_modules", "bin"]) mkdirSync(at(folder));
  writeFileSync(at("package.json"), JSON.stringify({ name: "clone", type: "module" }));
  writeFileSync(at("package-lock.json"), list({ "node_modules/a": { version: "1.0.0" } }));
  // An npm that only says it was asked, and leaves behind what one that finished does.
  writeFileSync(
    at("bin", "npm"),
    `#!/bin/sh\necho "$@" >> "${at("asked")}"\ncp "${at("package-lock.json")}" "${at("node_modules", ".package-lock.json")}"\n`,
    { mode: 0o755 },
  );
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const env = () => ({ ...process.env, PATH: `${at("bin")}${delimiter}${process.env.PATH}` });
const up = (as: { uid?: number; gid?: number } = {}) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [at("scripts", "up.mjs")], { env: env(), ...as });
  return { said: `${stdout}${stderr}`, status };
};
const asked = () => (existsSync(at("asked")) ? readFileSync(at("asked"), "utf8").trim() : "");

describe("npm run up", () => {
  test("sees through the note of a start that was killed, and of a process that merely got its number", () => {
    for (const pid of [2 ** 22 + 1, process.pid]) {
      note({ pid, origin: "http://localhost:1" });
      expect(up().said).toContain("Packages …");
    }
  });

  test("leaves a start that is under way alone, and says which process it is", async () => {
    mkdirSync(at("other"));
    writeFileSync(at("other", "up.mjs"), "setInterval(() => undefined, 1000); console.log('here');");
    const other = spawn(process.execPath, [at("other", "up.mjs")]);
    try {
      await new Promise((here) => other.stdout.once("data", here));
      note({ pid: other.pid });
      expect(up()).toMatchObject({
        said: expect.stringContaining(`Another start is under way in this folder (process ${other.pid}).`),
        status: 0,
      });
      expect(JSON.parse(readFileSync(at(".data", "running.json"), "utf8"))).toEqual({ pid: other.pid });
    } finally {
      other.kill("SIGKILL");
    }
  });

  test("says what to do about a folder that cannot be written", () => {
    rmSync(at(".data"), { recursive: true });
    // Nobody is asked for by root, whom no folder stops.
    const root = process.getuid?.() === 0;
    if (root) spawnSync("chmod", ["-R", "go+rX", clone]);
    else spawnSync("chmod", ["a-w", clone]);
    const { said, status } = up(root ? { uid: 65_534, gid: 65_534 } : {});
    if (!root) spawnSync("chmod", ["u+w", clone]);
    expect(said).toContain(`The folder ${clone} cannot be written.`);
    expect(said).toContain("copy the project to a folder of your own");
    expect(status).toBe(1);
  });

  test("installs when nothing is installed, when an installation stopped half-way, and when a package is missing, and else not", () => {
    up();
    expect(asked()).toBe("ci --include=dev --include=optional");
    rmSync(at("asked"));
    up();
    expect(asked()).toBe("");

    // Half-way: npm empties the folder first, and the word of the last installation with it.
    rmSync(at("node_modules"), { recursive: true });
    mkdirSync(at("node_modules", "a"), { recursive: true });
    up();
    expect(asked()).toMatch(/^ci /);
    rmSync(at("asked"));

    // The list changed since.
    writeFileSync(at("package-lock.json"), list({ "node_modules/b": { version: "1.0.0" } }));
    up();
    expect(asked()).toMatch(/^ci /);
  });

  test("asks for all three addresses of a server of one's own when it is given some", () => {
    const script = `import { readSettings } from ${JSON.stringify(at("scripts", "lib", "settings.mjs"))};
      try { readSettings(); } catch (error) { console.log(error.message); }`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...env(), DATABASE_ADMIN_URL: "", DATABASE_JOBS_URL: "", DATABASE_URL: "postgres://bank_app@db/bank" },
    });
    expect(`${stdout}`).toContain("DATABASE_ADMIN_URL and DATABASE_JOBS_URL is missing");
  });
});

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf, ROOT } from "./project.mjs";
import { mustRun } from "./run-command.mjs";

const SOURCES = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

export const BUILD = ".next";
/** Built beside the bank that is being served. */
export const TEST_BUILD = ".data/build-test";

export const NEXT = join(ROOT, "node_modules", "next", "dist", "bin", "next");

/** Whether this folder holds a finished build of exactly these sources. */
export function isBuilt(distDir, sources = hashOf(SOURCES)) {
  const mark = join(ROOT, distDir, "countinghouse-sources");
  return existsSync(join(ROOT, distDir, "BUILD_ID")) && existsSync(mark) && readFileSync(mark, "utf8") === sources;
}

/** Builds the pages unless they are built. The build itself speaks to no database and to no network. */
export async function build(distDir, options = {}) {
  const sources = hashOf(SOURCES);
  if (isBuilt(distDir, sources)) return "nothing to do";
  const mark = join(ROOT, distDir, "countinghouse-sources");
  rmSync(mark, { force: true });
  const env = { NODE_ENV: "production", ...(distDir === BUILD ? {} : { NEXT_DIST_DIR: distDir }) };
  await mustRun("The build", process.execPath, [NEXT, "build"], { ...options, env });
  writeFileSync(mark, sources);
}

// `npm run check`: what is cheap enough to run before every commit. Types, lint, format, and the tests without a database.
import { format, lint, types, vitest } from "./lib/checks.mjs";
import { checkNode, install } from "./lib/install.mjs";
import { Sentence } from "./lib/project.mjs";
import { report } from "./lib/report.mjs";

try {
  checkNode();
  await install();
  const { check, end } = report();
  await check("Types", types);
  await check("Lint", lint);
  await check("Format", format);
  await check("Unit", () => vitest("unit"));
  end();
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  process.exitCode = 1;
}

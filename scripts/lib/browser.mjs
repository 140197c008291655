// A Chromium for the browser tests: one that is there, else Playwright's own, else the distribution's.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Sentence } from "./project.mjs";
import { runCommand } from "./run-command.mjs";

const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "msedge",
];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Finds or installs a browser that really starts, and answers how playwright.config.ts shall start it. */
export async function findBrowser() {
  const wanted = process.env.PW_CHROMIUM;
  if (wanted) {
    if (await starts(wanted)) return system(wanted);
    throw new Sentence(`PW_CHROMIUM names ${wanted}, and that does not start as a browser.`);
  }
  const found = (await own()) ?? (await installed());
  if (found) return found;
  await runCommand("npx", ["playwright", "install", "chromium"]);
  const fetched = await own();
  if (fetched) return fetched;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    await runCommand("apt-get", ["update"], { env: { DEBIAN_FRONTEND: "noninteractive" } });
    for (const name of ["chromium-headless-shell", "chromium"]) {
      await runCommand("apt-get", ["install", "-y", "--no-install-recommends", name], {
        env: { DEBIAN_FRONTEND: "noninteractive" },
      });
      const packaged = await installed();
      if (packaged) return packaged;
    }
  }
  throw new Sentence(
    "There is no Chromium here and none could be installed. Install one from your system's packages (chromium), or set PW_CHROMIUM to its path.",
  );
}

async function own() {
  return (await starts(undefined)) ? { CHROMIUM: "", CHROMIUM_IS_SYSTEM: "" } : null;
}

async function installed() {
  for (const path of [...NAMES.map(onPath), ...ELSEWHERE]) {
    if (path && existsSync(path) && (await starts(path))) return system(path);
  }
  return null;
}

const system = (path) => ({ CHROMIUM: path, CHROMIUM_IS_SYSTEM: "1" });

function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders
    .map((folder) => join(folder, process.platform === "win32" ? `${name}.exe` : name))
    .find((path) => existsSync(path));
}

/** A browser may be there and lack a library of the system: only a start tells. */
async function starts(executablePath) {
  const { chromium } = await import("@playwright/test");
  try {
    const browser = await chromium.launch({
      executablePath,
      args: executablePath ? ["--no-sandbox"] : [],
      timeout: 20_000,
    });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

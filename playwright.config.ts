import { defineConfig } from "@playwright/test";

// `npm test` finds the browser and starts the bank; both are named to this file through the environment.
const { BANK_URL = "http://localhost:3000", CHROMIUM, CHROMIUM_IS_SYSTEM, PLAYWRIGHT_JSON } = process.env;

// A distribution's browser has no sandbox under root, and its background services disturb measured screens.
const systemFlags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"];

const MAIN_JOB = /main-job\.spec\.ts/;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // What passes only at the second try is told with what the server wrote meanwhile (`npm test`).
  retries: 1,
  // A person's code counts once: a test may have to wait until two others have had theirs, half a minute each.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: PLAYWRIGHT_JSON ? [["list"], ["json", { outputFile: PLAYWRIGHT_JSON }]] : [["list"]],
  use: {
    baseURL: BANK_URL,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    colorScheme: "light",
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
      args: CHROMIUM_IS_SYSTEM ? systemFlags : [],
    },
  },
  projects: [
    { name: "setup", testMatch: /.*\.setup\.ts/ },
    { name: "access", testDir: "tests/e2e/access", dependencies: ["setup"] },
    { name: "journeys", testDir: "tests/e2e/journeys", testIgnore: MAIN_JOB, dependencies: ["setup"] },
    // It closes banking days, which nobody may work in meanwhile: last and alone.
    { name: "main", testMatch: MAIN_JOB, dependencies: ["access", "journeys"] },
  ],
});

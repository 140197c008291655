import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/[\\/]$/, "");

/** Nothing listens there: a test that needs a database asks for one of its own. */
const NOWHERE = "postgres://nobody:nothing@127.0.0.1:1/none";

// The bank that `npm test` serves for the API tests: they look into its database, with its secrets.
const SERVED = ["DATABASE_URL", "DATABASE_JOBS_URL", "AUTH_SECRET", "PASSWORD_PEPPER", "BANK_DATA_KEY"];
const served = Object.fromEntries(SERVED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

// Tests with a database clone one template, made once per run.
const onDatabase = { globalSetup: ["tests/support/global-setup.ts"], hookTimeout: 60_000, testTimeout: 60_000 };

export default defineConfig({
  resolve: { alias: { "server-only": `${root}/tests/support/empty.ts`, "@": root } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    env: {
      BANK_MODE: "demo",
      DATABASE_URL: NOWHERE,
      DATABASE_JOBS_URL: NOWHERE,
      AUTH_SECRET: "test-secret-test-secret-test-secret",
      PASSWORD_PEPPER: "test-pepper-test-pepper-test-pepper",
      BANK_DATA_KEY: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      LOG_LEVEL: "silent",
    },
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], testTimeout: 60_000 } },
      { extends: true, test: { name: "service", include: ["tests/service/**/*.test.ts"], ...onDatabase } },
      {
        extends: true,
        test: {
          name: "api",
          include: ["tests/api/**/*.test.ts"],
          env: process.env.BANK_URL ? served : {},
          ...onDatabase,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          globalSetup: ["tests/faults/build.ts"],
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

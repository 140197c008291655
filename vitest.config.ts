import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("./", import.meta.url));

export default defineConfig({
  resolve: { alias: { "server-only": `${root}tests/support/empty.ts`, "@": root.slice(0, -1) } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    env: {
      BANK_MODE: "demo",
      DATABASE_URL: "postgres://unset@127.0.0.1:1/unset",
      DATABASE_JOBS_URL: "postgres://unset@127.0.0.1:1/unset",
      AUTH_SECRET: "test-secret-test-secret-test-secret",
      PASSWORD_PEPPER: "test-pepper-test-pepper-test-pepper",
      BANK_DATA_KEY: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    },
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "service",
          include: ["tests/service/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
    ],
  },
});

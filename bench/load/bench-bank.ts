import { randomBytes, randomUUID } from "node:crypto";
import { connect, type Database } from "@/db/client";
import { migrate } from "@/db/migrate";
import type { Ctx, SystemActor } from "@/lib/core/context";
import { addDays, type BusinessDate, businessDate } from "@/lib/core/dates";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { startThrowAway } from "../../scripts/lib/throw-away.mjs";

// A throw-away bank has throw-away keys.
Object.assign(process.env, {
  DATABASE_URL: "postgres://unused@127.0.0.1/unused",
  DATABASE_JOBS_URL: "postgres://unused@127.0.0.1/unused",
  AUTH_SECRET: randomUUID(),
  PASSWORD_PEPPER: randomUUID(),
  BANK_DATA_KEY: randomBytes(32).toString("base64"),
});

/** An empty bank on a database server of its own; `admin` has one connection, for the loader's temporary tables. */
export type BenchBank = {
  admin: Database;
  app: Database;
  jobs: Database;
  system: Ctx<SystemActor, Database>;
  url: string;
};

export const FIRST_DAY: BusinessDate = businessDate("2026-03-02");

const json = process.argv.includes("--json");

/** A number given as `--name=NUMBER`. */
export function option(name: string, otherwise: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given ? Number(given.slice(name.length + 3)) : otherwise;
}

/** A line for the person who waits; with `--json` beside the result. */
export const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`);

/** Runs a measurement on a bank of its own and prints what it answers when `--json` asks for it. */
export async function onBenchBank(
  settings: Record<string, string>,
  measure: (bank: BenchBank) => Promise<unknown>,
): Promise<void> {
  const cluster = await startThrowAway("bench", settings);
  try {
    const urls = {
      adminUrl: cluster.adminUrl("bank"),
      appUrl: cluster.appUrl("bank"),
      jobsUrl: cluster.jobsUrl("bank"),
    };
    await migrate({ ...urls, mode: "demo" });
    const bank = {
      admin: connect(urls.adminUrl, "admin", { max: 1 }),
      app: connect(urls.appUrl, "app", { max: 10 }),
      jobs: connect(urls.jobsUrl, "jobs"),
    };
    const actor: SystemActor = { kind: "system", job: "bench" };
    const system = { actor, channel: "job", db: bank.jobs, businessDate: FIRST_DAY, requestId: "bench" } as const;
    const result = await measure({ ...bank, system, url: urls.adminUrl });
    await Promise.all([bank.admin, bank.app, bank.jobs].map((db) => db.$client.end({ timeout: 5 })));
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  } catch (error) {
    process.exitCode = 1;
    console.error(error);
  } finally {
    await cluster.discard();
  }
}

/** Cuts and closes the day, as operations do, and answers the next one. */
export async function endDay({ system }: BenchBank, day: BusinessDate): Promise<BusinessDate> {
  await cutDay({ ...system, businessDate: day }, day);
  await closeDay({ ...system, businessDate: addDays(day, 1) }, day);
  return addDays(day, 1);
}

/** How long something takes, in seconds, said when it is done. */
export async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  const seconds = Math.round(performance.now() - started) / 1000;
  say(`${what.padEnd(28)} ${seconds.toFixed(1)} s`);
  return seconds;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const round = (value: number): number => Math.round(value * 1000) / 1000;

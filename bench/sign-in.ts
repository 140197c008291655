// Sign-ins: an unknown name, a wrong password and a try too many side by side, and transfers beside 50 sign-ins a second.
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { connect, sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import type { Ctx, SystemActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import { createStaff } from "@/lib/identity/create-staff";
import { FRONT_DOOR } from "@/lib/identity/permissions";
import { signIn } from "@/lib/identity/sign-in";
import { createTransfer } from "@/lib/payments/create-transfer";
import { startThrowAway } from "../scripts/lib/throw-away.mjs";
import { newKey, testBank } from "../tests/support/bank";

const json = process.argv.includes("--json");
const option = (name: string, otherwise: number) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
const samples = option("samples", 200);
const seconds = option("seconds", 20);
const FLOOD_PER_SECOND = 50;
const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`);

Object.assign(process.env, {
  DATABASE_URL: "postgres://unused@127.0.0.1/unused",
  DATABASE_JOBS_URL: "postgres://unused@127.0.0.1/unused",
  AUTH_SECRET: randomUUID(),
  PASSWORD_PEPPER: randomUUID(),
  BANK_DATA_KEY: randomBytes(32).toString("base64"),
});

const cluster = await startThrowAway("bench", { shared_buffers: "256MB" });
const urls = { adminUrl: cluster.adminUrl("door"), appUrl: cluster.appUrl("door"), jobsUrl: cluster.jobsUrl("door") };
await migrate({ ...urls, mode: "test" });
const db = connect(urls.appUrl, "app");
try {
  const bank = await testBank(db);
  const job: Ctx<SystemActor> = { ...bank.system, actor: { kind: "system", job: "set-up" } };
  await createStaff(job, {
    signInName: "guessed",
    displayName: "Guessed",
    branchId: bank.branch("001").id,
    roles: ["teller"],
    password: "a lantern for the harbour",
  });
  const answers = await alikeTimes();
  const flood = await transfersBesideFlood(bank);
  if (json) process.stdout.write(`${JSON.stringify({ answers, flood })}\n`);
} finally {
  await db.$client.end({ timeout: 2 });
  await cluster.discard();
}

/** A wrong sign-in from an address, and how long its answer took. */
async function knock(signInName: string, ip: string): Promise<number> {
  const door: Ctx<SystemActor> = {
    actor: { kind: "system", job: FRONT_DOOR },
    channel: "self_service",
    db,
    businessDate: "2026-03-02" as never,
    requestId: randomUUID(),
    ip,
  };
  const from = performance.now();
  await signIn(door, { signInName, password: "not the password" }).catch((error: unknown) => {
    if (!isBankError(error)) throw error;
  });
  return performance.now() - from;
}

/** The three answers in turns, so that all meet the same machine (control 32). */
async function alikeTimes() {
  const sql = sqlOf(db);
  const forget = () => sql`delete from tries`;
  const times = { unknown: [] as number[], wrong: [] as number[], tooMany: [] as number[] };
  for (let warm = 0; warm < 20; warm += 1) {
    await forget();
    await knock("guessed", "192.0.2.1");
  }
  for (let sample = 0; sample < samples; sample += 1) {
    await forget();
    times.unknown.push(await knock(`nobody${sample}`, "192.0.2.1"));
    times.wrong.push(await knock("guessed", "192.0.2.2"));
    await sql`update tries set shut_until = bank_now() + interval '1 minute'`;
    times.tooMany.push(await knock("guessed", "192.0.2.2"));
  }
  const medians = { unknown: at(times.unknown, 0.5), wrong: at(times.wrong, 0.5), tooMany: at(times.tooMany, 0.5) };
  const spread = at(times.wrong, 0.75) - at(times.wrong, 0.25);
  const furthest = Math.max(...Object.values(medians)) - Math.min(...Object.values(medians));
  const [one, two, three] = [medians.unknown, medians.wrong, medians.tooMany].map((ms) => ms.toFixed(1));
  say(
    `Refused sign-in, median of ${samples}: unknown name ${one} ms, wrong password ${two} ms, a try too many ${three} ms; the middle half of wrong passwords spans ${spread.toFixed(1)} ms`,
  );
  return { medians, spreadMs: spread, furthestMs: furthest };
}

/** Transfers one after the other, quietly and beside wrong sign-ins of as many networks, which no network limit stops. */
async function transfersBesideFlood(bank: Awaited<ReturnType<typeof testBank>>) {
  const payer = await bank.customer("Amina Okafor");
  const [from, to] = [await bank.account(payer.id, 100_000_000n), await bank.account(payer.id)];
  const pay = async () => {
    const started = performance.now();
    const common = { remittance: undefined, beneficiaryId: undefined, present: undefined };
    await createTransfer(payer.ctx, { ...common, key: newKey(), from: from.id, to: to.iban, amount: "1.00" } as never);
    return performance.now() - started;
  };
  const run = async () => {
    const times: number[] = [];
    const until = performance.now() + seconds * 1000;
    while (performance.now() < until) {
      times.push(await pay());
      await pause(10);
    }
    return { count: times.length, p50Ms: at(times, 0.5), p99Ms: at(times, 0.99) };
  };
  await run();
  const quiet = await run();
  let knocks = 0;
  const open = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    knocks += 1;
    const one: Promise<unknown> = knock(`name${knocks}`, `2001:db8:${knocks.toString(16)}::1`).finally(() =>
      open.delete(one),
    );
    open.add(one);
  }, 1000 / FLOOD_PER_SECOND);
  const flooded = await run();
  clearInterval(timer);
  await Promise.all(open);
  const ratio = flooded.p99Ms / quiet.p99Ms;
  say(
    `Transfer p99 ${quiet.p99Ms.toFixed(1)} ms quiet, ${flooded.p99Ms.toFixed(1)} ms beside ${(knocks / seconds).toFixed(0)} sign-ins a second: ${ratio.toFixed(2)}×, bar 3×`,
  );
  return { quiet, flooded, signInsPerSecond: knocks / seconds, ratio };
}

function at(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? 0;
}

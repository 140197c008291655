// Fills an empty database (DATABASE_ADMIN_URL, DATABASE_JOBS_URL) with --customers=N, --postings=N and --busy=N more of one account, and proves it with --verify.
import { connect, sqlOf } from "@/db/client";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { fillAccounts } from "./accounts";
import { openBenchBank } from "./bank";
import { loadCustomers } from "./customers";
import { loadTransfers } from "./transfers";

const option = (name: string, otherwise: number) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
const count = option("customers", 1_000_000);
const postings = option("postings", 2 * count);

// One connection: the loader keeps what it works on in temporary tables.
const admin = connect(process.env.DATABASE_ADMIN_URL ?? "", "admin", { max: 1 });
const { serving, branch, productVersionId } = await openBenchBank(admin, 10);
await timed(`${count} customers`, () =>
  admin.transaction(async (tx) => {
    await unchecked(tx);
    await loadCustomers(tx, count, serving);
  }),
);
await timed(`${count} accounts`, () =>
  admin.transaction(async (tx) => {
    await unchecked(tx);
    await fillAccounts(tx, { count, perCustomer: 1, openingMinor: 1_000_00n, branch, productVersionId });
  }),
);
await timed(`${postings} postings`, () => loadTransfers(admin, postings));
const busy = option("busy", 0);
if (busy > 0)
  await timed(`${busy} of one account`, async () => loadTransfers(admin, busy, { payer: await someAccount() }));
await timed("statistics", () => sqlOf(admin)`vacuum (analyze)`);
if (process.argv.includes("--verify")) {
  const jobs = connect(process.env.DATABASE_JOBS_URL ?? "", "jobs");
  await timed("seals", () => sealRows(jobs));
  await timed("proof", async () => {
    const bad = firstBad(await verifyLedger(jobs));
    if (bad) throw new Error(`The ledger is not proved: ${bad}`);
  });
  await jobs.$client.end({ timeout: 5 });
}
await admin.$client.end({ timeout: 5 });

/** Checks and foreign keys row by row would take longer than what is measured; verify proves the result. */
async function unchecked(tx: Parameters<typeof loadCustomers>[0]) {
  await sqlOf(tx)`set local session_replication_role = replica`;
  await sqlOf(tx)`set local work_mem = '256MB'`;
  await sqlOf(tx)`set local maintenance_work_mem = '512MB'`;
}

/** The account that pays for all of them: of a customer who is looked at like any other. */
async function someAccount(): Promise<string> {
  const [row] = await sqlOf(admin)<{ id: string }[]>`select id from accounts order by id limit 1`;
  if (!row) throw new Error("There is no account");
  return row.id;
}

async function timed(what: string, work: () => Promise<unknown>) {
  const started = performance.now();
  await work();
  process.stdout.write(`${what.padEnd(20)} ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

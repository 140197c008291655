import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { migrate } from "@/db/migrate";
import { newId } from "@/lib/core/ids";
import { sealOf } from "@/lib/ledger/seal-queries";
import { verifyLedger } from "@/lib/ledger/verify";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";

let database: TestDatabase;
let bank: TestBank;
let pay: () => Promise<{ entryId: string }>;
/** An act that was written on the server before, and not yet sealed when its dump was taken. */
const unsealed = newId();

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const { id, ctx } = await bank.customer("Amina Okafor");
  const [from, to] = [await bank.account(id, 100_000n), await bank.account(id)];
  const transfer = { from: from.id, to: to.iban, amount: "1.00", remittance: undefined, beneficiaryId: undefined };
  pay = () => createTransfer(ctx, { ...transfer, key: newKey() });
  await pay();
  await sealAll(database);
});
afterAll(() => database.close());

/**
 * The bank as a dump leaves it that was taken on a server which had come further: what it says was written by transactions
 * that this server has yet to begin, up to the end of the chain and beyond.
 */
async function restored(): Promise<void> {
  const ahead = (id: string, xact: string) => sqlOf(database.admin)`
    insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id, epoch, xact)
    values (${id}, 'system', 'test', 'job', 'day.cut', 'done', 'test', 1, ${xact}::xid8)`;
  await ahead(newId(), "9000000000000");
  await setEpoch(2);
  await sealAll(database);
  await setEpoch(1);
  await ahead(unsealed, "9000000000001");
}

const setEpoch = (epoch: number) =>
  sqlOf(database.admin).unsafe(
    `create or replace function bank_epoch() returns smallint language sql stable as $$ select ${epoch}::smallint $$`,
  );

const migrated = () => {
  const { app: appUrl, jobs: jobsUrl, admin: adminUrl } = database.urls;
  return migrate({ adminUrl, appUrl, jobsUrl, mode: "test" });
};
const epochOf = async () => {
  const [row] = await sqlOf(database.db)<{ epoch: number }[]>`select bank_epoch() as epoch`;
  return Number(row?.epoch);
};
const bad = async () => (await verifyLedger(database.jobs)).flatMap((finding) => finding.bad ?? []);
const noted = () => sqlOf(database.db)<{ epoch: string; id: string }[]>`
  select subject_id as epoch, id from audit_events where act = 'ledger.restored' and actor_kind = 'system'`;

/** What a server says on this database before it serves anybody. */
async function started(): Promise<string> {
  const start = `import { refuseToStart } from "./db/refuse-to-start"; refuseToStart().then(() => { console.log("started"); process.exit(0); });`;
  const env = { ...process.env, DATABASE_URL: database.urls.app, DATABASE_JOBS_URL: database.urls.jobs };
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", start], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await new Promise((done) => child.once("close", done));
  return said.trim();
}

describe("a bank whose dump was loaded into another server (control 54)", () => {
  test("goes on in its epoch where nothing was restored, also beside a transaction that is still open", async () => {
    await database.db.transaction(async (tx) => {
      await sqlOf(tx)`select pg_current_xact_id()`;
      await pay();
      await migrated();
    });
    expect([await epochOf(), [...(await noted())]]).toEqual([1, []]);
  });

  test("would seal nothing any more: no server serves it before the migration", async () => {
    await restored();
    expect(await bad()).toContainEqual(`audit_events ${unsealed} inserted`);
    expect(await started()).toContain("This database was restored from another server.");
  });

  test("begins a new epoch with the migration, which the activity log says; what waited and what comes is sealed, and verify proves all of it", async () => {
    await migrated();
    expect(await epochOf()).toBe(2);
    const [note, ...others] = await noted();
    expect([note?.epoch, others]).toEqual(["2", []]);
    const { entryId } = await pay();
    await sealAll(database);
    for (const id of [unsealed, note?.id ?? ""]) expect(await sealOf(database.db, "audit_events", id)).not.toBeNull();
    expect(await sealOf(database.db, "journal_entries", entryId)).not.toBeNull();
    expect(await bad()).toEqual([]);
  });

  test("begins it once", async () => {
    await migrated();
    expect([await epochOf(), (await noted()).length]).toEqual([2, 1]);
    expect(await started()).toBe("started");
  });
});

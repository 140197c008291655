import { execFile } from "node:child_process";
import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sqlOf } from "@/db/client";
import { checkHead, type SignedHead, signHead } from "@/lib/ledger/heads";
import { verifyLedger } from "@/lib/ledger/verify";
import { testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";

const keyText = vi.hoisted(() => {
  const seed = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 7)]);
  process.env.BANK_SIGNING_KEY = seed.toString("base64");
  return process.env.BANK_SIGNING_KEY;
});

let database: TestDatabase;
let head: SignedHead;
const folder = mkdtempSync(join(tmpdir(), "heads-"));
beforeAll(async () => {
  database = await testDatabase();
  const bank = await testBank(database.db);
  await sealAll(database);
  await bank.account((await bank.customer()).id, 100n);
  await sealAll(database);
  head = (await signHead(database.db)) as SignedHead;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});

describe("a signed head (control 54)", () => {
  test("states the end of the chain, and still holds when the chain has grown", async () => {
    expect(
      createPrivateKey({ key: Buffer.from(keyText, "base64"), format: "der", type: "pkcs8" }).asymmetricKeyType,
    ).toBe("ed25519");
    expect(await checkHead(database.db, head)).toMatchObject({ bad: null, rows: BigInt(head.count) });
    await sqlOf(database.db)`
      insert into audit_events (id, actor_kind, actor_id, channel, act, result, request_id)
      values (${randomUUID()}, 'system', 'test', 'job', 'day.cut', 'done', 'test')`;
    await sealAll(database);
    expect(await checkHead(database.db, head)).toMatchObject({ bad: null });
    expect(BigInt((await signHead(database.db))?.number ?? 0)).toBe(BigInt(head.number) + 1n);
  });

  test("catches a tail that was cut with all that it sealed, which nothing else can", async () => {
    const last = (await signHead(database.db)) as SignedHead;
    const undo = new Error("undo");
    const cut = database.admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`set local session_replication_role = replica`;
      await sql`delete from audit_events where id in (select unnest(ids) from seals where number = ${last.number}::bigint)`;
      await sql`delete from seals where number = ${last.number}::bigint`;
      expect((await verifyLedger(tx)).filter(({ bad }) => bad !== null)).toEqual([]);
      expect((await checkHead(tx, last)).bad).toBe(
        `seals ${last.number} is missing: the chain was cut after ${head.number}`,
      );
      throw undo;
    });
    await expect(cut).rejects.toBe(undo);
  });

  test("names a chain that was written anew", async () => {
    const undo = new Error("undo");
    const forged = database.admin.transaction(async (tx) => {
      await sqlOf(tx)`set local session_replication_role = replica`;
      await sqlOf(tx)`update seals set hash = sha256(hash) where number = ${head.number}::bigint`;
      expect((await checkHead(tx, head)).bad).toBe(`seals ${head.number} is not the block of the head`);
      throw undo;
    });
    await expect(forged).rejects.toBe(undo);
  });

  test.each(["number", "hash", "sealedAt", "count", "signature"] as const)(
    "refuses a head whose %s was changed",
    async (field) => {
      const other = {
        number: "1",
        hash: "0".repeat(64),
        sealedAt: "2026-01-01T00:00:00.000000Z",
        count: "1",
        signature: Buffer.alloc(64).toString("base64"),
      };
      expect((await checkHead(database.db, { ...head, [field]: other[field] })).bad).toBe(
        "the signature of the head does not hold",
      );
    },
  );

  test("refuses a head signed with another key than the bank's", async () => {
    const stranger = generateKeyPairSync("ed25519")
      .publicKey.export({ format: "der", type: "spki" })
      .toString("base64");
    expect((await checkHead(database.db, { ...head, publicKey: stranger })).bad).toBe(
      "the head was signed with another key than the bank's",
    );
  });
});

describe("npm run verify", () => {
  const verify = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((done) => {
      const env = { ...process.env, DATABASE_URL: database.urls.app, DATABASE_JOBS_URL: database.urls.jobs };
      execFile("npx", ["tsx", "scripts/verify.ts", ...args], { env }, (error, out, err) =>
        done({ code: typeof error?.code === "number" ? error.code : 0, out: out + err }),
      );
    });

  test("writes a head, checks it, keeps each run, and ends with 1 when the head does not hold", async () => {
    const file = join(folder, "head.json");
    const written = await verify("--write-head", file);
    expect(written.out).toContain("The ledger is proved");
    expect(written.code).toBe(0);
    const kept = JSON.parse(readFileSync(file, "utf8")) as SignedHead;
    expect(await checkHead(database.db, kept)).toMatchObject({ bad: null });
    writeFileSync(file, JSON.stringify({ ...kept, hash: "0".repeat(64) }));
    const refused = await verify("--head", file);
    expect(refused.out).toContain("the signature of the head does not hold");
    expect(refused.code).toBe(1);
    const runs = await sqlOf(database.db)<
      { result: string; who: string }[]
    >`select result, actor_id as who from verify_runs order by ended_at`;
    expect(runs).toEqual([
      { result: "proved", who: "verify" },
      { result: "not_proved", who: "verify" },
    ]);
    expect(await sqlOf(database.db)`select 1 from audit_events where act = 'ledger.verified'`).toHaveLength(2);
    expect((await verify("--head", "package.json")).out).toContain("does not hold a head");
  }, 60_000);
});

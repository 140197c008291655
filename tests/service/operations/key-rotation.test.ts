import { createHmac, randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

const OLD = process.env.BANK_DATA_KEY as string;
const NEW = randomBytes(32).toString("base64");

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => {
  vi.unstubAllEnvs();
  return database.close();
});

/** The bank's programs as a start with these settings makes them. */
async function started(settings: Record<string, string>) {
  vi.resetModules();
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const [cipher, password, audit, rotation, documents, fit, typed] = await Promise.all([
    import("@/lib/audit/cipher"),
    import("@/lib/identity/password"),
    import("@/lib/audit/record"),
    import("@/lib/operations/rotate-keys"),
    import("@/lib/customers/identity-document"),
    import("@/lib/customers/assert-keys-fit"),
    import("@/lib/payments/typed-payments"),
  ]);
  return { ...cipher, ...password, ...audit, ...rotation, ...documents, ...fit, ...typed };
}
type Started = Awaited<ReturnType<typeof started>>;

const withOld = () => started({});
const withBoth = () => started({ BANK_DATA_KEY: NEW, BANK_DATA_KEY_OLD: OLD, BANK_RECORD_KEY: OLD });
const withNew = () => started({ BANK_DATA_KEY: NEW, BANK_RECORD_KEY: OLD });

const documents = new Map<CustomerId, { id: string; number: string }>();
const place = (id: string) => ({ table: "identity_documents", column: "number_cipher", id });

/** A customer with a document whose number is closed by these programs, and a data key of their own. */
async function customer(programs: Started): Promise<CustomerId> {
  const [{ id }, document] = [await bank.customer(), newId()];
  const number = `P${document.slice(-8).toUpperCase()}`;
  await sqlOf(database.db)`
    insert into identity_documents (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, issued_on, expires_on)
    values (${document}, ${id}, 'passport', 'AT', ${programs.encryptField(number, place(document))},
      ${programs.documentHash("AT", number)}, ${number.slice(-4)}, '2024-01-01', '2034-01-01')`;
  await database.db.transaction((tx) => programs.customerDataKey(tx, id));
  documents.set(id, { id: document, number });
  return id;
}

const rows = () => sqlOf(database.db)<
  { customer: CustomerId; id: string; cipher: string; hash: Buffer; wrapped: Buffer }[]
>`select d.customer_id as customer, d.id, d.number_cipher as cipher, d.number_hmac as hash, k.wrapped_key as wrapped
  from identity_documents d join customer_keys k on k.customer_id = d.customer_id`;

/** Everything opens: the number, the customer's key, and the number is found by its hash. */
async function expectAllOpen({ decryptField, unwrapDataKey, documentHash }: Started) {
  for (const row of await rows()) {
    const document = documents.get(row.customer);
    expect(decryptField(row.cipher, place(row.id))).toBe(document?.number);
    expect(unwrapDataKey(row.wrapped, row.customer)).toHaveLength(32);
    expect(documentHash("AT", document?.number ?? "")).toEqual(row.hash);
  }
}

describe("the bank's data key (controls 58, 59)", () => {
  let kept: Map<CustomerId, Buffer>;

  test("closed by the old key, everything opens beside the new one, which closes what comes", async () => {
    const old = await withOld();
    for (let n = 0; n < 3; n += 1) await customer(old);
    kept = new Map((await rows()).map((row) => [row.customer, old.unwrapDataKey(row.wrapped, row.customer)]));
    const both = await withBoth();
    await customer(both);
    await expectAllOpen(both);
    expect(new Set((await rows()).map(({ cipher }) => cipher.split(".")[1])).size).toBe(2);
    await expect(withNew().then(expectAllOpen)).rejects.toThrow("a key that this bank does not have");
  });

  test("is changed beside a bank that works: in batches, resumable, and what changes meanwhile is left as it was made", async () => {
    const both = await withBoth();
    const ctx = { ...bank.system, db: database.jobs };
    const busy = customer(both);
    const [first, second] = await Promise.all([both.rotateKeys(ctx), both.rotateKeys(ctx)]);
    await busy;
    const sum = (table: string) =>
      [...first, ...second].filter((one) => one.table === table).reduce((all, one) => all + one.rows, 0);
    expect([sum("identity_documents"), sum("customer_keys")]).toEqual([3, 3]);
    expect((await both.rotateKeys(ctx)).every((one) => one.rows === 0)).toBe(true);
    const [act] = await sqlOf(database.db)`
      select count(*)::int as n from audit_events where act = 'keys.rotated' and actor_id = ${bank.system.actor.job}`;
    expect(act?.n).toBeGreaterThan(0);
  });

  test("closes anew what was typed and waits for its check page", async () => {
    const teller = await bank.staff("teller");
    const id = await (await withOld()).keepTypedPayment(teller, { amount: "80.00" });
    await (await withBoth()).rotateKeys({ ...bank.system, db: database.jobs });
    expect(await (await withNew()).typedPayment(teller, id)).toEqual({ amount: "80.00" });
  });

  test("stopped at any batch, what it closed anew is recorded with it", async () => {
    const old = await withOld();
    for (let n = 0; n < 2; n += 1) await customer(old);
    const both = await withBoth();
    const ctx = { ...bank.system, db: database.jobs };
    const stopped = (at: string) =>
      both.rotateKeys(ctx, ({ table }) => {
        if (table === at) throw new Error("stopped");
      });
    const acts = async () =>
      (
        await sqlOf(database.db)<
          { n: number }[]
        >`select count(*)::int as n from audit_events where act = 'keys.rotated'`
      )[0]?.n ?? 0;
    const before = await acts();
    await expect(stopped("identity_documents")).rejects.toThrow("stopped");
    expect(await acts()).toBe(before + 1);
    await expect(stopped("customer_keys")).rejects.toThrow("stopped");
    expect(await acts()).toBe(before + 2);
    expect((await both.rotateKeys(ctx)).every((one) => one.rows === 0)).toBe(true);
    expect(await acts(), "nothing was left to close").toBe(before + 2);
  });

  test("afterwards the old one is not needed, and each customer's own key is what it was", async () => {
    const fresh = await withNew();
    await expectAllOpen(fresh);
    for (const row of await rows())
      if (kept.has(row.customer))
        expect(fresh.unwrapDataKey(row.wrapped, row.customer)).toEqual(kept.get(row.customer));
    await expect(withOld().then(expectAllOpen)).rejects.toThrow();
  });

  test("what was closed before keys had names opens too, and is given the name of the current one", async () => {
    const fresh = await withNew();
    const id = await customer(fresh);
    const [row] = (await rows()).filter((one) => one.customer === id);
    const unnamed = row?.cipher.split(".").with(1, "k1").join(".") ?? "";
    await sqlOf(database.admin)`update identity_documents set number_cipher = ${unnamed} where customer_id = ${id}`;
    await sqlOf(
      database.admin,
    )`update customer_keys set wrapped_key = ${row?.wrapped.subarray(4) ?? null} where customer_id = ${id}`;
    await expectAllOpen(await withBoth());
    await expectAllOpen(fresh);
    await fresh.rotateKeys({ ...bank.system, db: database.jobs });
    const [renewed] = (await rows()).filter((one) => one.customer === id);
    expect(renewed?.cipher.startsWith(fresh.currentFieldForm())).toBe(true);
    expect(renewed?.wrapped).toHaveLength(64);
  });

  test("is asked for at the start of a server, which names the one that is not this bank's and serves nobody", async () => {
    const fits = async (settings: Record<string, string>) => (await started(settings)).assertKeysFit(database.db);
    await fits({ BANK_DATA_KEY: NEW, BANK_DATA_KEY_OLD: OLD, BANK_RECORD_KEY: OLD });
    await fits({ BANK_DATA_KEY: NEW, BANK_RECORD_KEY: OLD });
    await expect(fits({ BANK_DATA_KEY: NEW })).rejects.toThrow(/^BANK_RECORD_KEY is not the key of this bank/);
    await expect(fits({ BANK_DATA_KEY: OLD })).rejects.toThrow(/^BANK_DATA_KEY does not open what this bank keeps/);
  });

  test("a value moved to another row opens under no key", async () => {
    const both = await withBoth();
    const [one, other] = await rows();
    expect(() => both.decryptField(one?.cipher ?? "", place(other?.id ?? ""))).toThrow();
  });
});

describe("the pepper (control 59)", () => {
  const [first, next] = ["first-pepper-".repeat(4), "another-pepper-".repeat(4)];

  test("of before proves a password, whose hash is due to be made anew with the current one", async () => {
    const old = await started({ PASSWORD_PEPPER: first });
    const stored = await old.hashPassword("correct horse battery");
    expect(old.needsRehash(stored)).toBe(false);
    const both = await started({ PASSWORD_PEPPER: next, PASSWORD_PEPPER_OLD: first });
    expect(await both.verifyPassword(stored, "correct horse battery")).toBe(true);
    expect(await both.verifyPassword(stored, "correct horse staple")).toBe(false);
    expect(both.needsRehash(stored)).toBe(true);
    const renewed = await both.hashPassword("correct horse battery");
    expect(both.needsRehash(renewed)).toBe(false);
    const fresh = await started({ PASSWORD_PEPPER: next, PASSWORD_PEPPER_OLD: "" });
    expect(await fresh.verifyPassword(renewed, "correct horse battery")).toBe(true);
    expect(await fresh.verifyPassword(stored, "correct horse battery")).toBe(false);
  });

  test("under its first name is the oldest the bank has", async () => {
    const peppered = createHmac("sha256", first).update("correct horse battery").digest("base64");
    const stored = `p1${await hash(peppered, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })}`;
    const both = await started({ PASSWORD_PEPPER: next, PASSWORD_PEPPER_OLD: first });
    expect(await both.verifyPassword(stored, "correct horse battery")).toBe(true);
    expect(both.needsRehash(stored)).toBe(true);
  });
});

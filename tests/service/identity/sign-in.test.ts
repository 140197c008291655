import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BranchId, newId, type UserId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/identity/password";
import { activateSession } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/sign-in";
import { signOut } from "@/lib/identity/sign-out";
import { hashSecret, newToken } from "@/lib/identity/token";
import { readSession, touchSession } from "@/lib/web/read-session";
import { type TestDatabase, testDatabase } from "../../support/database";
import { customer, foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

let bank: TestDatabase;
let branchId: BranchId;
let teller: Ctx<StaffActor>;
let names = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
});
beforeEach(async () => {
  names += 1;
  teller = await hire(bank.db, `teller${names}`, branchId, "teller");
});
afterAll(() => bank.close());

const signInAs = (signInName: string, password = PASSWORD, carried?: string) =>
  signIn(frontDoor(bank.db), { signInName, password, carried });
const name = () => `teller${names}`;
async function begin(carried?: string): Promise<string> {
  const { ticket } = await signInAs(name(), PASSWORD, carried);
  expect(await activateSession(bank.db, ticket)).toBe(teller.actor.userId);
  return ticket;
}
/** The owner of the database moves a session's clock; the server itself could not insert such a row. */
const move = (token: string, column: "touched_at" | "expires_at" | "created_at", by: string) =>
  sqlOf(
    bank.admin,
  )`update sessions set ${sqlOf(bank.admin)(column)} = ${sqlOf(bank.admin)(column)} - ${by}::interval where token_hash = ${hashSecret(token)}`;

describe("signing in", () => {
  it("opens a session that brings the person with roles and branch, and is recorded", async () => {
    const token = await begin();
    const session = await readSession(bank.db, token);
    expect(session).toMatchObject({
      kind: "staff",
      userId: teller.actor.userId,
      roles: ["teller"],
      branchId,
      branchName: "Main Street",
      day: "2026-03-02",
      bank: "Test Bank",
      till: null,
    });
    const events = (await logged(bank.db, "session.started")).filter((event) => event.actorId === teller.actor.userId);
    expect(events).toEqual([
      { result: "done", reason: null, actorId: teller.actor.userId, subjectId: session?.sessionId, ip: "192.0.2.7" },
    ]);
  });

  it("takes the user name in any case and with outer spaces", async () => {
    await expect(signInAs(` ${name().toUpperCase()} `)).resolves.toMatchObject({
      person: { kind: "staff", roles: ["teller"] },
    });
  });

  it("control 32: answers an unknown user, a wrong password and a disabled user alike, and records each", async () => {
    const before = (await logged(bank.db, "session.start")).length;
    await expect(signInAs("nobody.here")).rejects.toMatchObject({
      code: "unauthenticated",
      reason: "wrong_credentials",
    });
    await expect(signInAs(name(), "not the password")).rejects.toMatchObject({
      code: "unauthenticated",
      reason: "wrong_credentials",
    });
    await sqlOf(bank.db)`update users set disabled_at = bank_now() where id = ${teller.actor.userId}`;
    await expect(signInAs(name())).rejects.toMatchObject({ code: "unauthenticated", reason: "wrong_credentials" });
    const refused = (await logged(bank.db, "session.start")).slice(before);
    expect(refused.map((event) => [event.result, event.reason])).toEqual(
      Array(3).fill(["refused", "wrong_credentials"]),
    );
    expect(refused.map((event) => event.actorId)).toEqual(["front door", teller.actor.userId, teller.actor.userId]);
  });

  it("control 15: keeps no token and no password that a dump would show", async () => {
    const token = await begin();
    const [row] = await sqlOf(bank.db)<{ hash: Buffer; all: string }[]>`
      select s.token_hash as hash, row_to_json(s)::text || row_to_json(u)::text as all
      from sessions s join users u on u.id = s.user_id where token_hash = ${hashSecret(token)}`;
    expect(row?.hash).toEqual(hashSecret(token));
    expect(row?.all).not.toContain(token);
    expect(row?.all).not.toContain(PASSWORD);
  });

  it("control 23: stores Argon2id with m=19456, t=2, p=1 over a pepper, and renews a weaker hash", async () => {
    const [stored] = await sqlOf(bank.db)<
      { hash: string }[]
    >`select password_hash as hash from users where id = ${teller.actor.userId}`;
    expect(stored?.hash).toMatch(/^[0-9a-f]{8}\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { hash } = await import("@node-rs/argon2");
    const { createHmac } = await import("node:crypto");
    const peppered = createHmac("sha256", process.env.PASSWORD_PEPPER ?? "")
      .update(PASSWORD)
      .digest("base64");
    const weak = `p1${await hash(peppered, { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 })}`;
    await sqlOf(bank.db)`update users set password_hash = ${weak} where id = ${teller.actor.userId}`;
    await signInAs(name());
    const [renewed] = await sqlOf(bank.db)<
      { hash: string }[]
    >`select password_hash as hash from users where id = ${teller.actor.userId}`;
    expect(renewed?.hash).toMatch(/^[0-9a-f]{8}\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(signInAs(name())).resolves.toBeDefined();
  });

  it("hashes the same password differently each time", async () => {
    expect(await hashPassword(PASSWORD)).not.toBe(await hashPassword(PASSWORD));
  });
});

describe("the ticket of a sign-in", () => {
  it("is no session before it is taken up, and works once", async () => {
    const { ticket } = await signInAs(name());
    expect(await readSession(bank.db, ticket)).toBeNull();
    expect(await activateSession(bank.db, ticket)).toBe(teller.actor.userId);
    expect(await activateSession(bank.db, ticket)).toBeNull();
    expect(await readSession(bank.db, ticket)).not.toBeNull();
  });

  it("is taken up by one of two who try at once", async () => {
    const { ticket } = await signInAs(name());
    const answers = await Promise.all([activateSession(bank.db, ticket), activateSession(bank.db, ticket)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("is refused after a minute, and when it was never issued", async () => {
    const { ticket } = await signInAs(name());
    await move(ticket, "created_at", "61 seconds");
    expect(await activateSession(bank.db, ticket)).toBeNull();
    expect(await activateSession(bank.db, newToken())).toBeNull();
    expect(await activateSession(bank.db, "'; drop table sessions --")).toBeNull();
  });
});

describe("the end of a session", () => {
  it("control 17: comes after 15 idle minutes, by the database's clock", async () => {
    const token = await begin();
    await move(token, "touched_at", "14 minutes 55 seconds");
    expect(await readSession(bank.db, token)).not.toBeNull();
    await move(token, "touched_at", "10 seconds");
    expect(await readSession(bank.db, token)).toBeNull();
  });

  it("control 17: comes ten hours after it began, however busy it was", async () => {
    const token = await begin();
    await move(token, "expires_at", "9 hours 59 minutes");
    expect(await readSession(bank.db, token)).not.toBeNull();
    await move(token, "expires_at", "2 minutes");
    expect(await readSession(bank.db, token)).toBeNull();
  });

  it("control 17: comes for a customer after five idle minutes, and after eight hours", async () => {
    const officers = await Promise.all(
      ["a", "b"].map((one) => hire(bank.db, `officer${one}${names}`, branchId, "teller")),
    );
    const [maker, checker] = officers.map(({ actor }) => actor.userId) as [UserId, UserId];
    const customerId = await customer(bank.db, branchId, { maker, checker });
    const userId = newId<"user">();
    await sqlOf(bank.db)`
      insert into users (id, kind, sign_in_name, customer_id, password_hash)
      select ${userId}, 'customer', ${`client${names}`}, ${customerId}, password_hash from users where id = ${maker}`;
    const opened = async () => {
      const { ticket } = await signInAs(`client${names}`);
      expect(await activateSession(bank.db, ticket)).toBe(userId);
      return ticket;
    };
    const idle = await opened();
    await move(idle, "touched_at", "4 minutes 55 seconds");
    expect(await readSession(bank.db, idle)).not.toBeNull();
    await move(idle, "touched_at", "10 seconds");
    expect(await readSession(bank.db, idle)).toBeNull();
    const busy = await opened();
    await move(busy, "expires_at", "7 hours 59 minutes");
    expect(await readSession(bank.db, busy)).not.toBeNull();
    await move(busy, "expires_at", "2 minutes");
    expect(await readSession(bank.db, busy)).toBeNull();
  });

  it("is put off by activity, with at most one write a minute", async () => {
    const token = await begin();
    const fresh = await readSession(bank.db, token);
    expect(fresh?.stale).toBe(false);
    await move(token, "touched_at", "10 minutes");
    const stale = await readSession(bank.db, token);
    expect(stale?.stale).toBe(true);
    if (stale) await touchSession(bank.db, stale);
    expect((await readSession(bank.db, token))?.stale).toBe(false);
  });

  it("control 16: comes for the old session when the same browser signs in again", async () => {
    const first = await begin();
    const second = await begin(first);
    expect(await readSession(bank.db, first)).toBeNull();
    expect(await readSession(bank.db, second)).not.toBeNull();
  });

  it("control 18: comes with signing out, is recorded, and repeating it is harmless", async () => {
    const token = await begin();
    const session = await readSession(bank.db, token);
    const ctx = { ...teller, actor: { ...teller.actor, sessionId: session?.sessionId ?? null } };
    await signOut(ctx);
    await signOut(ctx);
    expect(await readSession(bank.db, token)).toBeNull();
    const ended = (await logged(bank.db, "session.ended")).filter((event) => event.subjectId === session?.sessionId);
    expect(ended).toHaveLength(1);
  });

  it("control 18: comes on the next request when the user is disabled or all sessions are called back", async () => {
    const token = await begin();
    await sqlOf(bank.db)`update users set sessions_valid_after = bank_now() where id = ${teller.actor.userId}`;
    expect(await readSession(bank.db, token)).toBeNull();
    const again = await begin();
    await sqlOf(bank.db)`update users set disabled_at = bank_now() where id = ${teller.actor.userId}`;
    expect(await readSession(bank.db, again)).toBeNull();
  });

  it("control 6: a role taken away is gone on the next request with the same cookie", async () => {
    const token = await begin();
    await sqlOf(bank.db)`delete from user_roles where user_id = ${teller.actor.userId}`;
    expect(await readSession(bank.db, token)).toMatchObject({ roles: [] });
  });
});

describe("failing closed", () => {
  /** What a person's row says that no session may say: the owner of the database writes it past every check. */
  const spoilt: [string, (userId: UserId) => Promise<unknown>, () => Promise<unknown>][] = [
    [
      "a role that nobody knows",
      (id) => sqlOf(bank.admin)`insert into user_roles (user_id, role) values (${id}, 'emperor')`,
      () => sqlOf(bank.admin)`delete from user_roles where role = 'emperor'`,
    ],
    [
      "a role that is a piece of JSON",
      (id) => sqlOf(bank.admin)`insert into user_roles (user_id, role) values (${id}, '{"role": "administrator"}')`,
      () => sqlOf(bank.admin)`delete from user_roles where role like '{%'`,
    ],
    [
      "no name",
      (id) => sqlOf(bank.admin)`update users set display_name = null where id = ${id}`,
      () => sqlOf(bank.admin)`update users set display_name = 'X' where display_name is null and kind = 'staff'`,
    ],
    [
      "a till of an unknown kind of state",
      async (id) => {
        const [till] = await sqlOf(bank.admin)`
          insert into cash_points (id, branch_id, kind, name, number) values (${newId()}, ${branchId}, 'till', 'Till', 1) returning id`;
        await sqlOf(bank.admin)`
          insert into till_sessions (id, till_id, user_id, opened_on, status) values (${newId()}, ${till?.id}, ${id}, '2026-03-02', 'ajar')`;
      },
      () => sqlOf(bank.admin)`delete from till_sessions`,
    ],
  ];
  it.each(spoilt)(
    "control 57: a session with %s is none: the request fails, and nobody is let in or told that they are out",
    async (_, spoil, mend) => {
      const token = await begin();
      const sql = sqlOf(bank.admin);
      await sql`set session_replication_role = replica`;
      await sql`alter table users drop constraint if exists users_staff`;
      await sql`alter table till_sessions drop constraint if exists till_sessions_status`;
      await spoil(teller.actor.userId);
      try {
        await expect(readSession(bank.db, token)).rejects.toThrow(/invalid|expected/i);
      } finally {
        await mend();
      }
      expect(await readSession(bank.db, token), "mended, it is theirs again").toMatchObject({ roles: ["teller"] });
    },
  );

  it.each([
    "",
    "null",
    "undefined",
    "true",
    "[object Object]",
    "{}",
    "%00",
    "' or true --",
    "a".repeat(43),
    "a".repeat(5_000),
  ])("control 57: %j opens nothing", async (token) => expect(await readSession(bank.db, token)).toBeNull());

  it("control 57: a database that is away throws; nobody is told that they are signed out", async () => {
    const { connect } = await import("@/db/client");
    const away = connect("postgres://bank_app:x@127.0.0.1:1/away");
    await expect(readSession(away, newToken())).rejects.toThrow();
    await away.$client.end({ timeout: 0 });
  });
});

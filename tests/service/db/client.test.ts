import { createServer, connect as dial, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, DatabaseBusy, DatabaseDeadline, isDatabaseAway, sqlOf } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

describe("the client of the database", () => {
  it("reads int8 as bigint and instants as text, in tagged statements and in Drizzle's", async () => {
    const [row] = await sqlOf(test.db)`select 9007199254740993::int8 as n, '2026-01-02 03:04:05+00'::timestamptz as at`;
    expect(row).toMatchObject({ n: 9007199254740993n, at: "2026-01-02 03:04:05+00" });
    const [raw] = await test.db.execute(sql`select 1::int8 as n`);
    expect(raw).toEqual({ n: 1n });
  });

  it("hands out the client of exactly the transaction", async () => {
    await test.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.clock', '2026-01-02', true)`);
      const [row] = await sqlOf(tx)`select current_setting('app.clock') as clock, bank_now()::date::text as today`;
      expect(row).toEqual({ clock: "2026-01-02", today: "2026-01-02" });
      await tx.transaction(async (inner) => {
        const [seen] = await sqlOf(inner)`select current_setting('app.clock') as clock`;
        expect(seen).toEqual({ clock: "2026-01-02" });
      });
    });
  });

  it("tells a refusal of the server from its absence, through Drizzle's wrapper", async () => {
    const refused = await test.db.execute(sql`select 1/0`).catch((error: unknown) => error);
    expect(isDatabaseAway(refused)).toBe(false);
    const away = connect("postgres://nobody:secret@127.0.0.1:1/none", "app");
    const error: unknown = await away.execute(sql`select 1`).catch((thrown: unknown) => thrown);
    expect(isDatabaseAway(error)).toBe(true);
    await away.$client.end({ timeout: 0 });
  });

  it("keeps the values of a failed statement out of its error", async () => {
    const error: unknown = await test.db
      .execute(sql`select ${"Maria Example"}::int`)
      .catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('params":["Maria');
  });

  it("ends a call at its deadline, and serves the next one from a new pool with the same way of reading", async () => {
    const quick = connect(test.urls.jobs, "jobs", { deadlineMs: 300, max: 1 });
    await expect(sqlOf(quick)`select pg_sleep(3)`).rejects.toBeInstanceOf(DatabaseDeadline);
    const [row] = await sqlOf(quick)`select 1::int8 as n, now() as at`;
    expect(row).toMatchObject({ n: 1n, at: expect.any(String) });
    await quick.$client.end({ timeout: 0 });
  });

  it("does not commit a transaction whose caller was told that it failed", async () => {
    await sqlOf(test.admin)`create table late (n int); grant all on late to bank_jobs`.simple();
    const quick = connect(test.urls.jobs, "jobs", { deadlineMs: 300, max: 1 });
    const work = quick.transaction(async (tx) => {
      await sqlOf(tx)`insert into late values (1)`;
      await new Promise((done) => setTimeout(done, 500));
    });
    await expect(work).rejects.toBeInstanceOf(DatabaseDeadline);
    await new Promise((done) => setTimeout(done, 500));
    expect(await sqlOf(test.admin)`select * from late`).toHaveLength(0);
    await quick.$client.end({ timeout: 0 });
  });

  it("control 73: refuses more callers than it can serve, and keeps its pool when it is only crowded", async () => {
    const narrow = connect(test.urls.jobs, "jobs", { deadlineMs: 8_000, max: 1, maxCalls: 3, name: "narrow" });
    const slow = () =>
      sqlOf(narrow)`select pg_sleep(0.05)`.then(
        () => "served",
        (error: unknown) => error,
      );
    // Five times as many as it takes.
    const answers = await Promise.all(Array.from({ length: 15 }, slow));
    expect(answers.filter((answer) => answer === "served")).toHaveLength(3);
    expect(answers.filter((answer) => answer instanceof DatabaseBusy && isDatabaseAway(answer))).toHaveLength(12);
    expect(await slow(), "the pool is still there").toBe("served");
    await narrow.$client.end({ timeout: 1 });
  });

  describe("control 71: nothing waits for ever", () => {
    const codeOf = (asked: Promise<unknown>) =>
      asked.then(
        () => "done",
        (error: { code?: string }) => error.code,
      );

    it("a statement that sleeps is ended by the server, for the application's role", async () => {
      expect(await codeOf(sqlOf(test.db)`select pg_sleep(7)`)).toBe("57014");
      expect(await codeOf(sqlOf(test.db)`select 1`)).toBe("done");
    });

    it("a lock that another holds is given up, and a transaction that idles is ended", async () => {
      await sqlOf(test.admin)`create table held (n int primary key); insert into held values (1);
        grant all on held to bank_app`.simple();
      await test.admin.transaction(async (holder) => {
        await sqlOf(holder)`select 1 from held for update`;
        expect(await codeOf(sqlOf(test.db)`update held set n = 2`)).toBe("55P03");
      });
      const [limits] = await sqlOf(test.db)<{ idle: string; whole: string }[]>`
        select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('transaction_timeout') as whole`;
      expect(limits).toEqual({ idle: "10s", whole: "10s" });
    });

    it("a connection that is open at one end only ends at the deadline, and the next call has a new one", async () => {
      const { url, mute, close } = await halfOpen(test.urls.jobs);
      const through = connect(url, "jobs", { deadlineMs: 500, max: 1, name: "half-open" });
      expect(await codeOf(sqlOf(through)`select 1`)).toBe("done");
      mute(true);
      await expect(sqlOf(through)`select 1`).rejects.toBeInstanceOf(DatabaseDeadline);
      mute(false);
      expect(await codeOf(sqlOf(through)`select 1`)).toBe("done");
      await through.$client.end({ timeout: 0 });
      await close();
    });
  });
});

/** A way to the database on which connections, while it is mute, stay open and carry nothing. */
async function halfOpen(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let silent = false;
  const [host, port] = [target.hostname, Number(target.port)];
  const server = createServer((client) => {
    const upstream = dial(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => from.destroy());
      from.on("close", () => to.destroy());
      from.on("data", (chunk) => {
        if (!silent) to.write(chunk);
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port");
  target.hostname = "127.0.0.1";
  target.port = String(address.port);
  return {
    url: target.href,
    mute(on: boolean) {
      silent = on;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}

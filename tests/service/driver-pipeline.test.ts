import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database, sqlOf } from "@/db/client";
import { type TestDatabase, testDatabase } from "../support/database";

let bank: TestDatabase;
let db: Database;

beforeAll(async () => {
  bank = await testDatabase();
  db = connect(bank.urls.app, "app", { max: 1 });
});
afterAll(async () => {
  await db.$client.end({ timeout: 5 });
  await bank.close();
});

it("a value that cannot be written fails its own query alone, and every other gets its own answer", async () => {
  const sql = sqlOf(db);
  await sql`select 1`;
  const ask = (word: string) => sql<{ word: string }[]>`select ${word}::text as word`.then(([row]) => row?.word);
  for (const bad of [undefined as never, new Date("x") as never]) {
    const answers = await Promise.allSettled([ask("first"), sql`select ${bad}::text`, ask("second"), ask("third")]);
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : "failed"))).toEqual([
      "first",
      "failed",
      "second",
      "third",
    ]);
    expect(await ask("alone")).toBe("alone");
  }
});

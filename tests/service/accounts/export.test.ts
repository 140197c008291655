import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { exportStatement } from "@/lib/accounts/export-statement";
import type { StatementFilters } from "@/lib/accounts/statement-filters";
import type { Ctx } from "@/lib/core/context";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let account: Awaited<ReturnType<TestBank["account"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  amina = await bank.customer();
  account = await bank.account(amina.id, 100_000n);
  const other = await bank.account((await bank.customer("Jonas Brandt")).id);
  for (let n = 1; n <= 60; n += 1)
    await createTransfer(amina.ctx, {
      key: newKey(),
      from: account.id,
      to: other.iban,
      amount: `${n}.05`.replace(/^(\d+)\./, "1."),
      remittance: n === 60 ? "=cmd|' /C calc'!A0" : `Lunch, ${n}`,
      beneficiaryId: undefined,
    });
});
afterAll(() => database.close());

async function exported(ctx: Ctx, id: string, filters: StatementFilters = {}) {
  const { lines } = await exportStatement(ctx, id, () => filters, 25);
  const pieces: string[] = [];
  for await (const piece of lines) pieces.push(piece);
  return { pieces, rows: pieces.join("").trimEnd().split("\r\n") };
}

describe("a statement as CSV", () => {
  test("has every movement once over several pages, with the true balance after each", async () => {
    const { pieces, rows } = await exported(await bank.staff("service_officer"), account.id);
    expect(pieces.length).toBe(4);
    expect(rows).toHaveLength(62);
    expect(rows[0]).toBe(
      "Booking date,Value date,Reference,Kind,Description,Note,Paid out,Paid in,Balance after,Currency",
    );
    expect(rows[1]).toMatch(/^2026-03-02,2026-03-02,TRF-.*,1\.05,,937\.00,EUR$/);
    expect(rows.at(-1)).toMatch(/,,1000\.00,1000\.00,EUR$/);
  });

  test("lets no cell run as a formula", async () => {
    const { rows } = await exported(await bank.staff("auditor"), account.id);
    expect(rows[1]).toContain(`"'=cmd|' /C calc'!A0"`);
    expect(rows[2]).toContain(`"Lunch, 59"`);
  });

  test("gives back every word as it was stored, to a common reader of CSV that takes the guard off", async () => {
    const words = [
      'Anna "Ann", Graz',
      "'quoted' and; more",
      "=1+1",
      "+43 660",
      "-1-1",
      "@SUM(A1)",
      "'=kept as typed",
      "''+twice",
      "'plain",
      "أمينة عبد الله",
      "李伟",
    ];
    const [from, to] = [await bank.account(amina.id, 100_000n), await bank.account(amina.id)];
    for (const remittance of words)
      await createTransfer(amina.ctx, {
        key: newKey(),
        from: from.id,
        to: to.iban,
        amount: "1.00",
        remittance,
        beneficiaryId: undefined,
      });
    const { pieces } = await exported(await bank.staff("service_officer"), from.id);
    const read: Record<string, string>[] = parse(pieces.join(""), { columns: true });
    const notes = read.map(({ Note }) => (Note ?? "").replace(/^'(?='*[=+\-@\t\r\n])/, ""));
    expect(notes.filter((note) => note !== "").sort()).toEqual([...words].sort());
    const [stored] = await sqlOf(database.db)<{ words: string[] }[]>`
      select array_agg(distinct remittance) as words from transfers where remittance = any(${words}::text[])`;
    expect(stored?.words.sort()).toEqual([...words].sort());
  });

  test("leaves the balance out where filters leave gaps", async () => {
    const { rows } = await exported(await bank.staff("service_officer"), account.id, { direction: "in" });
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/,,1000\.00,,EUR$/);
  });

  test("is recorded, and refused to who may not open the account", async () => {
    const officer = await bank.staff("service_officer");
    await exported(officer, account.id);
    const acts = await sqlOf(database.db)`
      select act, subject_id from audit_events where actor_id = ${officer.actor.userId}`;
    expect(acts).toMatchObject([{ act: "statement.exported", subject_id: account.id }]);
    await expect(exported(await bank.staff("service_officer", "002"), account.id)).rejects.toMatchObject({
      reason: "account_not_found",
    });
    await expect(exported(await bank.staff("administrator"), account.id)).rejects.toMatchObject({
      reason: "not_permitted",
    });
    const stranger = await bank.customer("Lucia Sousa");
    await expect(exported(stranger.ctx, account.id)).rejects.toMatchObject({ reason: "account_not_found" });
  });
});

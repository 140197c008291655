import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { transact } from "@/lib/command/transact";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type CustomerId, newId } from "@/lib/core/ids";
import { notify } from "@/lib/notifications/notify";
import { sendMails } from "@/lib/notifications/send-mails";
import { listMails, type MailState, mailStates } from "@/lib/operations/mail-queries";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let operations: Ctx<StaffActor, Database>;
let customer: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  operations = await bank.staff("operations", "000");
  customer = (await bank.customer()).id;
  await sqlOf(database.admin)`update users set email = 'noor@example.com' where id = ${operations.actor.userId}`;
});
afterAll(() => database.close());

const tell = (to: Parameters<typeof notify>[1]["to"] = { customerId: customer }) =>
  transact(operations, "test", (inside) => notify(inside, { to, kind: "contact_changed" }));
const due = () => sqlOf(database.admin)`update notice_mails set next_try_at = bank_now() where status = 'waiting'`;
const refuses = async () => {
  throw Object.assign(new Error("550 a@example.com"), { code: "EENVELOPE" });
};
const states = async (state?: MailState) =>
  (await listMails(operations, state ? { state } : {})).rows.map((row) => [row.status, row.attempts, row.failure]);

describe("the e-mails of the bank, as operations see them", () => {
  it("stand as sent, sent again, waiting, waiting after a failure and given up, each found by its filter", async () => {
    await tell();
    await sendMails(database.db, async () => undefined);
    await tell();
    // A worker dies between sending and marking; the next try fails, the one after goes out.
    const dies = async () => {
      await due();
      await sendMails(database.db, refuses, 1);
    };
    await sendMails(database.db, dies, 1);
    await due();
    await sendMails(database.db, async () => undefined);
    await tell();
    for (let n = 0; n < 8; n += 1) {
      await due();
      await sendMails(database.db, refuses, 1);
    }
    await tell();
    await sendMails(database.db, refuses, 1);
    await tell({ userId: operations.actor.userId });

    expect(await states("sent")).toEqual([
      ["sent", 3, null],
      ["sent", 1, null],
    ]);
    expect(await states("given_up")).toEqual([["given_up", 8, "EENVELOPE"]]);
    expect(await states("failing")).toEqual([["waiting", 1, "EENVELOPE"]]);
    expect(await states("waiting")).toEqual([
      ["waiting", 0, null],
      ["waiting", 1, "EENVELOPE"],
    ]);
    const { rows: again } = await listMails(operations, { state: "repeated" });
    expect(again.map(({ status, repeatedAt }) => [status, repeatedAt !== null])).toEqual([["sent", true]]);
    expect(await states()).toHaveLength(5);
    expect(Object.keys(mailStates)).toEqual(["waiting", "failing", "given_up", "sent", "repeated"]);
  });

  it("name nobody and say nothing of what they hold to operations, and name the customer to who may know them", async () => {
    const [mail] = (await listMails(operations, { state: "sent" })).rows;
    expect(mail?.to).toEqual({ kind: "customer", branch: "Harbour", named: null });
    const shown = JSON.stringify((await listMails(operations, {})).rows);
    expect(shown).not.toMatch(/@|Amina|T-\d/);
    const auditor = await bank.staff("auditor", "000");
    const [named] = (await listMails(auditor, { state: "sent" })).rows;
    expect(named?.to.named).toEqual({ href: `/customers/${customer}`, label: expect.stringMatching(/^Customer T-/) });
    expect(JSON.stringify(named)).not.toMatch(/@|Amina/);
    const [colleague] = (await listMails(auditor, { state: "waiting" })).rows;
    expect(colleague?.to.named?.href).toBe(`/settings/staff/${operations.actor.userId}`);
    await expect(listMails(await bank.staff("teller"), {})).rejects.toMatchObject({ reason: "not_permitted" });
  });

  it("are paged by the time they were written, there and back, whatever a cursor says", async () => {
    for (let n = 0; n < 30; n += 1) await tell();
    const first = await listMails(operations, {});
    expect([first.rows.length, first.newer]).toEqual([25, null]);
    const second = await listMails(operations, {}, { older: first.older as string });
    expect([second.rows.length, second.older]).toEqual([10, null]);
    const back = await listMails(operations, {}, { newer: second.newer as string });
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    for (const cursor of ["x", "", Buffer.from('["1"]').toString("base64url"), newId()])
      expect((await listMails(operations, { state: "nowhere" }, { older: cursor })).rows.length).toBe(25);
    for (const word of ["nowhere", "constructor", ""])
      expect((await listMails(operations, { state: word })).rows.length, word).toBe(25);
  });
});

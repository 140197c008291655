import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { transact } from "@/lib/command/transact";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import { refusal } from "@/lib/core/errors";
import { type BranchId, type CustomerId, newId, type UserId } from "@/lib/core/ids";
import { changePassword } from "@/lib/identity/change-password";
import { notify } from "@/lib/notifications/notify";
import { latestMails, ownNotices } from "@/lib/notifications/queries";
import { type Mail, sendMails } from "@/lib/notifications/send-mails";
import { type TestDatabase, testDatabase } from "../../support/database";
import { customer, foundBank, hire, PASSWORD } from "../identity/people";

let bank: TestDatabase;
let branchId: BranchId;
let officer: Ctx<StaffActor>;
let amina: CustomerId;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  officer = await hire(bank.db, "officer", branchId, "service_officer");
  const manager = await hire(bank.db, "manager", branchId, "branch_manager");
  amina = await customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId });
});
beforeEach(async () => {
  await sqlOf(bank.admin)`delete from notices`;
});
afterAll(() => bank.close());

const tell = (to: CustomerId = amina) =>
  transact(officer, "test", (inside) => notify(inside, { to: { customerId: to }, kind: "contact_changed" }));
const mails = () => latestMails(bank.db);
const due = () => sqlOf(bank.admin)`update notice_mails set next_try_at = bank_now() where status = 'waiting'`;

describe("a notice (controls 33, 41)", () => {
  it("is written with the act and goes out once, however many workers send", async () => {
    for (let n = 0; n < 10; n += 1) await tell();
    const posted: Mail[] = [];
    const post = async (mail: Mail) => void posted.push(mail);
    await Promise.all([sendMails(bank.db, post), sendMails(bank.db, post), sendMails(bank.db, post)]);
    expect(await sendMails(bank.db, post)).toBe(0);
    expect(posted).toHaveLength(10);
    expect(new Set(posted.map((mail) => mail.messageId)).size).toBe(10);
    expect(posted[0]).toMatchObject({ to: "amina@example.com", subject: "Your contact details were changed" });
    expect((await mails()).every(({ status }) => status === "sent")).toBe(true);
  });

  it("is not told when the act is refused", async () => {
    const refused = transact(officer, "test", async (inside) => {
      await notify(inside, { to: { customerId: amina }, kind: "limits_changed" });
      throw refusal("stale");
    });
    await expect(refused).rejects.toMatchObject({ reason: "stale" });
    expect(await mails()).toEqual([]);
  });

  it("is tried again later under the same message id, and given up after eight tries", async () => {
    await tell();
    const ids: string[] = [];
    const broken = async (mail: Mail) => {
      ids.push(mail.messageId);
      throw Object.assign(new Error("550 amina@example.com"), { code: "EENVELOPE" });
    };
    await sendMails(bank.db, broken);
    expect(await sendMails(bank.db, broken)).toBe(0);
    expect(ids).toHaveLength(1);
    for (let n = 1; n < 8; n += 1) {
      await due();
      await sendMails(bank.db, broken, 1);
    }
    expect(new Set(ids).size).toBe(1);
    expect(await mails()).toMatchObject([{ status: "given_up", attempts: 8, failure: "EENVELOPE" }]);
  });

  it("of a worker that died between sending and marking goes out again, known by its message id", async () => {
    await tell();
    const sent: string[] = [];
    const dies = async (mail: Mail) => {
      sent.push(mail.messageId);
      await due();
      // Another worker finds the claim run out and finishes.
      await sendMails(bank.db, async (again) => void sent.push(again.messageId));
    };
    expect(await sendMails(bank.db, dies)).toBe(0);
    // Who receives them keeps one of each id.
    expect(sent).toHaveLength(2);
    expect(new Set(sent).size).toBe(1);
    expect(await mails()).toMatchObject([{ status: "sent", attempts: 2, failure: "interrupted" }]);
    const told = () => sqlOf(bank.db)`
      select actor_kind, actor_id from audit_events where act = 'mail.repeated' and subject_kind = 'notice'`;
    expect(await told(), "not in silence").toEqual([{ actor_kind: "system", actor_id: "mail" }]);

    // A try that failed and then one that was interrupted; and one that only failed, which is not a repeat.
    await tell();
    const refuses = async () => {
      throw Object.assign(new Error("no"), { code: "ECONNECTION" });
    };
    await sendMails(bank.db, refuses);
    await due();
    await sendMails(bank.db, async () => {
      await due();
      await sendMails(bank.db, async () => undefined);
    });
    expect(await told()).toHaveLength(2);
    await tell();
    await sendMails(bank.db, refuses);
    await due();
    expect(await sendMails(bank.db, async () => undefined)).toBe(1);
    expect(await told()).toHaveLength(2);
    expect(await mails()).toMatchObject([{ attempts: 2, failure: null }, { failure: "interrupted" }, {}]);
  });

  it("once written cannot be changed, and a sent mail cannot be sent again", async () => {
    await tell();
    await sendMails(bank.db, async () => undefined);
    await expect(sqlOf(bank.admin)`update notices set kind = 'other'`).rejects.toThrow("append-only");
    await expect(sqlOf(bank.db)`update notice_mails set status = 'waiting', sent_at = null`).rejects.toMatchObject({
      constraint_name: "notice_mails_sent_once",
    });
  });
});

describe("in the bank's pages", () => {
  it("everybody sees their own notices only", async () => {
    await tell();
    const actor = (customerId: CustomerId): CustomerActor => ({
      kind: "customer",
      userId: newId<"user">() as UserId,
      name: "Amina",
      customerId,
      sessionId: null,
    });
    expect(await ownNotices(bank.db, actor(amina))).toMatchObject([{ subject: "Your contact details were changed" }]);
    expect(await ownNotices(bank.db, actor(newId()))).toEqual([]);
    expect(await ownNotices(bank.db, officer.actor)).toEqual([]);
  });

  it("a changed password is told to whoever changed it (control 33)", async () => {
    await changePassword(officer, { current: PASSWORD, password: "copper kettle on the stove" });
    expect(await ownNotices(bank.db, officer.actor)).toMatchObject([{ subject: "Your password was changed" }]);
  });
});

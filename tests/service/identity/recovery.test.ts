import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BranchId, type CustomerId, newId, type UserId } from "@/lib/core/ids";
import { adoptAuthenticator } from "@/lib/identity/adopt-authenticator";
import { askForLink } from "@/lib/identity/ask-for-link";
import { assertPaysOthers } from "@/lib/identity/authorize";
import { enrolCustomer } from "@/lib/identity/enrol-customer";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { isLinkOpen, recoverPassword } from "@/lib/identity/recover-password";
import { activateSession } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/sign-in";
import { latestMails, ownNotices } from "@/lib/notifications/queries";
import { type Mail, sendMails } from "@/lib/notifications/send-mails";
import { type TestDatabase, testDatabase } from "../../support/database";
import { bankJob, customer, foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

const FRESH = "copper kettle on the stove";
let bank: TestDatabase;
let branchId: BranchId;
let officer: Ctx<StaffActor>;
let manager: Ctx<StaffActor>;
let amina: CustomerId;
let aminaUser: UserId;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  officer = await hire(bank.db, "officer", branchId, "service_officer");
  manager = await hire(bank.db, "manager", branchId, "branch_manager");
  amina = await customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId });
  const { code } = await issueEnrolmentCode(officer, { customerId: amina });
  ({ userId: aminaUser } = await enrolCustomer(frontDoor(bank.db), { code, signInName: "amina", password: PASSWORD }));
  await sqlOf(bank.admin)`update users set email = 'manager@bank.example' where id = ${manager.actor.userId}`;
});
beforeEach(async () => {
  const sql = sqlOf(bank.admin);
  await sql`delete from tries`;
  await sql`delete from notices`;
});
afterAll(() => bank.close());

const askFor = (signInName: string) => askForLink(frontDoor(bank.db), { signInName });
const recover = (link: string, password = FRESH) => recoverPassword(frontDoor(bank.db), { link, password });
const enter = (signInName: string, password: string) => signIn(frontDoor(bank.db), { signInName, password });

/** What the post took: the only place where a link stands. */
async function posted(): Promise<Mail[]> {
  const mails: Mail[] = [];
  await sendMails(bank.db, async (mail) => void mails.push(mail));
  return mails;
}

async function linkFor(signInName: string): Promise<string> {
  await askFor(signInName);
  const [mail] = await posted();
  const link = mail?.text.match(/\/recover\/password\?link=([\w-]{43})/)?.[1];
  if (!link) throw new Error("No link was mailed");
  return link;
}

describe("control 30: a link for a lost password", () => {
  it("is mailed to a customer and to a colleague, is kept as a hash only, and is recorded", async () => {
    for (const [name, address] of [
      ["amina", "amina@example.com"],
      ["manager", "manager@bank.example"],
    ] as const) {
      await askFor(name);
      const [mail, ...more] = await posted();
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ to: address, subject: "Choose a new password" });
      const secret = mail?.text.match(/link=([\w-]+)/)?.[1] as string;
      expect(await isLinkOpen(frontDoor(bank.db), secret)).toBe(true);
      const [dump] = await sqlOf(bank.admin)<{ rows: string }[]>`
        select (select json_agg(l)::text from password_links l) || (select json_agg(n)::text from notices n)
          || (select json_agg(m)::text from notice_mails m) as rows`;
      expect(dump?.rows).not.toContain(secret);
    }
    expect((await latestMails(bank.db)).every(({ status }) => status === "sent")).toBe(true);
    const asked = await logged(bank.db, "password.link_asked");
    expect(asked.map(({ subjectId }) => subjectId)).toEqual([aminaUser, manager.actor.userId]);
  });

  it("sets the password once, ends every session and every known browser, and tells the person", async () => {
    const before = await enter("amina", PASSWORD);
    await activateSession(bank.db, before.ticket);
    const link = await linkFor("amina");
    const other = await linkFor("amina");
    await recover(link);
    const sql = sqlOf(bank.admin);
    const open = await sql`select 1 from sessions where user_id = ${aminaUser} and revoked_at is null`;
    expect(open).toHaveLength(0);
    expect(await sql`select 1 from known_devices where user_id = ${aminaUser}`).toHaveLength(0);
    await expect(enter("amina", PASSWORD)).rejects.toMatchObject({ reason: "wrong_credentials" });
    await expect(enter("amina", FRESH)).resolves.toMatchObject({ person: { kind: "customer" } });
    for (const used of [link, other]) {
      expect(await isLinkOpen(frontDoor(bank.db), used)).toBe(false);
      await expect(recover(used, "an entirely other sentence")).rejects.toMatchObject({ reason: "link_unknown" });
    }
    await expect(sql`update password_links set used_at = null`).rejects.toMatchObject({
      constraint_name: "password_links_once",
    });
    const told = await ownNotices(bank.db, {
      kind: "customer",
      userId: aminaUser,
      name: "A",
      customerId: amina,
      sessionId: null,
    });
    expect(told[0]).toMatchObject({ subject: "A new password was set with a link" });
    expect((await logged(bank.db, "password.recovered")).at(-1)).toMatchObject({ subjectId: aminaUser });
  });

  it("never stands for the second factor: the sign-in after it asks for the code as before", async () => {
    await adoptAuthenticator(bankJob(bank.db), {
      userId: manager.actor.userId,
      secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    });
    await recover(await linkFor("manager"));
    await expect(enter("manager", FRESH)).resolves.toMatchObject({ next: "give factor" });
    const [factor] = await sqlOf(bank.db)`
      select 1 from second_factors where user_id = ${manager.actor.userId}`;
    expect(factor).toBeDefined();
  });

  it("ends after fifteen minutes, and at once with a disabled sign-in", async () => {
    const late = await linkFor("amina");
    await sqlOf(bank.admin)`update password_links set expires_at = bank_now() where used_at is null`;
    await expect(recover(late)).rejects.toMatchObject({ reason: "link_unknown" });
    const off = await linkFor("amina");
    await sqlOf(bank.admin)`update users set disabled_at = bank_now() where id = ${aminaUser}`;
    await expect(recover(off)).rejects.toMatchObject({ reason: "link_unknown" });
    await askFor("amina");
    expect(await posted()).toEqual([]);
    await sqlOf(bank.admin)`update users set disabled_at = null where id = ${aminaUser}`;
  });

  it("stays open when the new password is refused, and is not found by guessing", async () => {
    const link = await linkFor("amina");
    await expect(recover(link, "amina okafor 2026")).rejects.toMatchObject({ reason: "password_common" });
    expect(await isLinkOpen(frontDoor(bank.db), link)).toBe(true);
    const guess = `${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`;
    for (const typed of [guess, "", "x", `${link} `, newId()])
      await expect(recover(typed)).rejects.toMatchObject({ reason: "link_unknown" });
    await expect(recover(link)).resolves.toBeUndefined();
  });

  it("makes a customer wait a day before others are paid", async () => {
    await recover(await linkFor("amina"), "three herons over the weir");
    const [row] = await sqlOf(bank.db)<{ hours: number }[]>`
      select round(extract(epoch from pays_from - bank_now()) / 3600)::int as hours from users where id = ${aminaUser}`;
    expect(row?.hours).toBe(24);
    const actor = { kind: "customer", userId: aminaUser, name: "A", customerId: amina, sessionId: null } as const;
    expect(() => assertPaysOthers({ ...actor, coolingUntil: "3 Mar 2026, 10:00" })).toThrow("cooling_off");
    expect(() => assertPaysOthers(actor)).not.toThrow();
  });
});

describe("controls 31 and 32: asking for a link", () => {
  it("answers alike for a name nobody has, one without an address, and one asked for too often", async () => {
    for (const name of ["nobody", "officer", "amina"]) expect(await askFor(name)).toBeUndefined();
    expect((await posted()).map(({ to }) => to)).toEqual(["amina@example.com"]);
    for (let n = 0; n < 8; n += 1) expect(await askFor("amina")).toBeUndefined();
    expect(await posted()).toHaveLength(4);
  });

  it("mails nothing to a colleague who has not set a first password", async () => {
    const late = await hire(bank.db, "late", branchId, "teller");
    const sql = sqlOf(bank.admin);
    await sql`update users set email = 'late@bank.example', password_hash = 'none' where id = ${late.actor.userId}`;
    await askFor("late");
    expect(await posted()).toEqual([]);
  });
});

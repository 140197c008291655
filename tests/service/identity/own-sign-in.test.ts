import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { BranchId } from "@/lib/core/ids";
import { changePassword } from "@/lib/identity/change-password";
import { createStaff } from "@/lib/identity/create-staff";
import { endSession } from "@/lib/identity/end-session";
import { ownSessions } from "@/lib/identity/queries";
import { activateSession } from "@/lib/identity/session";
import { setTheme } from "@/lib/identity/set-theme";
import { signIn } from "@/lib/identity/sign-in";
import { readSession } from "@/lib/web/read-session";
import { type TestDatabase, testDatabase } from "../../support/database";
import { bankJob, foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

const NEW_PASSWORD = "a brass lamp over the desk";

let bank: TestDatabase;
let branchId: BranchId;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
});
afterAll(() => bank.close());

/** A person with a running session, as their browser would speak. */
async function present(
  ctx: Ctx<StaffActor>,
  password = PASSWORD,
): Promise<{ ctx: Ctx<StaffActor>; token: string; sessionId: string }> {
  const { ticket } = await signIn(frontDoor(bank.db), { signInName: ctx.actor.name, password, userAgent: "A browser" });
  await activateSession(bank.db, ticket);
  const session = await readSession(bank.db, ticket);
  if (!session) throw new Error("no session");
  return {
    ctx: { ...ctx, actor: { ...ctx.actor, sessionId: session.sessionId } },
    token: ticket,
    sessionId: session.sessionId,
  };
}

describe("control 19: own sessions", () => {
  it("are listed with the present one first, and one is ended from another", async () => {
    const person = await hire(bank.db, "lists", branchId, "teller");
    const other = await present(person);
    const here = await present(person);
    const list = await ownSessions(here.ctx);
    expect(list.map((session) => [session.id, session.current])).toEqual([
      [here.sessionId, true],
      [other.sessionId, false],
    ]);
    await endSession(here.ctx, { sessionId: other.sessionId });
    expect(await readSession(bank.db, other.token)).toBeNull();
    expect(await ownSessions(here.ctx)).toHaveLength(1);
    expect((await logged(bank.db, "session.ended")).map((event) => event.subjectId)).toContain(other.sessionId);
  });

  it("control 3: nobody ends somebody else's", async () => {
    const mine = await present(await hire(bank.db, "mine", branchId, "teller"));
    const theirs = await present(await hire(bank.db, "theirs", branchId, "teller"));
    await expect(endSession(mine.ctx, { sessionId: theirs.sessionId })).rejects.toMatchObject({
      reason: "session_not_found",
    });
    expect(await readSession(bank.db, theirs.token)).not.toBeNull();
  });
});

describe("changing the own password", () => {
  it("control 18: ends the other sessions, keeps this one, and is recorded", async () => {
    const person = await hire(bank.db, "changes", branchId, "teller");
    const other = await present(person);
    const here = await present(person);
    await changePassword(here.ctx, { current: PASSWORD, password: NEW_PASSWORD });
    expect(await readSession(bank.db, other.token)).toBeNull();
    expect(await readSession(bank.db, here.token)).not.toBeNull();
    await expect(present(person)).rejects.toMatchObject({ reason: "wrong_credentials" });
    await expect(present(person, NEW_PASSWORD)).resolves.toBeDefined();
    expect((await logged(bank.db, "password.changed")).map((event) => event.subjectId)).toEqual([person.actor.userId]);
  });

  it("refuses without the present password, and refuses a weak new one; nothing changes", async () => {
    const person = await hire(bank.db, "keeps", branchId, "teller");
    const here = await present(person);
    await expect(
      changePassword(here.ctx, { current: "not the password", password: NEW_PASSWORD }),
    ).rejects.toMatchObject({
      reason: "current_password_wrong",
    });
    await expect(changePassword(here.ctx, { current: PASSWORD, password: "bank2026" })).rejects.toMatchObject({
      reason: "password_too_short",
    });
    await expect(present(person)).resolves.toBeDefined();
    const refused = (await logged(bank.db, "password.change")).filter((event) => event.actorId === person.actor.userId);
    expect(refused.map((event) => event.reason)).toEqual(["current_password_wrong", "password_too_short"]);
  });
});

describe("how the pages look", () => {
  it("is kept with the person", async () => {
    const here = await present(await hire(bank.db, "looks", branchId, "teller"));
    await setTheme(here.ctx, { theme: "dark" });
    expect(await readSession(bank.db, here.token)).toMatchObject({ theme: "dark" });
  });
});

describe("making staff", () => {
  const clerk = (signInName: string, ...roles: Parameters<typeof createStaff>[1]["roles"]) => ({
    signInName,
    displayName: "New Clerk",
    branchId,
    roles,
    password: PASSWORD,
  });

  it("control 43: refuses roles that one person cannot hold together, and names them", async () => {
    await expect(createStaff(bankJob(bank.db), clerk("both", "teller", "vault_custodian"))).rejects.toMatchObject({
      reason: "roles_conflict",
      sentence: "One person cannot hold teller and vault custodian together. Give one of them to a colleague.",
    });
    await expect(createStaff(bankJob(bank.db), clerk("audits", "teller", "auditor"))).rejects.toMatchObject({
      reason: "roles_conflict",
    });
    expect(await sqlOf(bank.db)`select 1 from users where sign_in_name in ('both', 'audits')`).toHaveLength(0);
  });

  it("is the bank's set-up's alone, and refuses a taken user name", async () => {
    const teller = await hire(bank.db, "plain", branchId, "teller");
    await expect(createStaff(teller, clerk("friend", "teller"))).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(createStaff(bankJob(bank.db), clerk("PLAIN", "teller"))).rejects.toMatchObject({
      reason: "sign_in_name_taken",
    });
  });
});

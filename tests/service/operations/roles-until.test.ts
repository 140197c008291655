import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, Role, StaffActor } from "@/lib/core/context";
import { type BusinessDate, businessDate } from "@/lib/core/dates";
import type { BranchId, UserId } from "@/lib/core/ids";
import { changeRolesInput } from "@/lib/identity/schema";
import { activateSession, openSession } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/sign-in";
import { endingHolders, listStaff, readStaff } from "@/lib/identity/staff-queries";
import { readApproval } from "@/lib/operations/approval-queries";
import { changeRoles } from "@/lib/operations/change-roles";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { disableStaff } from "@/lib/operations/disable-staff";
import { expireRoles } from "@/lib/operations/expire-roles";
import { inviteStaff } from "@/lib/operations/invite-staff";
import { reviewAccess } from "@/lib/operations/review-access";
import { readSession } from "@/lib/web/read-session";
import { newKey } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried as carriedBy } from "../../support/second-person";
import { bankJob, foundBank, frontDoor, hire, logged, PASSWORD } from "../identity/people";

const TODAY = businessDate("2026-03-02");
const LATER = businessDate("2026-03-31");
const MUCH_LATER = businessDate("2027-03-31");

let bank: TestDatabase;
let branchId: BranchId;
let admin: Ctx<StaffActor>;
let manager: Ctx<StaffActor>;
let names = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  admin = await hire(bank.db, "admin", branchId, "administrator");
  manager = await hire(bank.db, "manager", branchId, "branch_manager");
});
afterAll(() => bank.close());

const decided = async (asked: object) => {
  if (!("pending" in asked)) throw new Error("Nobody was asked");
  const { id, version } = await readApproval(manager, String(asked.pending));
  return (await decideApproval(manager, { key: newKey(), approvalId: id, seen: version, answer: "approved" })).status;
};
const why = { reason: "Stands in for a colleague on leave" };
const carried = <Input>(
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<object>,
  input: Input,
  maker = admin,
) => carriedBy(command, input, { maker, checker: manager });
const someone = (...roles: Role[]) => hire(bank.db, `colleague${++names}`, branchId, ...roles);
const given = (userId: UserId, roles: Role[], until: Partial<Record<Role, BusinessDate>>) =>
  carried(changeRoles, { userId, roles, until, ...why });
const sessionOf = async (userId: UserId) => {
  const { token } = await openSession(bank.db, { userId, kind: "staff" }, { proven: true });
  await activateSession(bank.db, token);
  return token;
};
const rolesIn = async (token: string) => {
  const session = await readSession(bank.db, token);
  return session?.kind === "staff" ? session.roles : null;
};

describe("control 46: a role given until a last day", () => {
  it("is asked for with that day, which the second person sees before and after, and then stands with the colleague", async () => {
    const { actor } = await someone("teller");
    const wanted = { userId: actor.userId, roles: ["service_officer", "teller"] as Role[] };
    const asked = await changeRoles(admin, { ...wanted, until: { service_officer: LATER }, ...why });
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    const request = await readApproval(manager, String(asked.pending));
    expect([request.before, request.after]).toEqual([
      { roles: "teller" },
      { roles: "service officer until 31 Mar 2026, teller" },
    ]);
    expect(await given(actor.userId, wanted.roles, { service_officer: LATER })).toBe("approved");
    expect(await readStaff(admin, actor.userId)).toMatchObject({
      roles: ["service_officer", "teller"],
      until: { service_officer: LATER },
    });
    await expect(given(actor.userId, wanted.roles, { service_officer: LATER })).rejects.toMatchObject({
      reason: "roles_unchanged",
    });
    expect(await given(actor.userId, wanted.roles, {}), "the last day is taken back").toBe("approved");
    expect(await readStaff(admin, actor.userId)).toMatchObject({ roles: wanted.roles, until: {} });
  });

  it("is refused at its field when the day has passed, also when it passed while the request waited", async () => {
    const { actor } = await someone("teller");
    const yesterday = { service_officer: businessDate("2026-03-01") };
    await expect(given(actor.userId, ["service_officer", "teller"], yesterday)).rejects.toMatchObject({
      reason: "day_passed",
      field: "until.service_officer",
    });
    await expect(
      inviteStaff(admin, {
        signInName: "nora",
        displayName: "Nora",
        branchId,
        roles: ["service_officer"],
        until: yesterday,
        ...why,
      }),
    ).rejects.toMatchObject({ reason: "day_passed" });
    // Of a role that is not given the day says nothing.
    await expect(given(actor.userId, ["teller"], yesterday)).rejects.toMatchObject({ reason: "roles_unchanged" });
    const form = { userId: actor.userId, roles: ["teller"], ...why };
    expect(changeRolesInput.safeParse({ ...form, until: { teller: "2026-02-30" } }).success).toBe(false);
    expect(changeRolesInput.safeParse({ ...form, until: { nobody: LATER } }).success).toBe(false);
  });

  it("is never the bank's last administrator: one with a last day does not count as staying", async () => {
    const passing = await someone("administrator");
    expect(await given(passing.actor.userId, ["administrator"], { administrator: LATER }), "the other one stays").toBe(
      "approved",
    );
    const away = { userId: admin.actor.userId, ...why };
    const last = { ...away, roles: ["administrator"] as Role[], until: { administrator: LATER } };
    await expect(carried(changeRoles, last, passing)).rejects.toMatchObject({ reason: "last_administrator" });
    await expect(carried(disableStaff, away, passing)).rejects.toMatchObject({ reason: "last_administrator" });
    await carried(disableStaff, { userId: passing.actor.userId, ...why });
  });

  it("conflicts with others as long as it stands (control 43), in the command and in the database", async () => {
    const { actor } = await someone("teller");
    await expect(given(actor.userId, ["teller", "vault_custodian"], { teller: TODAY })).rejects.toMatchObject({
      reason: "roles_conflict",
    });
    await given(actor.userId, ["teller"], { teller: TODAY });
    await expect(
      sqlOf(
        bank.db,
      )`insert into user_roles (user_id, role, until_day) values (${actor.userId}, 'vault_custodian', ${LATER})`,
    ).rejects.toMatchObject({ constraint_name: "user_roles_conflict" });
    await given(actor.userId, ["vault_custodian"], {});
  });

  it("stands in the list by its end, with its role, and first in the access review", async () => {
    const [soon, late] = [await someone("teller"), await someone("loan_officer")];
    await given(soon.actor.userId, ["teller"], { teller: LATER });
    await given(late.actor.userId, ["loan_officer"], { loan_officer: MUCH_LATER });
    const ids = async (ending: string) => (await listStaff(admin, { ending })).rows.map(({ id }) => id);
    expect(await ids("soon")).toContain(soon.actor.userId);
    expect(await ids("soon")).not.toContain(late.actor.userId);
    expect(await ids("some_day")).toEqual(expect.arrayContaining([soon.actor.userId, late.actor.userId]));
    expect(await endingHolders(admin, "loan_officer")).toMatchObject([{ id: late.actor.userId, until: MUCH_LATER }]);

    const [head, ...lines] = (await reviewAccess(admin)).trimEnd().split("\r\n");
    expect(head).toContain("Roles,A role ends");
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    const [first, next, last] = ["teller until 31 Mar 2026,2026-03-31,enabled", "ADMIN,admin", "2027,2027-03-31"].map(
      at,
    );
    expect(first).toBeGreaterThan(-1);
    expect(first).toBeLessThan(Number(next));
    expect(last, "a year ahead is not soon").toBeGreaterThan(Number(next));
  });
});

describe("control 46: with the day after a role's last one", () => {
  it("it opens nothing, not even before the cut has tidied it; the cut takes it away, tells the person and is in the log", async () => {
    const [both, only] = [await someone("teller", "service_officer"), await someone("loan_officer")];
    await given(both.actor.userId, ["teller", "service_officer"], { service_officer: TODAY });
    await given(only.actor.userId, ["loan_officer"], { loan_officer: TODAY });
    const [token, other] = [await sessionOf(both.actor.userId), await sessionOf(only.actor.userId)];
    expect([await rolesIn(token), await rolesIn(other)], "on the last day").toEqual([
      ["service_officer", "teller"],
      ["loan_officer"],
    ]);
    const waiting = await changeRoles(admin, {
      userId: (await someone("teller")).actor.userId,
      roles: ["service_officer"],
      until: { service_officer: TODAY },
      ...why,
    });
    const passing = await someone("administrator");
    await given(passing.actor.userId, ["administrator"], { administrator: TODAY });
    const asked = await changeRoles(passing, {
      userId: (await someone("teller")).actor.userId,
      roles: ["operations"],
      ...why,
    });

    // The next day is open and its tidying has not come yet.
    await sqlOf(bank.admin)`update banking_days set status = 'closing', cut_at = bank_now() where status = 'open'`;
    await sqlOf(bank.admin)`insert into banking_days (day) values ('2026-03-03')`;
    expect([await rolesIn(token), await rolesIn(other)], "the next request").toEqual([["teller"], []]);
    const name = both.actor.name;
    expect(await signIn(frontDoor(bank.db), { signInName: name, password: PASSWORD })).toMatchObject({
      person: { roles: ["teller"] },
    });
    expect((await readStaff(admin, only.actor.userId)).roles).toEqual([]);

    expect(await expireRoles(bankJob(bank.db) as never)).toEqual({ expired: 3 });
    expect(await sqlOf(bank.db)`select role from user_roles where until_day < '2026-03-03'`).toEqual([]);
    const events = await logged(bank.db, "staff.roles_expired");
    const whose = [both, only, passing].map(({ actor }) => actor.userId);
    expect(events.map(({ subjectId }) => subjectId).sort()).toEqual(whose.sort());
    const told = await sqlOf(bank.db)`
      select params from notices where kind = 'roles_expired' and user_id = any(${[both.actor.userId, only.actor.userId]}::uuid[])
      order by user_id`;
    expect(told).toEqual([
      { params: { ended: "service officer", left: "teller" } },
      { params: { ended: "loan officer" } },
    ]);
    expect(await rolesIn(other), "the session stays, without rights").toEqual([]);
    expect(await expireRoles(bankJob(bank.db) as never), "again").toEqual({ expired: 0 });

    expect(await decided(waiting), "asked for a day that has passed meanwhile").toBe("returned");
    expect(await decided(asked), "asked by somebody whose role has ended since").toBe("returned");
  });

  it("is found by the cut of the day itself", async () => {
    const { actor } = await someone("teller", "service_officer");
    await sqlOf(bank.admin)`update banking_days set status = 'closed', closed_at = bank_now() where status = 'closing'`;
    await given(actor.userId, ["teller", "service_officer"], { teller: businessDate("2026-03-03") });
    await cutDay(bankJob(bank.db) as never, businessDate("2026-03-03"));
    expect((await logged(bank.db, "staff.roles_expired")).at(-1)?.subjectId).toBe(actor.userId);
    expect((await readStaff(admin, actor.userId)).roles).toEqual(["service_officer"]);
  });
});

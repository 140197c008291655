import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { bankFacts } from "@/lib/calendar/queries";
import type { Ctx, Role, StaffActor } from "@/lib/core/context";
import { type BranchId, newId, type UserId } from "@/lib/core/ids";
import { conflictingRoles } from "@/lib/identity/conflicting-roles";
import { enrolStaff } from "@/lib/identity/enrol-staff";
import { issueStaffCode } from "@/lib/identity/issue-staff-code";
import { activateSession, openSession } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/sign-in";
import { readBooks } from "@/lib/ledger/chart";
import { openChart } from "@/lib/ledger/open-chart";
import { addBranch } from "@/lib/operations/add-branch";
import { changePerson } from "@/lib/operations/change-person";
import { changeRoles } from "@/lib/operations/change-roles";
import { disableStaff } from "@/lib/operations/disable-staff";
import { enableStaff } from "@/lib/operations/enable-staff";
import { inviteStaff } from "@/lib/operations/invite-staff";
import { renameBank } from "@/lib/operations/rename-bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried as carriedBy } from "../../support/second-person";
import { foundBank, frontDoor, hire, logged, PASSWORD } from "../identity/people";

let bank: TestDatabase;
let branchId: BranchId;
let admin: Ctx<StaffActor>;
let manager: Ctx<StaffActor>;
let names = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  await bank.db.transaction((tx) => openChart(tx, { id: branchId, headOffice: true }, "EUR"));
  admin = await hire(bank.db, "admin", branchId, "administrator");
  manager = await hire(bank.db, "manager", branchId, "branch_manager");
});
afterAll(() => bank.close());

const why = { reason: "Moves to another desk" };
/** What the administrator asks for and the branch manager agrees to. */
const carried = <Input>(
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<object>,
  input: Input,
  { maker = admin, checker = manager } = {},
) => carriedBy(command, input, { maker, checker });
const someone = (...roles: Role[]) => hire(bank.db, `colleague${++names}`, branchId, ...roles);
const rolesOf = async (userId: string) => {
  const rows = await sqlOf(bank.db)<
    { role: string }[]
  >`select role from user_roles where user_id = ${userId} order by role`;
  return rows.map(({ role }) => role);
};
const invitation = (signInName: string, roles: Role[] = ["teller"]) => ({
  signInName,
  displayName: "Nora Lindqvist",
  branchId,
  roles,
  ...why,
});

describe("changing a colleague's roles (controls 43, 46)", () => {
  it("waits for a second person, and then counts, is recorded and told", async () => {
    const { actor } = await someone("teller");
    const request = { userId: actor.userId, roles: ["service_officer", "loan_officer"] as Role[], ...why };
    expect(await changeRoles(admin, request)).toMatchObject({ pending: expect.any(String) });
    expect(await rolesOf(actor.userId)).toEqual(["teller"]);

    await carried(changeRoles, request);
    expect(await rolesOf(actor.userId)).toEqual(["loan_officer", "service_officer"]);
    expect((await logged(bank.db, "staff.roles_changed")).map((event) => event.subjectId)).toContain(actor.userId);
    const [notice] = await sqlOf(bank.db)`select kind, params from notices where user_id = ${actor.userId}`;
    expect(notice).toEqual({ kind: "roles_changed", params: { roles: "loan officer, service officer" } });
    await expect(carried(changeRoles, request)).rejects.toMatchObject({ reason: "roles_unchanged" });
  });

  it("is refused to anybody but an administrator, for oneself, and to a second person whose rights they are", async () => {
    const { actor } = await someone("teller");
    const request = { userId: actor.userId, roles: ["operations"] as Role[], ...why };
    await expect(changeRoles(manager, request)).rejects.toMatchObject({ reason: "not_permitted" });
    const own = { ...request, userId: admin.actor.userId };
    await expect(carried(changeRoles, own)).rejects.toMatchObject({ reason: "own_rights" });
    expect((await logged(bank.db, "staff.change_roles")).map((event) => event.subjectId)).toContain(own.userId);
    const checkers = { ...request, userId: manager.actor.userId };
    expect(await carried(changeRoles, checkers)).toBe("returned");
    expect(await rolesOf(manager.actor.userId)).toEqual(["branch_manager"]);
    await expect(carried(changeRoles, { ...request, userId: newId<"user">() })).rejects.toMatchObject({
      reason: "user_not_found",
    });
  });

  it("refuses roles that one person cannot hold together, and no role at all", async () => {
    const { actor } = await someone("teller");
    const to = (...roles: Role[]) => carried(changeRoles, { userId: actor.userId, roles, ...why });
    await expect(to("teller", "vault_custodian")).rejects.toMatchObject({ reason: "roles_conflict" });
    await expect(to()).rejects.toMatchObject({ reason: "roles_needed" });
    await expect(to("vault_custodian")).resolves.toBeDefined();
  });

  it("never leaves the bank without an administrator", async () => {
    const second = await someone("administrator");
    const away = { userId: admin.actor.userId, roles: ["operations"] as Role[], ...why };
    await carried(disableStaff, { userId: second.actor.userId, ...why });
    await expect(carried(changeRoles, away, { maker: second })).rejects.toMatchObject({ reason: "last_administrator" });
    await expect(
      carried(disableStaff, { userId: admin.actor.userId, ...why }, { maker: second }),
    ).rejects.toMatchObject({
      reason: "last_administrator",
    });
  });
});

describe("changing a colleague's roles or person ends what was opened before (control 46)", () => {
  const sessionOf = async (userId: UserId) => {
    const { token } = await openSession(bank.db, { userId, kind: "staff" }, { proven: true });
    await activateSession(bank.db, token);
    return async () => {
      const [row] = await sqlOf(bank.db)`select revoked_at is null as lives from sessions where user_id = ${userId}`;
      return row?.lives;
    };
  };
  const personOf = async (userId: UserId) => {
    const [row] = await sqlOf(bank.db)`
      select display_name as name, email, branch_id as "branchId" from users where id = ${userId}`;
    return row;
  };

  it("with other roles their sessions are over once it is agreed, not before", async () => {
    const { actor } = await someone("teller");
    const lives = await sessionOf(actor.userId);
    await changeRoles(admin, { userId: actor.userId, roles: ["operations"], ...why });
    expect(await lives()).toBe(true);
    await carried(changeRoles, { userId: actor.userId, roles: ["service_officer"], ...why });
    expect(await lives()).toBe(false);
  });

  it("another name, e-mail and branch wait for a second administrator, then count, are recorded and told", async () => {
    const { actor } = await someone("teller");
    const checker = await someone("administrator");
    const elsewhere = newId<"branch">();
    await sqlOf(
      bank.admin,
    )`insert into branches (id, code, name, head_office) values (${elsewhere}, '009', 'Old Town', false)`;
    const lives = await sessionOf(actor.userId);
    const wanted = { userId: actor.userId, displayName: "Nora Berg", email: "nora@example.com", branchId: elsewhere };
    const before = await personOf(actor.userId);
    const asked = await changePerson(admin, { ...wanted, ...why });
    expect(asked).toMatchObject({ pending: expect.any(String) });
    expect(await personOf(actor.userId)).toEqual(before);
    await expect(carried(changePerson, { ...wanted, displayName: "N", ...why })).rejects.toMatchObject({
      reason: "not_permitted",
    });
    expect(await lives()).toBe(true);
    expect(await carried(changePerson, { ...wanted, ...why }, { checker })).toBe("approved");
    expect(await personOf(actor.userId)).toEqual({
      name: "Nora Berg",
      email: "nora@example.com",
      branchId: elsewhere,
    });
    expect(await lives()).toBe(false);
    expect((await logged(bank.db, "staff.person_changed")).map((event) => event.subjectId)).toContain(actor.userId);
    const [notice] = await sqlOf(bank.db)`select kind, params from notices where user_id = ${actor.userId}`;
    expect(notice).toEqual({ kind: "person_changed", params: {} });
    await expect(changePerson(admin, { ...wanted, ...why })).rejects.toMatchObject({ reason: "person_unchanged" });

    const readdressed = { ...wanted, email: "berg@example.com", ...why };
    await sqlOf(bank.db)`
      insert into password_links (id, user_id, token_hash, expires_at)
      values (${newId()}, ${actor.userId}, ${Buffer.alloc(32, 7)}, bank_now() + interval '10 minutes')`;
    expect(await carried(changePerson, readdressed, { checker })).toBe("approved");
    const [link] = await sqlOf(
      bank.db,
    )`select used_at is null as open from password_links where user_id = ${actor.userId}`;
    expect(link).toEqual({ open: false });
    const mails = await sqlOf(bank.db)<{ to: string | null }[]>`
      select m.send_to as to from notice_mails m join notices n on n.id = m.notice_id
      where n.user_id = ${actor.userId} order by n.id desc limit 1`;
    expect(mails[0]?.to, "the address before is told").toBe("nora@example.com");
  });

  it("is refused for oneself, for a branch that is not there, and to anybody but an administrator", async () => {
    const { actor } = await someone("teller");
    const person = { userId: actor.userId, displayName: "Nora Berg", email: undefined, branchId, ...why };
    await expect(changePerson(admin, { ...person, userId: admin.actor.userId })).rejects.toMatchObject({
      reason: "own_rights",
    });
    await expect(changePerson(admin, { ...person, branchId: newId<"branch">() })).rejects.toMatchObject({
      reason: "branch_not_found",
    });
    await expect(changePerson(manager, person)).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("the database (control 43)", () => {
  it("holds the same conflicting pairs as the table in code", async () => {
    const rows = await sqlOf(bank.db)<{ one: string; other: string }[]>`select one, other from role_conflicts`;
    const pairs = new Set(conflictingRoles.map((pair) => [...pair].sort().join(" ")));
    expect(new Set(rows.map(({ one, other }) => `${one} ${other}`))).toEqual(pairs);
  });

  it("refuses every pair in either order and in one statement, whoever writes it", async () => {
    const { actor } = await someone("branch_manager");
    const sql = sqlOf(bank.admin);
    for (const [one, other] of conflictingRoles) {
      for (const pair of [
        [one, other],
        [other, one],
      ]) {
        await sql`delete from user_roles where user_id = ${actor.userId}`;
        await expect(
          sql`insert into user_roles (user_id, role) select ${actor.userId}, unnest(${pair}::text[])`,
        ).rejects.toMatchObject({ constraint_name: "user_roles_conflict" });
      }
    }
    await sql`insert into user_roles (user_id, role) values (${actor.userId}, 'teller')`;
    await expect(
      sqlOf(bank.db)`insert into user_roles (user_id, role) values (${actor.userId}, 'vault_custodian')`,
    ).rejects.toMatchObject({ constraint_name: "user_roles_conflict" });
  });

  it("refuses a pair whose halves are granted by two transactions at once", async () => {
    const { actor } = await someone("service_officer");
    const grant = (role: Role) =>
      sqlOf(bank.db)`insert into user_roles (user_id, role) values (${actor.userId}, ${role})`;
    const both = await Promise.allSettled([grant("operations"), grant("finance_officer")]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("disabling and enabling (controls 6, 18)", () => {
  it("ends the sessions at once, and signs nobody in until enabled again", async () => {
    const { actor } = await someone("teller");
    const signInName = `colleague${names}`;
    await signIn(frontDoor(bank.db), { signInName, password: PASSWORD });
    await carried(disableStaff, { userId: actor.userId, ...why });
    const [left] = await sqlOf(bank.db)<{ open: bigint }[]>`
      select count(*) as open from sessions where user_id = ${actor.userId} and revoked_at is null`;
    expect(left?.open).toBe(0n);
    await expect(signIn(frontDoor(bank.db), { signInName, password: PASSWORD })).rejects.toMatchObject({
      reason: "wrong_credentials",
    });
    await expect(carried(disableStaff, { userId: actor.userId, ...why })).rejects.toMatchObject({
      reason: "staff_disabled",
    });
    await carried(enableStaff, { userId: actor.userId, ...why });
    await expect(signIn(frontDoor(bank.db), { signInName, password: PASSWORD })).resolves.toBeDefined();
    await expect(carried(enableStaff, { userId: actor.userId, ...why })).rejects.toMatchObject({
      reason: "staff_not_disabled",
    });
    expect((await logged(bank.db, "staff.disabled")).map((event) => event.subjectId)).toContain(actor.userId);
  });

  it("is refused to a manager and for oneself", async () => {
    const { actor } = await someone("teller");
    await expect(disableStaff(manager, { userId: actor.userId, ...why })).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(carried(disableStaff, { userId: admin.actor.userId, ...why })).rejects.toMatchObject({
      reason: "own_rights",
    });
  });
});

describe("inviting a colleague (control 34)", () => {
  it("makes them without a password; the code sets one, once, and then they come in", async () => {
    expect(await carried(inviteStaff, invitation("nora"))).toBe("approved");
    const [made] = await sqlOf(bank.db)<
      { userId: string }[]
    >`select id as "userId" from users where sign_in_name = 'nora'`;
    if (!made) throw new Error("The invitation was not carried out");
    await expect(signIn(frontDoor(bank.db), { signInName: "nora", password: "none" })).rejects.toMatchObject({
      reason: "wrong_credentials",
    });
    const first = await issueStaffCode(admin, { userId: made.userId });
    const { code } = await issueStaffCode(admin, { userId: made.userId });
    const enrol = (typed: string, password = PASSWORD) => enrolStaff(frontDoor(bank.db), { code: typed, password });
    await expect(enrol(first.code)).rejects.toMatchObject({ reason: "enrolment_code_unknown" });
    await expect(enrol(code, "short")).rejects.toMatchObject({ reason: "password_too_short" });
    await enrol(code.toLowerCase());
    await expect(enrol(code)).rejects.toMatchObject({ reason: "enrolment_code_unknown" });
    await expect(signIn(frontDoor(bank.db), { signInName: "nora", password: PASSWORD })).resolves.toMatchObject({
      person: { kind: "staff", roles: ["teller"] },
    });
    await expect(issueStaffCode(admin, { userId: made.userId })).rejects.toMatchObject({ reason: "staff_enrolled" });
    expect((await logged(bank.db, "staff.enrolled")).map((event) => event.subjectId)).toContain(made.userId);
  });

  it("refuses a taken name, conflicting roles, an unknown branch, and anybody but an administrator", async () => {
    await expect(carried(inviteStaff, invitation("manager"))).rejects.toMatchObject({
      reason: "sign_in_name_taken",
    });
    await expect(carried(inviteStaff, invitation("otto", ["auditor", "teller"]))).rejects.toMatchObject({
      reason: "roles_conflict",
    });
    await expect(carried(inviteStaff, { ...invitation("otto"), branchId: newId<"branch">() })).rejects.toMatchObject({
      reason: "branch_not_found",
    });
    await expect(inviteStaff(manager, invitation("otto"))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(issueStaffCode(manager, { userId: admin.actor.userId })).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });
});

describe("the bank and its branches (control 46)", () => {
  it("open a branch with a second person, once, and only for an administrator", async () => {
    const branch = { code: "007", name: "Riverside", tills: 2, ...why };
    await expect(addBranch(manager, branch)).rejects.toMatchObject({ reason: "not_permitted" });
    await carried(addBranch, branch);
    await expect(carried(addBranch, branch)).rejects.toMatchObject({ reason: "branch_code_taken" });
    expect(await logged(bank.db, "branch.added")).toHaveLength(1);
    const sql = sqlOf(bank.db);
    const points = await sql`
      select p.name, count(a.*)::int as currencies from cash_points p join branches b on b.id = p.branch_id
        left join cash_accounts a on a.cash_point_id = p.id where b.code = '007' group by p.name order by p.name`;
    const { currencies } = await bankFacts(bank.db);
    expect(points).toEqual(["Till 1", "Till 2", "Vault"].map((name) => ({ name, currencies: currencies.length })));
  });

  it("serve customers in a branch opened meanwhile, also in a process that read the books before", async () => {
    const [opened] = await sqlOf(bank.db)<{ id: BranchId }[]>`select id from branches where code = '007'`;
    if (!opened) throw new Error("the branch was not opened");
    const books = await readBooks(bank.db, true);
    expect(books.gl("1900", opened.id, "EUR").branchId).toBe(opened.id);
    const missing = newId<"branch">();
    expect(() => books.gl("1900", missing, "EUR")).toThrow(expect.objectContaining({ code: "40001" }));
    expect(await readBooks(bank.db), "read again after a branch was missing").not.toBe(books);
  });

  it("rename the bank with a second person, and only for an administrator", async () => {
    const name = { name: "Riverside Bank", ...why };
    await expect(renameBank(manager, name)).rejects.toMatchObject({ reason: "not_permitted" });
    await carried(renameBank, name);
    await expect(carried(renameBank, name)).rejects.toMatchObject({ reason: "name_unchanged" });
    const [bankRow] = await sqlOf(bank.db)`select name from bank_settings`;
    expect(bankRow).toEqual({ name: "Riverside Bank" });
  });
});

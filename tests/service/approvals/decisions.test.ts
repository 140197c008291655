import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { expireRequests } from "@/lib/approvals/expire-requests";
import { withdrawRequest } from "@/lib/approvals/withdraw-request";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BranchId, newId } from "@/lib/core/ids";
import { readApproval } from "@/lib/operations/approval-queries";
import { changeRoles } from "@/lib/operations/change-roles";
import { decideApproval } from "@/lib/operations/decide-approval";
import { disableStaff } from "@/lib/operations/disable-staff";
import { countWaiting, waitingApprovals } from "@/lib/operations/waiting-approvals";
import { newKey } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { bankJob, foundBank, hire, logged } from "../identity/people";

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

/** A request for other roles of a new colleague. */
async function request() {
  const colleague = await hire(bank.db, `colleague${++names}`, branchId, "teller");
  const { userId } = colleague.actor;
  const asked = await changeRoles(admin, { userId, roles: ["loan_officer"], reason: "Moves to another desk" });
  if (!("pending" in asked)) throw new Error("It did not wait");
  return { approvalId: asked.pending, userId };
}
const rolesOf = (userId: string) => sqlOf(bank.db)`select role from user_roles where user_id = ${userId}`;
const approve = (ctx: Ctx<StaffActor>, approvalId: string, seen = 1, key = newKey()) =>
  decideApproval(ctx, { key, approvalId, seen, answer: "approved" });
const statusOf = async (id: string) => (await readApproval(admin, id)).status;

describe("a request for a second person (control 42)", () => {
  it("waits, shows before and after, and does nothing yet", async () => {
    const { approvalId, userId } = await request();
    expect(await rolesOf(userId)).toMatchObject([{ role: "teller" }]);
    const seen = await readApproval(manager, approvalId);
    expect(seen).toMatchObject({ before: { roles: "teller" }, after: { roles: "loan officer" }, mayDecide: true });
    expect((await waitingApprovals(manager)).items.some((item) => item.id === approvalId && !item.own)).toBe(true);
    expect((await waitingApprovals(admin)).items.some((item) => item.id === approvalId && item.own)).toBe(true);
    expect(await countWaiting(manager)).toBeGreaterThan(0);
    expect((await logged(bank.db, "approval.requested")).at(-1)?.subjectId).toBe(approvalId);
    const [row] = await sqlOf(bank.db)<{ sealed: Buffer }[]>`select sealed from approvals where id = ${approvalId}`;
    expect(row?.sealed.toString("latin1")).not.toContain("loan_officer");
  });

  it("is among the hundred most urgent, and more are told of, with one history for each that runs out", async () => {
    const ids = Array.from({ length: 120 }, () => newId<"approval">());
    await sqlOf(bank.db)`
      insert into approvals (id, kind, status, subject_kind, subject_id, branch_id, maker_id, sealed, due_at)
      select id, 'staff.enable', 'pending', 'user', id::text, ${branchId}, ${admin.actor.userId}, '\\x00', bank_now() + interval '1 second'
      from unnest(${ids}::uuid[]) as r (id)`;
    const { items, more } = await waitingApprovals(manager);
    expect([items.length, more]).toEqual([100, true]);
    await sqlOf(bank.admin)`update approvals set due_at = bank_now() where id = any(${ids}::uuid[])`;
    expect(await expireRequests(bankJob(bank.db))).toEqual({ expired: 120 });
    const steps = await sqlOf(bank.db)`
      select count(distinct approval_id)::int as n from approval_steps where step = 'expired' and approval_id = any(${ids}::uuid[])`;
    expect(steps).toEqual([{ n: 120 }]);
    const acts = await sqlOf(bank.db)`
      select count(distinct subject_id)::int as n from audit_events where act = 'approval.expired' and subject_id = any(${ids}::text[])`;
    expect(acts).toEqual([{ n: 120 }]);
    expect((await waitingApprovals(manager)).more).toBe(false);
  });

  it("stands in the inbox by its deadline, and among those of one deadline the largest amount first", async () => {
    const [late, small, large, noAmount] = Array.from({ length: 4 }, () => newId<"approval">());
    const rows = [
      { id: late, minor: 9_000_000n, due: "2 seconds" },
      { id: small, minor: 100n, due: "1 second" },
      { id: noAmount, minor: null, due: "1 second" },
      { id: large, minor: 200n, due: "1 second" },
    ];
    // The instant is the same for both whose deadline is the same.
    const [now] = await sqlOf(bank.db)<{ at: string }[]>`select bank_now()::text as at`;
    for (const { id, minor, due } of rows)
      await sqlOf(bank.db)`
        insert into approvals (id, kind, status, subject_kind, subject_id, branch_id, maker_id, sealed, due_at, amount_minor, currency)
        values (${id as string}, 'staff.enable', 'pending', 'user', ${id as string}, ${branchId}, ${admin.actor.userId}, '\\x00',
          ${now?.at ?? ""}::timestamptz + interval '10 minutes' + ${due}::interval, ${minor}, ${minor === null ? null : "EUR"})`;
    const shown = (await waitingApprovals(manager)).items.map((item) => item.id as string);
    expect(shown.filter((id) => rows.some((row) => row.id === id))).toEqual([large, small, noAmount, late]);
    await sqlOf(
      bank.admin,
    )`update approvals set due_at = bank_now() where id = any(${rows.map(({ id }) => id as string)}::uuid[])`;
    await expireRequests(bankJob(bank.db));
  });

  it("is one request, however often its maker asks for the same while it waits", async () => {
    const colleague = await hire(bank.db, `colleague${++names}`, branchId, "teller");
    const input = { userId: colleague.actor.userId, roles: ["loan_officer" as const], reason: "Moves to another desk" };
    const [one, two] = await Promise.all([changeRoles(admin, input), changeRoles(admin, input)]);
    expect(two).toEqual(one);
    expect(await changeRoles(admin, { ...input, reason: "Another reason" })).not.toEqual(one);
  });

  it("runs when somebody else approves it, once", async () => {
    const { approvalId, userId } = await request();
    const key = newKey();
    expect(await approve(manager, approvalId, 1, key)).toMatchObject({ status: "approved" });
    expect(await approve(manager, approvalId, 1, key)).toMatchObject({ status: "approved" });
    expect(await rolesOf(userId)).toMatchObject([{ role: "loan_officer" }]);
    await expect(approve(manager, approvalId, 2)).rejects.toMatchObject({ reason: "approval_over" });
    expect((await logged(bank.db, "approval.approved")).at(-1)?.actorId).toBe(manager.actor.userId);
  });

  it("is never decided by its maker, nor by the database for them", async () => {
    const { approvalId, userId } = await request();
    await expect(approve(admin, approvalId)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    const second: Ctx<StaffActor> = { ...admin, actor: { ...admin.actor, roles: ["branch_manager"] } };
    await expect(approve(second, approvalId)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    await expect(
      sqlOf(bank.db)`update approvals set status = 'approved', checker_id = maker_id where id = ${approvalId}`,
    ).rejects.toMatchObject({ constraint_name: "approvals_second_person" });
    expect(await rolesOf(userId)).toMatchObject([{ role: "teller" }]);
  });

  it("is refused to whoever has no say, and is not there for them", async () => {
    const { approvalId } = await request();
    const teller = await hire(bank.db, `teller${++names}`, branchId, "teller");
    await expect(approve(teller, approvalId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(readApproval(teller, approvalId)).rejects.toMatchObject({ reason: "approval_not_found" });
  });

  it("is returned or rejected with a reason that is kept", async () => {
    const { approvalId, userId } = await request();
    await decideApproval(manager, { key: newKey(), approvalId, seen: 1, answer: "rejected", reason: "Not now" });
    const { status, steps } = await readApproval(admin, approvalId);
    expect([status, steps.at(-1)?.reason]).toEqual(["rejected", "Not now"]);
    expect(await rolesOf(userId)).toMatchObject([{ role: "teller" }]);
  });

  it("comes back when its subject changed meanwhile, or a rule refuses it now", async () => {
    const { approvalId, userId } = await request();
    await sqlOf(bank.db)`insert into user_roles (user_id, role) values (${userId}, 'service_officer')`;
    expect(await approve(manager, approvalId)).toMatchObject({ status: "returned" });
    const other = await request();
    const asked = await disableStaff(admin, { userId: other.userId as never, reason: "Leaves the bank" });
    await approve(manager, (asked as { pending: string }).pending);
    expect(await approve(manager, other.approvalId)).toMatchObject({ status: "returned" });
    expect((await readApproval(admin, other.approvalId)).steps.at(-1)).toMatchObject({ byRule: true });
  });

  it("is refused from a page that is out of date or after its time", async () => {
    const { approvalId } = await request();
    await expect(approve(manager, approvalId, 7)).rejects.toMatchObject({ reason: "stale" });
  });

  it("expires when nobody decided it in time", async () => {
    const { approvalId } = await request();
    const clock = "2099-01-01T09:00:00Z";
    await expect(approve({ ...manager, clock }, approvalId)).rejects.toMatchObject({ reason: "approval_over" });
    await expect(expireRequests(manager)).rejects.toMatchObject({ reason: "not_permitted" });
    expect((await expireRequests({ ...bankJob(bank.db), clock })).expired).toBeGreaterThan(0);
    expect(await expireRequests({ ...bankJob(bank.db), clock })).toEqual({ expired: 0 });
    expect(await statusOf(approvalId)).toBe("expired");
  });

  it("is taken back by its maker only, and never deleted", async () => {
    const { approvalId } = await request();
    const asked = { key: newKey(), approvalId };
    await expect(withdrawRequest(manager, asked)).rejects.toMatchObject({ reason: "approval_not_found" });
    await withdrawRequest(admin, asked);
    await withdrawRequest(admin, asked);
    expect(await statusOf(approvalId)).toBe("withdrawn");
    await expect(approve(manager, approvalId, 2)).rejects.toMatchObject({ reason: "approval_over" });
    await expect(sqlOf(bank.db)`delete from approvals where id = ${approvalId}`).rejects.toThrow();
    await expect(sqlOf(bank.db)`delete from approval_steps where approval_id = ${approvalId}`).rejects.toThrow();
  });
});

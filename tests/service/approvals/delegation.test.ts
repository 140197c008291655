import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import { type BranchId, newId } from "@/lib/core/ids";
import { delegateDecisions } from "@/lib/identity/delegate-decisions";
import {
  absentColleague,
  absentColleagues,
  inPlaceOf,
  ownDelegations,
  possibleDelegates,
} from "@/lib/identity/delegations";
import { endDelegation } from "@/lib/identity/end-delegation";
import { ownNotices } from "@/lib/notifications/queries";
import { readApproval } from "@/lib/operations/approval-queries";
import { changeRoles } from "@/lib/operations/change-roles";
import { decideApproval } from "@/lib/operations/decide-approval";
import { disableStaff } from "@/lib/operations/disable-staff";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { waitingApprovals } from "@/lib/operations/waiting-approvals";
import { newKey } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { foundBank, hire, logged } from "../identity/people";

const TODAY = "2026-03-02" as BusinessDate;
const LATER = "2026-03-09" as BusinessDate;
let bank: TestDatabase;
let harbour: BranchId;
let oldTown: BranchId;
let admin: Ctx<StaffActor>;
let ruth: Ctx<StaffActor>;
let omar: Ctx<StaffActor>;
let names = 0;

beforeAll(async () => {
  bank = await testDatabase();
  harbour = await foundBank(bank.db);
  oldTown = newId<"branch">();
  await sqlOf(
    bank.admin,
  )`insert into branches (id, code, name, head_office) values (${oldTown}, '002', 'Old Town', false)`;
  admin = await hire(bank.db, "admin", harbour, "administrator");
});
beforeEach(async () => {
  ruth = await hire(bank.db, `ruth${++names}`, harbour, "branch_manager");
  omar = await hire(bank.db, `omar${names}`, oldTown, "branch_manager");
});
afterAll(() => bank.close());

const away = (by = ruth, to = omar, firstDay = TODAY, lastDay = LATER) =>
  delegateDecisions(by, { toUserId: to.actor.userId as never, firstDay, lastDay });
/** Omar in Ruth's place, as the guard of his pages makes him. */
async function standingIn(by = omar, absent = ruth): Promise<Ctx<StaffActor>> {
  const found = await absentColleague(by, absent.actor.userId);
  if (!found) throw new Error("nobody is away");
  return { ...by, actor: inPlaceOf(by.actor, found) };
}
/** A request of Harbour, made by an administrator unless somebody else is named. */
async function request(by = admin) {
  const colleague = await hire(bank.db, `colleague${newId().slice(-8)}`, harbour, "teller");
  const asked = await changeRoles(by, {
    userId: colleague.actor.userId as never,
    roles: ["loan_officer"],
    reason: "Moves",
  });
  if (!("pending" in asked)) throw new Error("It did not wait");
  return asked.pending;
}
const approve = (ctx: Ctx<StaffActor>, approvalId: string) =>
  decideApproval(ctx, { key: newKey(), approvalId, seen: 1, answer: "approved" });

describe("control 42: deciding in the place of an absent colleague", () => {
  it("shows the colleague's inbox, and names both in the history and in the activity log", async () => {
    const id = await request();
    await expect(readApproval(omar, id)).rejects.toMatchObject({ reason: "approval_not_found" });
    await away();
    const placed = await standingIn();
    expect((await waitingApprovals(placed)).items.map((item) => item.id)).toContain(id);
    expect((await waitingApprovals(omar)).items.map((item) => item.id)).not.toContain(id);
    expect(await readApproval(placed, id)).toMatchObject({ mayDecide: true });
    expect(await approve(placed, id)).toMatchObject({ status: "approved" });
    expect((await readApproval(admin, id)).steps.at(-1)).toMatchObject({
      by: omar.actor.name.toUpperCase(),
      for: ruth.actor.name.toUpperCase(),
    });
    const [event] = (await logged(bank.db, "approval.approved")).slice(-1);
    expect(event?.actorId).toBe(omar.actor.userId);
    const [row] = await sqlOf(bank.db)<{ id: string }[]>`
      select id from audit_events where subject_id = ${id} and act = 'approval.approved'`;
    expect(await readActivityDetail(admin, row?.id ?? "")).toMatchObject({
      after: { decided_for: ruth.actor.name.toUpperCase() },
    });
  });

  it("is recorded, told to the colleague, and shown to whoever named them", async () => {
    const { delegationId } = await away();
    expect((await logged(bank.db, "decisions.delegated")).at(-1)).toMatchObject({
      actorId: ruth.actor.userId,
      subjectId: omar.actor.userId,
    });
    expect(await ownNotices(bank.db, omar.actor)).toMatchObject([
      { subject: "You decide for a colleague who is away" },
    ]);
    expect(await ownDelegations(ruth)).toMatchObject([{ id: delegationId, firstDay: TODAY, lastDay: LATER }]);
  });

  it("is not there before the first day, after the last, once ended, or once a sign-in is disabled", async () => {
    await away(ruth, omar, LATER, LATER);
    expect(await absentColleagues(omar)).toEqual([]);
    expect(await absentColleagues({ ...omar, businessDate: LATER })).toHaveLength(1);
    expect(await absentColleagues({ ...omar, businessDate: "2026-03-10" as BusinessDate })).toEqual([]);
    const { delegationId } = await away(ruth, omar, TODAY, TODAY);
    expect(await absentColleagues(omar)).toHaveLength(1);
    await endDelegation(ruth, { delegationId });
    expect(await absentColleagues(omar)).toEqual([]);
    await expect(endDelegation(ruth, { delegationId })).rejects.toMatchObject({ reason: "delegation_not_found" });
    await away(ruth, omar, TODAY, TODAY);
    await sqlOf(bank.admin)`update users set disabled_at = bank_now() where id = ${ruth.actor.userId}`;
    expect(await absentColleagues(omar)).toEqual([]);
  });

  it("never lets the maker decide: not the colleague's own request, nor the absent one's", async () => {
    const manager = { ...ruth, actor: { ...ruth.actor, roles: ["administrator" as const] } };
    const ofRuth = await request(manager);
    const omarAsAdmin = { ...omar, actor: { ...omar.actor, roles: ["administrator" as const] } };
    const ofOmar = await request(omarAsAdmin);
    await away();
    const placed = await standingIn();
    for (const id of [ofRuth, ofOmar]) {
      await expect(approve(placed, id)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
      expect((await waitingApprovals(placed)).items.find((item) => item.id === id)).toMatchObject({ own: true });
    }
  });

  it("passes no power on: only to whoever holds the deciding roles, then and when they decide", async () => {
    const teller = await hire(bank.db, `tell${names}`, oldTown, "teller");
    const finance = await hire(bank.db, `fina${names}`, oldTown, "finance_officer");
    for (const to of [teller, finance])
      await expect(away(ruth, to)).rejects.toMatchObject({ reason: "delegate_lacks_powers" });
    await expect(away(ruth, ruth)).rejects.toMatchObject({ reason: "delegate_yourself" });
    await expect(away(teller, omar)).rejects.toMatchObject({ reason: "not_permitted" });
    const offered = (await possibleDelegates(ruth)).map(({ id }) => id);
    expect(offered).toContain(omar.actor.userId);
    expect(offered).not.toContain(teller.actor.userId);
    await away();
    const asLoanOfficer = { ...omar, actor: { ...omar.actor, roles: ["loan_officer" as const] } };
    expect(await absentColleagues(asLoanOfficer)).toEqual([]);
    await expect(approve(await standingIn(), await request())).resolves.toMatchObject({ status: "approved" });
  });

  it("holds what is close to either of them (control 43)", async () => {
    const close = newId<"customer">();
    await away();
    const placed = await standingIn(omar, ruth);
    const found = await absentColleague(omar, ruth.actor.userId);
    const bound = inPlaceOf(placed.actor, { ...(found as NonNullable<typeof found>), related: [close] });
    expect(bound.related).toContain(close);
    expect(bound.roles).toEqual(omar.actor.roles);
  });

  it("asks for a fresh factor, days that make sense, and one colleague a day", async () => {
    const stale = { ...ruth, actor: { ...ruth.actor, provenLongAgo: true as const } };
    await expect(away(stale)).rejects.toMatchObject({ reason: "confirm_again" });
    const wrong = [
      ["2026-03-01", "2026-03-05", "day_passed"],
      [LATER, TODAY, "period_order"],
      [TODAY, "2026-05-01", "delegation_too_long"],
    ] as const;
    for (const [first, last, reason] of wrong)
      await expect(away(ruth, omar, first as BusinessDate, last as BusinessDate)).rejects.toMatchObject({ reason });
    const both = await Promise.allSettled([away(), away()]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("leaves the colleague's own branch out of reach while standing in", async () => {
    await away();
    const ofOldTown = await hire(bank.db, `oldt${names}`, oldTown, "teller");
    const asked = await disableStaff(admin, { userId: ofOldTown.actor.userId as never, reason: "Leaves" });
    const id = (asked as { pending: string }).pending;
    await expect(approve(await standingIn(), id)).rejects.toMatchObject({ reason: "other_branch" });
    await expect(approve(omar, id)).resolves.toMatchObject({ status: "approved" });
  });
});

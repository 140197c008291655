import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { changeLimit } from "@/lib/approvals/change-limit";
import { changePolicy } from "@/lib/approvals/change-policy";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { CustomerId } from "@/lib/core/ids";
import { changePassword } from "@/lib/identity/change-password";
import { endSessionOf } from "@/lib/identity/end-session-of";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { issueStaffCode } from "@/lib/identity/issue-staff-code";
import { removePasskey } from "@/lib/identity/remove-passkey";
import { changeRoles } from "@/lib/operations/change-roles";
import { disableStaff } from "@/lib/operations/disable-staff";
import { enableStaff } from "@/lib/operations/enable-staff";
import { exportActivity } from "@/lib/operations/export-activity";
import { inviteStaff } from "@/lib/operations/invite-staff";
import { resetCustomerFactor } from "@/lib/operations/reset-customer-factor";
import { resetFactor } from "@/lib/operations/reset-factor";
import { reviewAccess } from "@/lib/operations/review-access";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { exportCustomer } from "@/lib/reports/export-customer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let admin: Ctx<StaffActor>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  admin = await bank.staff("administrator");
});
afterAll(() => database.close());

const longAgo = <C extends { actor: object }>(ctx: C): C => ({ ...ctx, actor: { ...ctx.actor, provenLongAgo: true } });
const rows = async () => {
  const [row] = await sqlOf(database.admin)<{ n: number }[]>`
    select (select count(*) from approvals) + (select count(*) from beneficiaries)
      + (select count(*) from audit_events where result = 'done') as n`;
  return Number(row?.n);
};

const acts: [string, (ctx: Ctx<StaffActor>) => Promise<unknown>][] = [
  [
    "changing a limit",
    (ctx) =>
      changeLimit(ctx, {
        role: "teller",
        currency: "EUR",
        perTransaction: "500.00",
        effectiveFrom: ctx.businessDate,
        reason: "New at the counter",
      } as never),
  ],
  [
    "changing a policy",
    (ctx) =>
      changePolicy(ctx, {
        kind: "cash.withdraw",
        role: "anyone",
        currency: "EUR",
        from: "5000.00",
        checkerRole: "branch_manager",
        effectiveFrom: ctx.businessDate,
        reason: "Large amounts",
      } as never),
  ],
  [
    "taking a colleague's factor away",
    async (ctx) => resetFactor(ctx, { userId: (await bank.staff("teller")).actor.userId, reason: "Phone lost" }),
  ],
  [
    "changing a colleague's roles",
    async (ctx) =>
      changeRoles(ctx, {
        userId: (await bank.staff("teller")).actor.userId,
        roles: ["service_officer"],
        reason: "Moves",
      }),
  ],
  [
    "inviting a colleague",
    (ctx) =>
      inviteStaff(ctx, {
        signInName: `nora.${newKey().slice(0, 8)}`,
        displayName: "Nora Lindqvist",
        branchId: bank.branch("001").id,
        roles: ["teller"],
        reason: "The third till opens",
      }),
  ],
  [
    "shutting a colleague out",
    async (ctx) => disableStaff(ctx, { userId: (await bank.staff("teller")).actor.userId, reason: "Has left" }),
  ],
  [
    "letting a colleague in again",
    async (ctx) => enableStaff(ctx, { userId: (await bank.staff("teller")).actor.userId, reason: "Is back" }),
  ],
  [
    "issuing a colleague's code",
    async (ctx) => issueStaffCode(ctx, { userId: (await bank.staff("teller")).actor.userId }),
  ],
  [
    "ending a colleague's session",
    async (ctx) =>
      endSessionOf(ctx, {
        userId: (await bank.staff("teller")).actor.userId,
        sessionId: newKey(),
        reason: "Left open",
      }),
  ],
  ["exporting the activity log", (ctx) => exportActivity(ctx, {})],
  ["exporting the access review", (ctx) => reviewAccess(ctx)],
  ["removing a passkey", (ctx) => removePasskey(ctx, { passkeyId: newKey() })],
  ["changing the password", (ctx) => changePassword(ctx, { current: "x", password: "copper kettle on the stove" })],
];

const ofOfficers: [string, (ctx: Ctx<StaffActor>, customerId: CustomerId) => Promise<unknown>][] = [
  ["issuing a customer's enrolment code", (ctx, customerId) => issueEnrolmentCode(ctx, { customerId })],
  [
    "taking a customer's factor away",
    (ctx, customerId) => resetCustomerFactor(ctx, { customerId, reason: "Passport seen" } as never),
  ],
  ["exporting a customer", (ctx, customerId) => exportCustomer(ctx, customerId)],
];

describe("control 21: what asks for a second factor of the last five minutes", () => {
  it.each(acts)("%s is refused with one given long ago, and nothing is changed", async (_, act) => {
    const before = await rows();
    await expect(act(longAgo(admin))).rejects.toMatchObject({ reason: "confirm_again", code: "step_up" });
    expect(await rows()).toBe(before);
  });

  it.each(acts)("%s goes beyond that with a fresh one", async (_, act) => {
    const outcome = await act(admin).then(
      () => "done",
      (error: { reason?: string }) => error.reason,
    );
    expect(outcome).not.toBe("confirm_again");
    expect(outcome).toBeDefined();
  });

  it.each(ofOfficers)("%s is refused with one given long ago, and nothing is changed", async (_, act) => {
    const [officer, { id }] = [await bank.staff("service_officer"), await bank.customer()];
    const before = await rows();
    await expect(act(longAgo(officer), id)).rejects.toMatchObject({ reason: "confirm_again", code: "step_up" });
    expect(await rows()).toBe(before);
    const reason = await act(officer, id).then(
      () => "done",
      (error: { reason?: string }) => error.reason,
    );
    expect(reason).toBeDefined();
    expect(reason).not.toBe("confirm_again");
  });

  it("naming somebody to pay is refused to a customer, and not to staff who serve them", async () => {
    const amina = await bank.customer("Amina Okafor");
    const jonas = await bank.customer("Jonas Brandt");
    const { iban } = await bank.account(jonas.id);
    const input = { key: newKey(), name: "Jonas Brandt", iban };
    await expect(addBeneficiary(longAgo(amina.ctx), input as never)).rejects.toMatchObject({ reason: "confirm_again" });
    await addBeneficiary(amina.ctx, { ...input, key: newKey() } as never);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { changeLimit } from "@/lib/approvals/change-limit";
import { changePolicy } from "@/lib/approvals/change-policy";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
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

/** What an act comes to with a fresh factor: done, waiting for a second person, or stopped by a rule that comes after it. */
type Outcome = "done" | "waits" | { refused: string };

async function outcomeOf(asked: Promise<unknown>): Promise<Outcome> {
  try {
    const answer = await asked;
    return typeof answer === "object" && answer !== null && "pending" in answer ? "waits" : "done";
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { refused: error.reason };
  }
}

const acts: [string, Outcome, (ctx: Ctx<StaffActor>) => Promise<unknown>][] = [
  [
    "changing a limit",
    "waits",
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
    "waits",
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
    { refused: "no_factor" },
    async (ctx) => resetFactor(ctx, { userId: (await bank.staff("teller")).actor.userId, reason: "Phone lost" }),
  ],
  [
    "changing a colleague's roles",
    "waits",
    async (ctx) =>
      changeRoles(ctx, {
        userId: (await bank.staff("teller")).actor.userId,
        roles: ["service_officer"],
        reason: "Moves",
      }),
  ],
  [
    "inviting a colleague",
    "waits",
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
    "waits",
    async (ctx) => disableStaff(ctx, { userId: (await bank.staff("teller")).actor.userId, reason: "Has left" }),
  ],
  [
    "letting a colleague in again",
    { refused: "staff_not_disabled" },
    async (ctx) => enableStaff(ctx, { userId: (await bank.staff("teller")).actor.userId, reason: "Is back" }),
  ],
  [
    "issuing a colleague's code",
    "done",
    async (ctx) => issueStaffCode(ctx, { userId: (await bank.staff("teller")).actor.userId }),
  ],
  [
    "ending a colleague's session",
    { refused: "session_not_found" },
    async (ctx) =>
      endSessionOf(ctx, {
        userId: (await bank.staff("teller")).actor.userId,
        sessionId: newKey(),
        reason: "Left open",
      }),
  ],
  ["exporting the activity log", "done", (ctx) => exportActivity(ctx, {})],
  ["exporting the access review", "done", (ctx) => reviewAccess(ctx)],
  ["removing a passkey", { refused: "passkey_not_found" }, (ctx) => removePasskey(ctx, { passkeyId: newKey() })],
  [
    "changing the password",
    { refused: "current_password_wrong" },
    (ctx) => changePassword(ctx, { current: "x", password: "copper kettle on the stove" }),
  ],
];

const ofOfficers: [string, Outcome, (ctx: Ctx<StaffActor>, customerId: CustomerId) => Promise<unknown>][] = [
  [
    "issuing a customer's enrolment code",
    { refused: "already_enrolled" },
    (ctx, customerId) => issueEnrolmentCode(ctx, { customerId }),
  ],
  [
    "taking a customer's factor away",
    { refused: "customer_no_factor" },
    (ctx, customerId) => resetCustomerFactor(ctx, { customerId, reason: "Passport seen" } as never),
  ],
  ["exporting a customer", "done", (ctx, customerId) => exportCustomer(ctx, customerId)],
];

describe("control 21: what asks for a second factor of the last five minutes", () => {
  it.each(acts)("%s is refused with one given long ago, and nothing is changed", async (_, _outcome, act) => {
    const before = await rows();
    await expect(act(longAgo(admin))).rejects.toMatchObject({ reason: "confirm_again", code: "step_up" });
    expect(await rows()).toBe(before);
  });

  it.each(acts)("%s comes with a fresh one to what it would", async (_, outcome, act) => {
    expect(await outcomeOf(act(admin))).toEqual(outcome);
  });

  it.each(ofOfficers)("%s is refused with one given long ago, and nothing is changed", async (_, outcome, act) => {
    const [officer, { id }] = [await bank.staff("service_officer"), await bank.customer()];
    const before = await rows();
    await expect(act(longAgo(officer), id)).rejects.toMatchObject({ reason: "confirm_again", code: "step_up" });
    expect(await rows()).toBe(before);
    expect(await outcomeOf(act(officer, id))).toEqual(outcome);
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

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BranchId, type CustomerId, newId, type UserId } from "@/lib/core/ids";
import { adoptAuthenticator } from "@/lib/identity/adopt-authenticator";
import { enrolCustomer } from "@/lib/identity/enrol-customer";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { activateSession } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/sign-in";
import { latestMails } from "@/lib/notifications/queries";
import { readApproval } from "@/lib/operations/approval-queries";
import { resetCustomerFactor } from "@/lib/operations/reset-customer-factor";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { bankJob, customer, foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

let bank: TestDatabase;
let branchId: BranchId;
let officer: Ctx<StaffActor>;
let manager: Ctx<StaffActor>;
let amina: CustomerId;
let userId: UserId;
let names = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  officer = await hire(bank.db, "officer", branchId, "service_officer");
  manager = await hire(bank.db, "manager", branchId, "branch_manager");
});
beforeEach(async () => {
  names += 1;
  amina = await customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId });
  const { code } = await issueEnrolmentCode(officer, { customerId: amina });
  ({ userId } = await enrolCustomer(frontDoor(bank.db), { code, signInName: `amina${names}`, password: PASSWORD }));
  await adoptAuthenticator(bankJob(bank.db), { userId, secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" });
});
afterAll(() => bank.close());

const input = (over: object = {}) => ({ customerId: amina, reason: "Phone lost; passport seen", ...over });
const enter = () => signIn(frontDoor(bank.db), { signInName: `amina${names}`, password: PASSWORD });
const factors = async () => (await sqlOf(bank.db)`select 1 from second_factors where user_id = ${userId}`).length;

describe("control 30: a customer who has lost every second factor", () => {
  it("loses none of it by one person's word", async () => {
    const asked = await resetCustomerFactor(officer, input());
    expect(asked).toHaveProperty("pending");
    expect(await factors()).toBe(1);
    const { pending } = asked as { pending: string };
    expect(await readApproval(manager, pending)).toMatchObject({ mayDecide: true, after: { second_factor: "none" } });
    await expect(readApproval(officer, pending)).resolves.toMatchObject({ mayDecide: false });
  });

  it("has them taken away by two: sessions end, the password stays, the person is told and pays nobody for a day", async () => {
    const { ticket } = await enter();
    await activateSession(bank.db, ticket);
    expect(await carried(resetCustomerFactor, input(), { maker: officer, checker: manager })).toBe("approved");
    expect(await factors()).toBe(0);
    const open = await sqlOf(bank.db)`select 1 from sessions where user_id = ${userId} and revoked_at is null`;
    expect(open).toHaveLength(0);
    expect(await enter()).toMatchObject({ next: "done" });
    const [row] = await sqlOf(bank.db)<{ cooling: boolean }[]>`
      select pays_from > bank_now() + interval '23 hours' as cooling from users where id = ${userId}`;
    expect(row).toEqual({ cooling: true });
    expect((await latestMails(bank.db))[0]).toMatchObject({
      subject: "Your branch took your authenticator and passkeys away",
    });
    expect((await logged(bank.db, "customer.factor_reset")).at(-1)).toMatchObject({ subjectId: amina });
  });

  it("is refused where there is none, no sign-in, another branch, or no power", async () => {
    const bare = await customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId });
    await expect(resetCustomerFactor(officer, input({ customerId: bare }))).rejects.toMatchObject({
      reason: "not_enrolled",
    });
    await expect(resetCustomerFactor(officer, input({ customerId: newId() }))).rejects.toMatchObject({
      reason: "customer_not_found",
    });
    const far = { ...officer, actor: { ...officer.actor, branchId: newId<"branch">() } };
    await expect(resetCustomerFactor(far, input())).rejects.toMatchObject({ reason: "other_branch" });
    await expect(resetCustomerFactor(manager, input())).rejects.toMatchObject({ reason: "not_permitted" });
    await carried(resetCustomerFactor, input(), { maker: officer, checker: manager });
    await expect(resetCustomerFactor(officer, input())).rejects.toMatchObject({ reason: "customer_no_factor" });
  });
});

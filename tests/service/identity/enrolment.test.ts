import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BranchId, type CustomerId, newId } from "@/lib/core/ids";
import { enrolCustomer } from "@/lib/identity/enrol-customer";
import { enrolStaff } from "@/lib/identity/enrol-staff";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { hashPassword } from "@/lib/identity/password";
import { enrolmentOf } from "@/lib/identity/queries";
import { signIn } from "@/lib/identity/sign-in";
import { type TestDatabase, testDatabase } from "../../support/database";
import { customer, foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

vi.mock("@/lib/identity/password", async (original) => {
  const whole = await original<typeof import("@/lib/identity/password")>();
  return { ...whole, hashPassword: vi.fn(whole.hashPassword) };
});

let bank: TestDatabase;
let branchId: BranchId;
let officer: Ctx<StaffActor>;
let manager: Ctx<StaffActor>;
let names = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  officer = await hire(bank.db, "officer", branchId, "service_officer");
  manager = await hire(bank.db, "manager", branchId, "branch_manager");
});
afterAll(() => bank.close());

const newCustomer = (active = true) =>
  customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId }, active);
const issue = (customerId: CustomerId) => issueEnrolmentCode(officer, { customerId });
const enrol = (code: string, signInName = `amina${++names}`, password = PASSWORD) =>
  enrolCustomer(frontDoor(bank.db), { code, signInName, password });

describe("issuing an enrolment code", () => {
  it("hands the service officer a code of 16 characters, valid three days, and is recorded without it", async () => {
    const customerId = await newCustomer();
    const { code } = await issue(customerId);
    expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    const [stored] = await sqlOf(bank.db)<{ row: string; hours: string }[]>`
      select row_to_json(e)::text as row, (extract(epoch from expires_at - created_at) / 3600)::int::text as hours
      from enrolment_codes e where customer_id = ${customerId}`;
    expect(stored?.hours).toBe("72");
    expect(stored?.row).not.toContain(code);
    expect((await logged(bank.db, "enrolment.code_issued")).map((event) => event.subjectId)).toContain(customerId);
    expect(await enrolmentOf(officer, customerId)).toMatchObject({
      enrolled: false,
      codeValidUntil: expect.any(String),
    });
  });

  it("is refused to a teller, to another branch, and for a customer who is not active or not known", async () => {
    const customerId = await newCustomer();
    const teller = await hire(bank.db, "teller", branchId, "teller");
    await expect(issueEnrolmentCode(teller, { customerId })).rejects.toMatchObject({ reason: "not_permitted" });
    const otherBranch = newId<"branch">();
    const stranger = { ...officer, actor: { ...officer.actor, branchId: otherBranch } };
    await expect(issueEnrolmentCode(stranger, { customerId })).rejects.toMatchObject({ reason: "other_branch" });
    await expect(issue(await newCustomer(false))).rejects.toMatchObject({ reason: "customer_not_active" });
    await expect(issue(newId())).rejects.toMatchObject({ reason: "customer_not_found" });
    const refused = await logged(bank.db, "customer.enrol");
    expect(refused.map((event) => event.reason)).toEqual([
      "not_permitted",
      "other_branch",
      "customer_not_active",
      "customer_not_found",
    ]);
  });
});

describe("enrolling with a code", () => {
  it("makes the sign-in with which the customer comes in, and is recorded", async () => {
    const customerId = await newCustomer();
    const { code } = await issue(customerId);
    const { userId } = await enrol(code.toLowerCase().replaceAll("-", " "), "Amina.First");
    await expect(signIn(frontDoor(bank.db), { signInName: "amina.first", password: PASSWORD })).resolves.toMatchObject({
      person: { kind: "customer" },
    });
    const [user] = await sqlOf(bank.db)`select kind, customer_id as "customerId" from users where id = ${userId}`;
    expect(user).toMatchObject({ kind: "customer", customerId });
    expect((await logged(bank.db, "customer.enrolled")).map((event) => event.subjectId)).toContain(customerId);
  });

  it("works once: a used code, an expired, a withdrawn and an invented one are refused alike", async () => {
    const used = await issue(await newCustomer());
    await enrol(used.code);
    await expect(enrol(used.code)).rejects.toMatchObject({ reason: "enrolment_code_unknown" });

    const late = await newCustomer();
    const expired = await issue(late);
    await sqlOf(bank.admin)`update enrolment_codes set expires_at = bank_now() where customer_id = ${late}`;
    await expect(enrol(expired.code)).rejects.toMatchObject({ reason: "enrolment_code_unknown" });

    const again = await newCustomer();
    const withdrawn = await issue(again);
    const newer = await issue(again);
    await expect(enrol(withdrawn.code)).rejects.toMatchObject({ reason: "enrolment_code_unknown" });
    await expect(enrol("0000-0000-0000-0000")).rejects.toMatchObject({ reason: "enrolment_code_unknown" });
    await expect(enrol(newer.code)).resolves.toBeDefined();
  });

  it("makes one sign-in when two browsers use the code at once", async () => {
    const { code } = await issue(await newCustomer());
    const tries = await Promise.allSettled([enrol(code), enrol(code), enrol(code)]);
    expect(tries.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(1);
  });

  it("leaves the code unused when the password or the user name is refused", async () => {
    const { code } = await issue(await newCustomer());
    await expect(enrol(code, "amina.ok", "short")).rejects.toMatchObject({ reason: "password_too_short" });
    await expect(enrol(code, "amina.ok", "AminaOkafor1990")).rejects.toMatchObject({ reason: "password_common" });
    await expect(enrol(code, "officer")).rejects.toMatchObject({ reason: "sign_in_name_taken" });
    await expect(enrol(code, "a b")).rejects.toMatchObject({ reason: "sign_in_name_form" });
    await expect(enrol(code, "amina.ok")).resolves.toBeDefined();
  });

  it("is not offered again to a customer who has a sign-in", async () => {
    const customerId = await newCustomer();
    const { code } = await issue(customerId);
    await enrol(code);
    await expect(issue(customerId)).rejects.toMatchObject({ reason: "already_enrolled" });
    expect(await enrolmentOf(officer, customerId)).toEqual({ enrolled: true, codeValidUntil: null });
  });

  it.each([
    [
      "customer",
      (ip: string, code: string) =>
        enrolCustomer({ ...frontDoor(bank.db), ip }, { code, signInName: `flood${++names}`, password: PASSWORD }),
    ],
    ["staff", (ip: string, code: string) => enrolStaff({ ...frontDoor(bank.db), ip }, { code, password: PASSWORD })],
  ] as const)(
    "control 31: with codes of %s guessed costs no hashing, and is shut for a network that tries fifty",
    async (who, knock) => {
      const ip = who === "staff" ? "198.51.100.81" : "198.51.100.82";
      vi.mocked(hashPassword).mockClear();
      const refused = (await logged(bank.db, who === "staff" ? "staff.enrol" : "enrolment.use")).length;
      for (let time = 0; time < 50; time += 1)
        await expect(knock(ip, "0000-0000-0000-0000")).rejects.toMatchObject({ reason: "enrolment_code_unknown" });
      for (let time = 0; time < 5; time += 1)
        await expect(knock(ip, "0000-0000-0000-0000")).rejects.toMatchObject({ reason: "tried_too_often" });
      expect(hashPassword).not.toHaveBeenCalled();
      expect(await logged(bank.db, who === "staff" ? "staff.enrol" : "enrolment.use")).toHaveLength(refused + 50);
      await expect(knock("198.51.100.83", "0000-0000-0000-0000")).rejects.toMatchObject({
        reason: "enrolment_code_unknown",
      });
      if (who === "customer") {
        const { code } = await issue(await newCustomer());
        await expect(knock(ip, code)).rejects.toMatchObject({ reason: "tried_too_often" });
        await expect(knock("198.51.100.83", code)).resolves.toHaveProperty("userId");
      }
    },
  );

  it("is the front door's alone: staff cannot enrol in a customer's place", async () => {
    const { code } = await issue(await newCustomer());
    const inside = { ...frontDoor(bank.db), actor: { kind: "system", job: "set-up" } as const };
    await expect(enrolCustomer(inside, { code, signInName: "stolen", password: PASSWORD })).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });
});

import { describe, expect, it } from "vitest";
import type { Actor, Role } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import { type BranchId, newId, type UserId } from "@/lib/core/ids";
import { nextStepOf } from "@/lib/loans/next-step";
import type { LoanStatus } from "@/lib/loans/rules";

const today = businessDate("2026-03-02");
const [officer, manager, operations] = [newId<"user">(), newId<"user">(), newId<"user">()];
const staff = (role: Role, userId: UserId = newId<"user">()): Actor => ({
  kind: "staff",
  userId,
  name: role,
  roles: [role],
  branchId: newId<"branch">() as BranchId,
  sessionId: null,
});
const loan = (status: LoanStatus, over: object = {}) => ({
  status,
  appliedBy: officer,
  decidedBy: manager,
  offerValidUntil: null,
  ...over,
});

describe("the next step of a loan", () => {
  it.each([
    ["submitted", "decide", "branch_manager"],
    ["approved", "offer", "loan_officer"],
    ["offered", "accept", "loan_officer"],
    ["accepted", "disburse", "loan_operations"],
    ["active", "repay", "teller"],
  ] as const)("%s: %s, by the %s and nobody else", (status, kind, role) => {
    expect(nextStepOf(staff(role), loan(status), today)).toMatchObject({ kind, mine: true });
    expect(nextStepOf(staff("auditor"), loan(status), today)).toMatchObject({ kind, mine: false });
  });

  it("is another person's each time, and says so", () => {
    expect(nextStepOf(staff("branch_manager", officer), loan("submitted"), today)).toEqual({
      kind: "decide",
      mine: false,
      waitingFor: "You made this application. A second person must decide it.",
    });
    expect(nextStepOf(staff("loan_operations", manager), loan("accepted"), today)).toMatchObject({ mine: false });
    expect(nextStepOf(staff("loan_operations", operations), loan("accepted"), today)).toMatchObject({ mine: true });
    expect(nextStepOf(staff("loan_officer"), loan("returned"), today)).toMatchObject({ kind: "resubmit", mine: false });
    expect(nextStepOf(staff("loan_officer", officer), loan("returned"), today)).toMatchObject({
      kind: "resubmit",
      mine: true,
    });
  });

  it("tells who is waited for and until when", () => {
    const offered = loan("offered", { offerValidUntil: businessDate("2026-04-01") });
    expect(nextStepOf(staff("auditor"), offered, today)?.waitingFor).toBe(
      "Waiting for the customer's answer, until 1 Apr 2026.",
    );
    expect(nextStepOf(staff("loan_officer"), offered, businessDate("2026-04-02"))).toMatchObject({
      kind: "offer",
      mine: true,
    });
  });

  it("is none when its life is over", () => {
    for (const status of ["rejected", "withdrawn", "cancelled", "closed", "written_off"] as const) {
      expect(nextStepOf(staff("loan_officer"), loan(status), today)).toBeNull();
    }
  });
});

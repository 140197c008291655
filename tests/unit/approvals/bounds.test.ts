import { expect, test } from "vitest";
import { rungFor, rungsFor } from "@/lib/approvals/bounds";

const policy = (fromMinor: bigint, checkerRole: "branch_manager" | "finance_officer") => ({
  role: null,
  currency: "EUR" as const,
  fromMinor,
  checkerRole,
});
const own = (secondFromMinor: bigint) => ({
  role: null,
  userId: null,
  currency: "EUR" as const,
  perTransactionMinor: null,
  perDayMinor: null,
  secondFromMinor,
});
const needs = (secondFromMinor: bigint | null) =>
  rungsFor(
    [policy(10_000n, "branch_manager"), policy(50_000n, "finance_officer")],
    { roles: ["teller"] },
    secondFromMinor === null ? null : own(secondFromMinor),
    "transfer.create",
    "EUR",
  );

test.each([
  [9_999n, null, undefined],
  [10_000n, null, "branch_manager"],
  [50_000n, null, "finance_officer"],
  // A person's own amount adds a second person, and never takes the policy's away.
  [2_000n, 1_000n, "branch_manager"],
  [50_000n, 50_000n, "finance_officer"],
  [70_000n, 60_000n, "finance_officer"],
])("%s minor with an own amount of %s needs %s", (minor, secondFrom, checker) => {
  expect(rungFor(needs(secondFrom), minor)?.checkerRole).toBe(checker);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { changeLimit } from "@/lib/approvals/change-limit";
import { businessDate } from "@/lib/core/dates";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

const ofTellers = (perTransaction: string) => ({
  role: "teller" as const,
  userId: undefined,
  currency: "EUR" as const,
  perTransaction,
  perDay: undefined,
  secondFrom: undefined,
  effectiveFrom: businessDate("2026-03-02"),
  reason: "Decided by the board",
});

it("control 46: a limit agreed to after the cut of its first day counts from the open day", async () => {
  const [asks, agrees] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
  const { pending } = (await changeLimit(asks, ofTellers("700.00"))) as { pending: string };
  await cutDay(await bank.staff("operations", "000"), businessDate("2026-03-02"));
  const answer = { key: newKey(), approvalId: pending, seen: 1, answer: "approved" as const };
  expect(await decideApproval(agrees, answer)).toMatchObject({ status: "approved" });
  const rows = await sqlOf(database.db)`select effective_from::text as day from staff_limits`;
  expect(rows).toEqual([{ day: "2026-03-03" }]);
  await expect(changeLimit(asks, ofTellers("600.00"))).rejects.toMatchObject({ reason: "day_passed" });
});

import { type Database, sqlOf } from "@/db/client";
import type { MoneyKind } from "@/lib/approvals/kinds";
import type { Ctx, Role, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";

export let database: TestDatabase;
export let bank: TestBank;
export let manager: Ctx<StaffActor, Database>;

/** A bank of their own for the tests of one file. */
export async function beginMoney(): Promise<void> {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  await policy("cash.withdraw", "5000.00", "branch_manager");
  await policy("cash.deposit", "8000.00", "branch_manager");
  await policy("transfer.create", "5000.00", "branch_manager");
}

export async function policy(kind: MoneyKind, from: string, checkerRole: Role | null, role: Role | null = null) {
  const minor = from.replace(".", "");
  await sqlOf(database.db)`
    insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
    values (${newId()}, ${kind}, ${role}, 'EUR', ${minor}, ${checkerRole}, '2026-03-02')`;
}

export const balance = async (id: string) => {
  const [row] = await sqlOf(database.db)<
    { balance: bigint; held: bigint }[]
  >`select balance, held from account_balances where account_id = ${id}`;
  return row;
};
export const cash = (iban: string, amount: string, key = newKey()) => ({
  key,
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});
export const transfer = (from: { id: string }, to: { iban: string }, amount: string, key = newKey()) => ({
  key,
  from: from.id as never,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});
export const approve = async (approvalId: string, ctx = manager) => {
  const { version } = await readApproval(ctx, approvalId);
  return decideApproval(ctx, { key: newKey(), approvalId, seen: version, answer: "approved" });
};
export const pendingOf = (result: object): string => {
  if (!("pending" in result)) throw new Error("It did not wait");
  return String(result.pending);
};
export const statusOf = async (id: string) => {
  const [row] = await sqlOf(database.db)<{ status: string }[]>`select status from approvals where id = ${id}`;
  return row?.status;
};

/** A customer with so much, and a teller with as much cash. */
export async function counter(minor = 2_000_000n) {
  const { id } = await bank.customer();
  return { account: await bank.account(id, minor), teller: await bank.teller(minor) };
}

import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { AccountId, BranchId, CustomerId, Id, UserId } from "../core/ids";
import type { Instruction } from "../interest/schema";

/** An application for an account as a decision on it reads it. */
export type ApplicationFacts = {
  id: Id<"accountApplication">;
  status: "pending" | "active" | "rejected" | "withdrawn";
  customerId: CustomerId;
  branchId: BranchId;
  productVersionId: string;
  product: string;
  currency: Currency;
  appliedBy: UserId;
  /** Of a term deposit only. */
  deposit: { from: AccountId; minor: bigint; months: number; instruction: Instruction } | null;
};

/** Locks an application; refuses an unknown one as `application_not_found`. */
export async function lockApplication(tx: Transaction, id: Id<"accountApplication">): Promise<ApplicationFacts> {
  type Stored = Omit<ApplicationFacts, "deposit"> & {
    from: AccountId | null;
    minor: bigint | null;
    months: number | null;
    instruction: Instruction | null;
  };
  const [row] = await sqlOf(tx)<Stored[]>`
    select q.id, q.status, q.customer_id as "customerId", q.branch_id as "branchId", q.product_version_id as "productVersionId",
      p.name as product, v.currency, q.applied_by as "appliedBy", q.from_account_id as "from", q.amount_minor as minor, q.months, q.instruction
    from account_applications q join product_versions v on v.id = q.product_version_id join products p on p.id = v.product_id
    where q.id = ${id} for update of q`;
  if (!row) throw refusal("application_not_found");
  const { from, minor, months, instruction, ...facts } = row;
  const whole = from !== null && minor !== null && months !== null && instruction !== null;
  return { ...facts, deposit: whole ? { from, minor, months, instruction } : null };
}

/** Nobody has decided on it, and it was not withdrawn. */
export function assertWaits({ status }: Pick<ApplicationFacts, "status">): void {
  if (status !== "pending") throw refusal("application_ended");
}

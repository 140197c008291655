import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { LockedApproval } from "../approvals/lock-approval";
import type { StaffActor, TxCtx } from "../core/context";
import type { CustomerId, UserId } from "../core/ids";
import { assertChangedNothing } from "../identity/assert-changed-nothing";
import type { Permission } from "../identity/permissions";
import { approvables } from "./approvable";

/** What lets money go. */
const opensMoney: ReadonlySet<Permission> = new Set<Permission>(["money.decide", "overdraft.decide"]);

/**
 * Who changed the details of anybody with a part in a payment in the week before agrees to it neither now nor, where cash
 * waits to be handed out, when it is. Refuses `changed_recently`.
 */
export async function assertOpensNoDoor(
  ctx: TxCtx<StaffActor>,
  deciders: readonly UserId[],
  approval: LockedApproval,
): Promise<void> {
  if (!opensMoney.has(approvables[approval.kind].checker)) return;
  await assertChangedNothing(ctx, deciders, await peopleOf(ctx, approval));
}

/** Whom a request is about: its customer, and everybody with a part in the accounts that it moves. */
async function peopleOf(
  { db }: TxCtx<StaffActor>,
  { subjectKind, subjectId, customerId }: LockedApproval,
): Promise<CustomerId[]> {
  const own = customerId ? [customerId] : [];
  const sql = sqlOf(db);
  const accounts: Partial<Record<string, Fragment>> = {
    account: sql`select ${subjectId}::uuid`,
    loan: sql`select settlement_account_id from loans where id = ${subjectId}::uuid`,
    entry: sql`select account_id from postings where entry_id = ${subjectId}::uuid`,
  };
  const moved = accounts[subjectKind];
  if (!moved) return own;
  const parties = await sql<{ id: CustomerId }[]>`
    select customer_id as id from account_parties where account_id in (${moved})`;
  return [...own, ...parties.map(({ id }) => id)];
}

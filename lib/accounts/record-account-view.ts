import { sqlOf } from "@/db/client";
import { recordView } from "../audit/record-view";
import type { Ctx, StaffActor } from "../core/context";
import type { AccountId, CustomerId } from "../core/ids";

/** Records that somebody was shown whose account it is (control 53). */
export function recordAccountView(
  ctx: Ctx<StaffActor>,
  { id, owners }: { id: AccountId; owners: readonly { id: CustomerId }[] },
): Promise<void> {
  return recordView(ctx, {
    act: "account.viewed",
    subjectKind: "account",
    subjectId: id,
    customerIds: owners.map((owner) => owner.id),
  });
}

/** The same for a page that knows the account only: a receipt names its owner and what is left on it. */
export async function recordReceiptView(ctx: Ctx<StaffActor>, id: AccountId): Promise<void> {
  const owners = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select customer_id as id from account_parties where account_id = ${id} and role in ('owner', 'joint_owner')`;
  await recordAccountView(ctx, { id, owners });
}

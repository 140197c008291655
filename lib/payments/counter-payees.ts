import { sqlOf } from "@/db/client";
import { recordView } from "../audit/record-view";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type AccountId, type CustomerId, isId } from "../core/ids";
import { readIban } from "../core/read-iban";
import { authorize } from "../identity/authorize";

/** Somebody the owners of an account have paid or may want to pay: their own other accounts first, then whom they saved. */
export type KnownPayee = { iban: string; name: string; own: boolean };

const OFFERED = 12;

/** The payees that the counter offers for a transfer from an account; a term deposit takes none. */
export async function knownPayees(ctx: Ctx<StaffActor>, accountId: string): Promise<KnownPayee[]> {
  authorize(ctx.actor, "transfer.create");
  if (!isId(accountId)) return [];
  return sqlOf(ctx.db)<KnownPayee[]>`
    with owners as (
      select customer_id from account_parties where account_id = ${accountId} and role in ('owner', 'joint_owner')
    ), known as (
      select a.iban, p.name, true as own, null::text as sort
      from owners join account_parties party on party.customer_id = owners.customer_id and party.role in ('owner', 'joint_owner')
        join accounts a on a.id = party.account_id and a.status = 'active' and a.id <> ${accountId} and a.kind <> 'term_deposit'
        join product_versions v on v.id = a.product_version_id join products p on p.id = v.product_id
      union
      select n.iban, n.name, false, n.name from owners
        join beneficiaries n on n.customer_id = owners.customer_id and n.removed_at is null
    )
    select iban, name, own from known order by own desc, sort, iban limit ${OFFERED}`;
}

/** An account that money could be sent to: whose it is, and whether it can take it. */
export type FoundPayee = { accountId: AccountId; owner: string; currency: Currency; active: boolean };

/** Whose account an IBAN is, for the counter, which asks the customer whether that is whom they mean; null when it is none of ours. */
export async function findPayee(ctx: Ctx<StaffActor>, typed: string): Promise<FoundPayee | null> {
  authorize(ctx.actor, "transfer.create");
  const [row] = await sqlOf(ctx.db)<(FoundPayee & { ownerId: CustomerId })[]>`
    select a.id as "accountId", c.id as "ownerId", c.full_name as owner, a.currency, a.status = 'active' as active
    from accounts a
      join account_parties party on party.account_id = a.id and party.role = 'owner'
      join customers c on c.id = party.customer_id
    where a.iban = ${readIban(typed)}`;
  if (!row) return null;
  const { ownerId, ...payee } = row;
  // Numbers follow each other: who tries them is seen.
  await recordView(ctx, {
    act: "account.viewed",
    subjectKind: "account",
    subjectId: payee.accountId,
    customerIds: [ownerId],
  });
  return payee;
}

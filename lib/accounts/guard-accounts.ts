import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { AccountId, CustomerId } from "../core/ids";
import { type LockedAccounts, lockAccounts } from "./load-accounts";

/** Locks every account that these people own and that is not closed, before who signs for it changes. */
export async function lockOwned(ctx: TxCtx, owners: readonly CustomerId[]): Promise<LockedAccounts> {
  const accounts = await sqlOf(ctx.db)<{ id: AccountId }[]>`
    select p.account_id as id from account_parties p join accounts a on a.id = p.account_id
    where p.customer_id = any(${[...owners]}::uuid[]) and p.role = 'owner' and a.status in ('pending', 'active')
    order by p.account_id`;
  return lockAccounts(ctx.db, { ids: accounts.map(({ id }) => id) });
}

/**
 * Has all guardians of these people sign for every account that they own; a signatory who becomes a guardian is one from
 * then on. The caller holds the accounts.
 */
export async function guardAccounts(ctx: TxCtx, wards: readonly CustomerId[]): Promise<void> {
  await sqlOf(ctx.db)`
    insert into account_parties as p (account_id, customer_id, role)
    select o.account_id, g.guardian_id, 'guardian' from customer_guardians g
      join account_parties o on o.customer_id = g.customer_id and o.role = 'owner' join accounts a on a.id = o.account_id
    where g.customer_id = any(${[...wards]}::uuid[]) and g.ended_on is null and a.status in ('pending', 'active')
    on conflict (account_id, customer_id) do update set role = 'guardian' where p.role = 'signatory'`;
}

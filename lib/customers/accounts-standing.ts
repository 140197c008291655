import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerId } from "../core/ids";
import type { CustomerAccount } from "./profile-queries";

/** How all accounts of a customer stand, however many there are. */
export type AccountsStanding = {
  /** Active ones. */
  open: number;
  /** The first of them. */
  first: Pick<CustomerAccount, "kind" | "iban">[];
  /** Blocks on active accounts. */
  blocked: number;
  /** The latest of them. */
  blocks: { iban: string; kind: string; reason: string }[];
};

/** So many are told one by one. */
const TOLD = 4;

/** What the strip and the alerts say of a customer's accounts, over all of them; the caller has read the customer in scope. */
export async function accountsStanding(ctx: Ctx<StaffActor>, id: CustomerId): Promise<AccountsStanding> {
  const [row] = await sqlOf(ctx.db)<AccountsStanding[]>`
    with mine as materialized (
      select a.id, a.iban, pr.kind from account_parties p join accounts a on a.id = p.account_id
        join product_versions v on v.id = a.product_version_id join products pr on pr.id = v.product_id
      where p.customer_id = ${id} and a.status = 'active'
    ), blocks as materialized (
      select m.iban, k.kind, k.reason, k.placed_at from mine m join account_blocks k on k.account_id = m.id
      where k.lifted_at is null
    )
    select (select count(*)::int from mine) as open, (select count(*)::int from blocks) as blocked,
      coalesce((select json_agg(json_build_object('kind', f.kind, 'iban', f.iban) order by f.id)
        from (select * from mine order by id limit ${TOLD}) f), '[]') as first,
      coalesce((select json_agg(json_build_object('iban', b.iban, 'kind', b.kind, 'reason', b.reason) order by b.placed_at desc)
        from (select * from blocks order by placed_at desc limit ${TOLD}) b), '[]') as blocks`;
  if (!row) throw new Error("A count always has a row");
  return row;
}

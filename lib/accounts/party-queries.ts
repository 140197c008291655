import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type AccountId, type CustomerId, type EntryId, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { PartyRole } from "./signing";
import { mayOpenAccount } from "./visibility";

export type AccountParty = {
  customerId: CustomerId;
  customerNo: string;
  name: string;
  kind: "individual" | "organisation";
  birthDate: BusinessDate | null;
  role: PartyRole;
  deceased: boolean;
  /** The day on which it became a party, on the bank's clock. */
  since: BusinessDate;
};

/** Everybody with a part in an account, the owner first; staff who may not open the account are shown nobody. */
export async function partiesOf(ctx: Ctx<StaffActor>, accountId: string): Promise<AccountParty[]> {
  authorize(ctx.actor, "account.read");
  if (!isId(accountId)) return [];
  const sql = sqlOf(ctx.db);
  return sql<AccountParty[]>`
    select c.id as "customerId", c.customer_no as "customerNo", c.full_name as name, c.kind, c.birth_date::text as "birthDate", p.role,
      c.deceased_on is not null as deceased,
      to_char(p.created_at at time zone s.time_zone, 'YYYY-MM-DD') as since
    from account_parties p join accounts a on a.id = p.account_id join customers c on c.id = p.customer_id cross join bank_settings s
    where p.account_id = ${accountId as AccountId} and ${mayOpenAccount(ctx)}
    order by array_position(array['owner', 'joint_owner', 'guardian', 'signatory'], p.role), p.created_at, c.id`;
}

export type SignedFor = {
  entryId: EntryId;
  reference: string;
  kind: string;
  bookingDate: BusinessDate;
  names: string[];
};

/** The latest payments of an account for which several signatories were asked, and who was present. */
export async function latestSignatures(ctx: Ctx<StaffActor>, accountId: string): Promise<SignedFor[]> {
  authorize(ctx.actor, "movement.read");
  if (!isId(accountId)) return [];
  const sql = sqlOf(ctx.db);
  return sql<SignedFor[]>`
    select e.id as "entryId", e.reference, e.kind, e.booking_date::text as "bookingDate", array_agg(distinct c.full_name order by c.full_name) as names
    from account_signatures s
      join postings p on p.entry_id = s.entry_id and p.account_id = ${accountId}
      join journal_entries e on e.id = s.entry_id
      join customers c on c.id = s.customer_id
      join accounts a on a.id = p.account_id
    where s.customer_id in (select party.customer_id from account_parties party where party.account_id = ${accountId})
      and p.amount_minor > 0 and ${mayOpenAccount(ctx)}
    group by e.id, e.reference, e.kind, e.booking_date order by e.id desc limit 10`;
}

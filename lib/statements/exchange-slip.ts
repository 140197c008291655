import { sqlOf } from "@/db/client";
import { exchangedWords, exchangeRates, movementsOf } from "../accounts/load-movement";
import { mayOpenAccount } from "../accounts/visibility";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId } from "../core/ids";
import { parseReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { templateTitle } from "../ledger/templates/registry";

/** What stands on the receipt of notes that were exchanged against cash: no account moved. */
export type ExchangeSlip = {
  entryId: EntryId;
  reference: string;
  title: string;
  bank: string;
  branch: string;
  till: string;
  /** The running number in the till's session. */
  no: number;
  customer: string;
  servedBy: string;
  /** In the bank's time zone: `2026-11-23 10:42`. */
  at: string;
  bookingDate: BusinessDate;
  accountId: AccountId;
  amountMinor: bigint;
  currency: Currency;
  exchanged: string;
  rates: string[];
};

type Row = Omit<ExchangeSlip, "title" | "exchanged" | "rates"> & { kind: string; exchangeId: EntryId };

/** The receipt of an exchange of cash against cash, or of its reversal; null when there is none that the reader may see. */
export async function exchangeSlipOf(ctx: Ctx<StaffActor>, typed: string): Promise<ExchangeSlip | null> {
  authorize(ctx.actor, "movement.read");
  const reference = parseReference(typed)?.reference;
  if (!reference) return null;
  const sql = sqlOf(ctx.db);
  const [row] = await sql<Row[]>`
    select e.id as "entryId", t.id as "exchangeId", e.reference, e.kind, s.name as bank, br.name as branch, point.name as till, t.no,
      owner.full_name as customer,
      case e.actor_kind when 'staff' then coalesce(u.display_name, 'Staff') else 'The bank' end as "servedBy",
      to_char(e.booked_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at, e.booking_date::text as "bookingDate",
      a.id as "accountId", t.amount_minor as "amountMinor", t.currency
    from journal_entries e
      join cash_transactions t on t.id = coalesce(e.reverses_id, e.id) and t.against = 'cash'
      join till_sessions session on session.id = t.till_session_id
      join cash_points point on point.id = session.till_id
      join accounts a on a.id = t.account_id
      join account_parties party on party.account_id = a.id and party.role = 'owner'
      join customers owner on owner.id = party.customer_id
      join branches br on br.id = e.branch_id
      left join users u on e.actor_kind = 'staff' and u.id::text = e.actor_id
      cross join bank_settings s
    where e.id in (
        select id from cash_transactions where reference = ${reference}
        union all select id from journal_entries where reverses_id is not null and reference = ${reference})
      and (e.branch_id = ${ctx.actor.branchId} or ${mayOpenAccount(ctx)})`;
  if (!row) return null;
  const { kind, exchangeId, ...slip } = row;
  const movement = (await movementsOf(ctx, [exchangeId], row.accountId)).get(exchangeId);
  if (!movement) return null;
  return {
    ...slip,
    title: templateTitle(kind),
    exchanged: exchangedWords(movement) ?? "",
    rates: exchangeRates(movement),
  };
}

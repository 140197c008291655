import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { EntryId } from "../core/ids";
import { parseReference } from "../core/references";
import { authorize, branchScope } from "../identity/authorize";
import { templateTitle } from "../ledger/templates/registry";

/** What stands on the slip that travels with cash between vault, till and settlement account. */
export type CashSlip = {
  entryId: EntryId;
  reference: string;
  title: string;
  bank: string;
  branch: string;
  from: string;
  to: string;
  /** Who gave what another took. */
  givenBy: string | null;
  movedBy: string;
  /** In the bank's time zone: `2026-11-23 10:42`. */
  at: string;
  bookingDate: BusinessDate;
  amountMinor: bigint;
  currency: Currency;
};

type Row = Omit<CashSlip, "title" | "from" | "to"> & { kind: string; vault: string; till: string | null };

/** The slip of a cash move of the reader's branch (every branch for whole-bank roles), or null. */
export async function cashSlipOf(ctx: Ctx, typed: string): Promise<CashSlip | null> {
  authorize(ctx.actor, "cash.read");
  const reference = parseReference(typed)?.reference;
  if (!reference) return null;
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "cash.read");
  const [row] = await sql<Row[]>`
    select m.id as "entryId", m.reference, m.kind, s.name as bank, br.name as branch, v.name as vault, t.name as till,
      case e.actor_kind when 'staff' then coalesce(u.display_name, 'Staff') else 'The bank' end as "movedBy",
      to_char(e.booked_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at, e.booking_date::text as "bookingDate",
      m.amount_minor as "amountMinor", m.currency, giver.display_name as "givenBy"
    from cash_moves m
      join journal_entries e on e.id = m.id
      join cash_points v on v.id = coalesce(m.vault_id, m.giving_till_id)
      left join cash_offers o on o.id = m.offer_id
      left join users giver on giver.id = o.offered_by
      join branches br on br.id = v.branch_id
      left join cash_points t on t.id = m.till_id
      left join users u on e.actor_kind = 'staff' and u.id::text = e.actor_id
      cross join bank_settings s
    where m.reference = ${reference} and ${scope ? sql`v.branch_id = ${scope}` : sql`true`}`;
  return row ? slip(row) : null;
}

function slip({ kind, vault, till, ...row }: Row): CashSlip {
  const other = till ?? "Settlement account";
  const toVault = kind === "till_to_vault" || kind === "settlement_to_vault";
  return { ...row, title: templateTitle(kind), from: toVault ? other : vault, to: toVault ? vault : other };
}

import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import { describeMovement, exchangedWords, exchangeRates, type Movement, movementsOf } from "../accounts/load-movement";
import { mayOpenAccount } from "../accounts/visibility";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId, LoanId } from "../core/ids";
import { parseReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { templateTitle } from "../ledger/templates/registry";

/** Everything that stands on the receipt of one movement, from the side of one account. */
export type Receipt = {
  entryId: EntryId;
  reference: string;
  /** `Cash deposit`, `Transfer`. */
  title: string;
  /** The movement in a line, and what was noted. */
  text: string;
  note: string | null;
  /** Where currencies were exchanged: `€100.00 for $108.10`, and at which rates. */
  exchanged: string | null;
  rates: string[];
  bank: string;
  bic: string;
  branch: string;
  till: string | null;
  /** Whether cash went over the counter. */
  inCash: boolean;
  /** The running number in the till's session. */
  no: number | null;
  /** Who paid in, when it was not the owner. */
  paidInBy: string | null;
  /** Who served, or how the customer did it themselves. */
  servedBy: string;
  /** In the bank's time zone: `2026-11-23 10:42`. */
  at: string;
  bookingDate: BusinessDate;
  valueDate: BusinessDate;
  accountId: AccountId;
  /** The loan that was paid out or repaid. */
  loanId: LoanId | null;
  accountIban: string;
  accountOwner: string;
  /** Money in positive, money out negative. */
  changeMinor: bigint;
  isReversal: boolean;
  /** The account that a transfer went to; null of money that came in, or went another way. */
  paidTo: string | null;
  /** The day on which a cheque that was paid in should be cleared. */
  heldUntil: BusinessDate | null;
  /** What it cost beside the amount, and whether that was waived. */
  fee: { minor: bigint; waived: boolean } | null;
  /** The account's balance as this movement left it. */
  balanceMinor: bigint;
  currency: Currency;
};

/**
 * The receipt of a movement on a customer's account, or null when there is none that the reader may see. A customer
 * gets their own side; staff the payer's, for what was done at their branch or to an account of it.
 */
export async function receiptOf(ctx: Ctx, typed: string): Promise<Receipt | null> {
  authorize(ctx.actor, "movement.read");
  const reference = parseReference(typed)?.reference;
  if (!reference) return null;
  const row = await legOf(ctx, reference);
  if (!row) return null;
  const movement = (await movementsOf(ctx, [row.entryId], row.accountId)).get(row.entryId);
  return movement ? onPaper(row, movement) : null;
}

type Leg = Omit<
  Receipt,
  | "title"
  | "text"
  | "note"
  | "exchanged"
  | "rates"
  | "inCash"
  | "paidInBy"
  | "fee"
  | "isReversal"
  | "paidTo"
  | "heldUntil"
>;

async function legOf(ctx: Ctx, reference: string): Promise<Leg | undefined> {
  const [row] = await sqlOf(ctx.db)<Leg[]>`
    select e.id as "entryId", e.reference, s.name as bank, s.bic, br.name as branch,
      case e.actor_kind when 'customer' then 'Self-service' when 'staff' then coalesce(u.display_name, 'Staff') else 'The bank' end as "servedBy",
      to_char(e.booked_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at,
      e.booking_date::text as "bookingDate", e.value_date::text as "valueDate", counter.till, counter.no,
      coalesce((select loan_id from loan_repayments where id = e.id), (select loan_id from loan_disbursements where id = e.id)) as "loanId",
      a.id as "accountId", a.iban as "accountIban", coalesce(owner.full_name, 'Erased') as "accountOwner",
      -p.amount_minor as "changeMinor", p.currency, (
        select last.balance_after from postings last where last.entry_id = e.id and last.account_id = a.id
        order by last.leg desc limit 1) as "balanceMinor"
    from journal_entries e
      join postings p on p.entry_id = e.id
      join accounts a on a.id = p.account_id
      join branches br on br.id = e.branch_id
      left join account_parties party on party.account_id = a.id and party.role = 'owner'
      left join customers owner on owner.id = party.customer_id
      left join users u on e.actor_kind = 'staff' and u.id::text = e.actor_id
      left join lateral (
        select point.name as till, n.no from counter_entries n join till_sessions x on x.id = n.till_session_id
          join cash_points point on point.id = x.till_id where n.id = e.id) counter on true
      cross join bank_settings s
    where e.id in (${entryOf(ctx, reference)}) and ${mayRead(ctx)} and not exists (
      select from fee_charges f where f.entry_id = coalesce(e.reverses_id, e.id) and f.leg = p.leg)
    order by p.amount_minor desc, p.leg limit 1`;
  return row;
}

/** The entry of a reference, found where each domain keeps its references unique. */
function entryOf(ctx: Ctx, reference: string): Fragment {
  return sqlOf(ctx.db)`
    select id from cash_transactions where reference = ${reference}
    union all select id from transfers where reference = ${reference}
    union all select id from incoming_payments where reference = ${reference}
    union all select id from cheques where reference = ${reference}
    union all select ended_entry_id from cheques where ended_reference = ${reference}
    union all select id from loan_disbursements where reference = ${reference}
    union all select id from loan_repayments where reference = ${reference}
    union all select r.entry_id from holds h join hold_resolutions r on r.hold_id = h.id where h.reference = ${reference}
    union all select id from term_deposit_movements where reference = ${reference}
    union all select entry_id from interest_settlements where reference = ${reference}
    union all select id from journal_entries where reverses_id is not null and reference = ${reference}`;
}

/** Whoever may open the account, and staff of the branch where it was done. */
function mayRead(ctx: Ctx): Fragment {
  const sql = sqlOf(ctx.db);
  return ctx.actor.kind === "staff"
    ? sql`(e.branch_id = ${ctx.actor.branchId} or ${mayOpenAccount(ctx)})`
    : mayOpenAccount(ctx);
}

function onPaper(leg: Leg, movement: Movement): Receipt {
  // What was exchanged stands in lines of its own.
  const { text, note } = describeMovement({ ...movement, exchange: null });
  const { till = leg.till, no = leg.no, paidInBy = null } = movement.cash ?? {};
  const fee = movement.fee && { minor: BigInt(movement.fee.amountMinor), waived: movement.fee.waived };
  return {
    ...leg,
    fee,
    isReversal: movement.reversal !== null,
    paidTo: paidTo(movement),
    heldUntil: heldUntil(movement),
    title: templateTitle(movement.kind),
    text,
    note,
    exchanged: exchangedWords(movement),
    rates: exchangeRates(movement),
    till,
    inCash: movement.cash !== null,
    no,
    paidInBy,
  };
}

function paidTo({ transfer, reversal, isFee }: Movement): string | null {
  return transfer?.paidOut && !reversal && !isFee ? transfer.otherIban : null;
}

function heldUntil({ cheque }: Movement): BusinessDate | null {
  return cheque && !cheque.returned ? cheque.clearsOn : null;
}

import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import { formatMaskedIban } from "../core/iban";
import type { AccountId, EntryId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { formatRateOf } from "../exchange/rate";
import { type TemplateName, templateTitle } from "../ledger/templates/registry";
import type { FeeKind } from "../products/schema";
import type { AccountKind } from "./queries";
import { type HoldReason, holdReasons } from "./schema";

/** What the owning domain knows of an entry, from the side of one account. Names people: never stored with the entry. */
export type Movement = {
  entryId: EntryId;
  kind: TemplateName | (string & {});
  reference: string;
  cash: { branch: string; till: string; no: number; paidInBy: string | null; note: string | null } | null;
  transfer: {
    kind: "own" | "internal";
    paidOut: boolean;
    otherIban: string;
    otherKind: AccountKind;
    /** Null where the reader may not learn it. */
    otherName: string | null;
    remittance: string | null;
  } | null;
  cheque: { bank: string; number: string; clearsOn: BusinessDate; returned: boolean } | null;
  incoming: { remitter: string; remittance: string | null } | null;
  loan: { loanNo: string; instalments: [first: number, last: number] | null; of: number } | null;
  /** Interest brought to the account: the first and the last night it is for. */
  interest: { from: BusinessDate; to: BusinessDate } | null;
  hold: { reason: HoldReason; paidOut: boolean; otherIban: string } | null;
  /** What it cost this account: taken by a leg of its own, or waived. */
  fee: { kind: FeeKind; leg: number | null; amountMinor: string; waived: boolean } | null;
  /** Set where the row is the leg that took the fee. */
  isFee?: true;
  /** One currency for another, with the rates in between as `1 USD = 0.9250 EUR` says them. */
  exchange: {
    giveMinor: string;
    giveCurrency: Currency;
    getMinor: string;
    getCurrency: Currency;
    own: Currency;
    rates: { currency: Currency; rate: string }[];
  } | null;
  /** What it reverses. */
  reversal: { kind: string; of: string } | null;
  /** The reference of the entry that reversed it. */
  reversedBy: string | null;
};

/**
 * The details of entries as the reader of one account's history may know them, by entry, with one query. Each detail is
 * asked for by the entry's id alone, so that the server looks up a page of rows and never reads a table to its end, and only of the kinds that have it.
 */
export async function movementsOf(
  ctx: Ctx,
  entries: readonly EntryId[],
  account: AccountId,
): Promise<Map<EntryId, Movement>> {
  if (entries.length === 0) return new Map();
  const sql = sqlOf(ctx.db);
  const rows = await sql<Movement[]>`
    select e.id as "entryId", e.kind, e.reference, ${cashOf(ctx)} as cash, ${transferOf(ctx, account)} as transfer,
      (select json_build_object('remitter', i.remitter_name, 'remittance', i.remittance)
        from incoming_payments i where i.id = e.id) as incoming,
      case when e.kind like 'cheque%' then (
        select json_build_object('bank', q.bank, 'number', q.number, 'clearsOn', q.clears_on, 'returned', q.id <> e.id)
        from cheques q where q.id = coalesce((select y.id from cheques y where y.ended_entry_id = e.id), e.id)) end as cheque,
      case when e.kind like '%interest%' then (
        select json_build_object('from', z.from_night, 'to', z.to_night) from interest_settlements z where z.entry_id = e.id) end as interest,
      ${loanOf(ctx)} as loan, ${holdOf(ctx, account)} as hold, ${feeOf(ctx, account)} as fee, ${exchangeOf(ctx)} as exchange,
      (select json_build_object('kind', o.kind, 'of', o.reference) from journal_entries o where o.id = e.reverses_id) as reversal,
      (select r.reference from journal_entries r where r.reverses_id = e.id) as "reversedBy"
    from journal_entries e where e.id = any(${[...entries]}::uuid[])`;
  return new Map(rows.map((row) => [row.entryId, row]));
}

/** A movement in a line for people: `Cash deposit, Harbour, Till 3`, `Transfer from Jonas Brandt`, and what was noted. */
export function describeMovement(movement: Movement): { text: string; note: string | null } {
  const { cash, transfer, cheque, incoming, loan, hold, interest, reversal } = movement;
  const exchanged = exchangedWords(movement);
  const title = templateTitle(movement.kind);
  if (movement.isFee) {
    const of = `Fee for ${movement.fee ? feeReasons[movement.fee.kind] : "a movement"}`;
    return reversal ? { text: `Correction of ${of.toLowerCase()}`, note: reversal.of } : { text: of, note: null };
  }
  if (reversal) return { text: `Correction of ${templateTitle(reversal.kind).toLowerCase()}`, note: reversal.of };
  if (cash) {
    const by = cash.paidInBy ? `, paid in by ${cash.paidInBy}` : "";
    const what = exchanged ? `, ${exchanged}` : "";
    return { text: `${title}, ${cash.branch}, ${cash.till}${by}${what}`, note: cash.note };
  }
  if (transfer) {
    const text = describeTransfer(transfer);
    return { text: exchanged ? `${text}, ${exchanged}` : text, note: transfer.remittance };
  }
  if (cheque) return { text: `${title}, ${cheque.bank} ${cheque.number}`, note: null };
  if (interest) return { text: `${title} from ${formatDate(interest.from)} to ${formatDate(interest.to)}`, note: null };
  if (incoming) return { text: `From ${incoming.remitter}`, note: incoming.remittance };
  if (loan?.instalments) {
    const [first, last] = loan.instalments;
    const which = first === last ? `instalment ${first}` : `instalments ${first} to ${last}`;
    return { text: `Loan ${loan.loanNo}, ${which} of ${loan.of}`, note: null };
  }
  if (hold) {
    const other = formatMaskedIban(hold.otherIban);
    return { text: `${holdReasons[hold.reason]}, ${hold.paidOut ? "to" : "from"} account ${other}`, note: null };
  }
  return { text: loan ? `Loan ${loan.loanNo} paid out` : title, note: null };
}

/** What a fee was for, in the middle of a sentence. */
const feeReasons: Partial<Record<FeeKind, string>> = {
  deposit: "cash deposit",
  withdrawal: "cash withdrawal",
  transfer: "transfer",
  closing: "closing",
  cheque_returned: "returned cheque",
};

/** The movement as the row of one of its legs tells it: what it was, or the fee for it. */
export function movementOfLeg(movement: Movement, leg: number): Movement {
  return movement.fee?.leg === leg ? { ...movement, isFee: true } : movement;
}

/** What was exchanged for what: `€100.00 for $108.10`; null where nothing was. */
export function exchangedWords({ exchange }: Pick<Movement, "exchange">): string | null {
  if (!exchange) return null;
  const { giveMinor, giveCurrency, getMinor, getCurrency } = exchange;
  const words = (minor: string, currency: Currency) => formatMoney(money(BigInt(minor), currency));
  return `${words(giveMinor, giveCurrency)} for ${words(getMinor, getCurrency)}`;
}

/** The rates of an exchange: `1 USD = 0.9250 EUR`. */
export function exchangeRates({ exchange }: Pick<Movement, "exchange">): string[] {
  return (exchange?.rates ?? []).map(({ currency, rate }) => `1 ${currency} = ${formatRateOf(rate)} ${exchange?.own}`);
}

const accountNouns = { current: "current account", savings: "savings account", term_deposit: "term deposit" };

function describeTransfer(transfer: NonNullable<Movement["transfer"]>): string {
  const end = formatMaskedIban(transfer.otherIban);
  const other =
    transfer.kind === "own" ? `${accountNouns[transfer.otherKind]} ${end}` : (transfer.otherName ?? `account ${end}`);
  return `Transfer ${transfer.paidOut ? "to" : "from"} ${other}`;
}

function cashOf(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`(
    select json_build_object('branch', br.name, 'till', point.name, 'no', c.no, 'paidInBy', c.paid_in_by, 'note', c.note)
    from cash_transactions c join till_sessions session on session.id = c.till_session_id
      join cash_points point on point.id = session.till_id join branches br on br.id = point.branch_id
    where c.id = e.id)`;
}

/**
 * A payer learns no name they did not give: of a payee they see what they saved. The counter sees the owner. Under
 * `ownRows` the database itself tells no more of the other side than `other_side` lets through.
 */
function transferOf(ctx: Ctx, account: AccountId): Fragment {
  const sql = sqlOf(ctx.db);
  const other = ctx.ownRows
    ? sql`other_side(t.id, ${account}) other`
    : sql`(select o.iban, o.kind, (
            select c.full_name from account_parties party join customers c on c.id = party.customer_id
            where party.account_id = o.id and party.role = 'owner') as owner
          from accounts o
          where o.id = case when t.to_account_id = ${account} then t.from_account_id else t.to_account_id end) other`;
  const saved = sql`(select coalesce(n.nickname, n.name) from beneficiaries n where n.id = t.beneficiary_id)`;
  const name =
    ctx.actor.kind === "customer"
      ? sql`case when t.to_account_id = ${account} then other.owner else ${saved} end`
      : sql`other.owner`;
  return sql`(
    select json_build_object('kind', t.kind, 'paidOut', t.from_account_id = ${account}, 'otherIban', other.iban,
      'otherKind', other.kind, 'otherName', ${name}, 'remittance', t.remittance)
    from transfers t cross join lateral ${other} where t.id = e.id)`;
}

/** Why it was held is told to whom it was taken from, and to staff. */
function holdOf(ctx: Ctx, account: AccountId): Fragment {
  const sql = sqlOf(ctx.db);
  if (ctx.ownRows)
    return sql`case when e.kind = 'hold_captured' then (
    select json_build_object('reason', h.reason, 'paidOut', h.paid_out, 'otherIban', h.other_iban)
    from captured_hold(e.id, ${account}) h) end`;
  return sql`case when e.kind = 'hold_captured' then (
    select json_build_object('reason', case when h.account_id = ${account} or ${ctx.actor.kind === "staff"} then h.reason else 'other' end,
      'paidOut', h.account_id = ${account}, 'otherIban', (
        select other.iban from postings p join accounts other on other.id = p.account_id
        where p.entry_id = e.id and p.account_id <> ${account} limit 1))
    from hold_resolutions end_of_it join holds h on h.id = end_of_it.hold_id where end_of_it.entry_id = e.id) end`;
}

/** A reversal gives back by the leg that took. */
function feeOf(ctx: Ctx, account: AccountId): Fragment {
  return sqlOf(ctx.db)`(
    select json_build_object('kind', f.kind, 'leg', f.leg, 'amountMinor', f.amount_minor::text, 'waived', f.waived_because is not null)
    from fee_charges f where f.entry_id = coalesce(e.reverses_id, e.id) and f.account_id = ${account})`;
}

function exchangeOf(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`case when e.kind in ('exchange', 'note_purchase', 'note_sale') then (
    select json_build_object('giveMinor', x.give_minor::text, 'giveCurrency', x.give_currency, 'getMinor', x.get_minor::text,
      'getCurrency', x.get_currency, 'own', s.base_currency, 'rates', (
        select json_agg(json_build_object('currency', q.currency, 'rate', case q.id when x.give_rate_id then q.bid else q.offer end::text)
          order by q.id = x.give_rate_id desc nulls last)
        from exchange_rates q where q.id in (x.give_rate_id, x.get_rate_id)))
    from exchanges x cross join bank_settings s where x.id = e.id) end`;
}

function loanOf(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`case when e.kind like 'loan%' then (
    select json_build_object('loanNo', l.loan_no, 'of', l.term_months, 'instalments', (
      select case when count(*) > 0 then json_build_array(min(part.no), max(part.no)) end
      from loan_allocations part where part.repayment_id = e.id))
    from loans l where l.id = coalesce(
      (select d.loan_id from loan_disbursements d where d.id = e.id), (select r.loan_id from loan_repayments r where r.id = e.id))) end`;
}

import { sqlOf } from "@/db/client";
import { actOfEntry } from "../audit/act-of-entry";
import { actWords } from "../audit/acts";
import { readActivity } from "../audit/queries";
import type { Ctx, StaffActor } from "../core/context";
import { type BusinessDate, formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import type { EntryId } from "../core/ids";
import { authorize, branchScope, may } from "../identity/authorize";
import type { StaffPermission } from "../identity/permissions";
import type { EntryDetail } from "../ledger/entry-queries";
import type { TemplateName } from "../ledger/templates/registry";

/** Something that caused an entry, with the page where it stands. */
export type EntryDocument = { href: string; what: string; name: string };

type DocumentKind = "receipt" | "slip" | "difference" | "cheque" | "hold" | "loan" | "account" | "rate" | "day";

/**
 * What stands behind the entries of each template. Share capital and journals by hand have none in the bank: owners paid
 * in at the central bank, and the paper of a journal is named on the entry itself.
 */
export const documentKinds: Readonly<Record<TemplateName, readonly DocumentKind[]>> = {
  cash_deposit: ["receipt"],
  cash_withdrawal: ["receipt"],
  vault_to_till: ["slip"],
  till_to_vault: ["slip"],
  till_to_till: ["slip"],
  settlement_to_vault: ["slip"],
  vault_to_settlement: ["slip"],
  cash_over: ["difference"],
  cash_short: ["difference"],
  cash_cleared: ["difference"],
  share_capital: [],
  manual_journal: [],
  transfer: ["receipt"],
  exchange: ["receipt", "rate"],
  note_purchase: ["receipt", "rate"],
  note_sale: ["receipt", "rate"],
  revaluation: ["rate", "day"],
  hold_captured: ["receipt", "hold"],
  incoming_credit: ["receipt"],
  cheque_paid_in: ["receipt", "cheque"],
  cheque_cleared: ["cheque"],
  cheque_returned: ["receipt", "cheque"],
  fee_charged: ["cheque"],
  deposit_interest_accrued: ["day"],
  negative_interest_accrued: ["day"],
  overdraft_interest_accrued: ["day"],
  deposit_interest_paid: ["receipt", "account"],
  deposit_interest_taken_back: ["receipt", "account"],
  negative_interest_charged: ["receipt", "account"],
  overdraft_interest_charged: ["receipt", "account"],
  interest_given_back: ["receipt", "account"],
  term_deposit_funded: ["receipt", "account"],
  term_deposit_paid_out: ["receipt", "account"],
  loan_disbursed: ["receipt", "loan"],
  loan_interest_accrued: ["loan"],
  loan_repaid: ["receipt", "loan"],
  correction: ["receipt"],
};

const isTemplate = (kind: string): kind is TemplateName => Object.hasOwn(documentKinds, kind);

type Entry = Pick<EntryDetail, "id" | "kind" | "reference" | "bookingDate" | "actorKind" | "actorId"> & {
  linked: readonly { id: EntryId; why: string }[];
};

/** The documents behind an entry that the reader may open: its paper, the record it was booked for, and the act that booked it. */
export async function entryDocuments(ctx: Ctx<StaffActor>, entry: Entry): Promise<EntryDocument[]> {
  authorize(ctx.actor, "movement.read");
  const kinds = isTemplate(entry.kind) ? documentKinds[entry.kind] : [];
  const acting = [entry.id, ...entry.linked.flatMap(({ id, why }) => (why === "repayment" ? [id] : []))];
  const [found, act] = await Promise.all([
    Promise.all(kinds.map((kind) => (may(ctx.actor, permission[kind]) ? find[kind](ctx, entry, acting) : []))),
    may(ctx.actor, "activity.read") ? readableAct(ctx, acting, entry) : null,
  ]);
  const booked = act && { href: `/activity/${act.id}`, what: "Act in the activity log", name: actWords(act.act) };
  return [...found.flat(), ...(booked ? [booked] : [])];
}

/** Who opens such a document. */
const permission = {
  receipt: "movement.read",
  slip: "cash.read",
  difference: "cash.read",
  cheque: "cheque.read",
  hold: "account.read",
  loan: "loan.read",
  account: "account.read",
  rate: "rate.read",
  day: "day.read",
} as const satisfies Record<DocumentKind, StaffPermission>;

type Find = (
  ctx: Ctx<StaffActor>,
  entry: Entry,
  acting: readonly EntryId[],
) => EntryDocument[] | Promise<EntryDocument[]>;

const paper =
  (what: string): Find =>
  (_ctx, { reference }) => [{ href: `/receipts/${reference}`, what, name: reference }];

const find: Readonly<Record<DocumentKind, Find>> = {
  receipt: paper("Receipt"),
  slip: paper("Slip"),
  difference: async (ctx, { id }) => {
    const rows = await sqlOf(ctx.db)<{ id: EntryId; reference: string }[]>`
      select d.id, d.reference from cash_differences d where d.id in (
        select ${id}::uuid union all select unnest(array[c.difference_id, c.other_id]) from cash_clearings c where c.id = ${id})
      order by d.id`;
    return rows.map((row) => ({ href: `/cash/differences/${row.id}`, what: "Cash difference", name: row.reference }));
  },
  // A fee for its return is an entry of its own, whose narrative names the cheque.
  cheque: async (ctx, { id }) => {
    const rows = await sqlOf(ctx.db)<{ id: EntryId; reference: string }[]>`
      select c.id, c.reference from cheques c where c.id = ${id} or c.ended_entry_id = ${id} or c.reference = (
        select substring(e.narrative from 'CHQ-[0-9A-Z]+-[0-9A-Z]') from journal_entries e
        where e.id = ${id} and e.kind = 'fee_charged')`;
    return rows.map((row) => ({ href: `/payments/cheques/${row.id}`, what: "Cheque", name: row.reference }));
  },
  hold: async (ctx, { id }) => {
    const rows = await sqlOf(ctx.db)<{ id: string; account: string }[]>`
      select h.id, h.account_id as account from hold_resolutions r join holds h on h.id = r.hold_id where r.entry_id = ${id}`;
    return rows.map((row) => ({
      href: `/accounts/${row.account}/holds/${row.id}`,
      what: "Hold",
      name: "The hold it captured",
    }));
  },
  loan: async (ctx, { id }, acting) => {
    const rows = await sqlOf(ctx.db)<{ id: string; no: string }[]>`
      select l.id, l.loan_no as no from loans l where l.id in (
        select loan_id from loan_repayments where id = any(${[...acting]}::uuid[])
        union all select loan_id from loan_disbursements where id = ${id})`;
    return rows.map((row) => ({ href: `/loans/${row.id}`, what: "Loan", name: row.no }));
  },
  account: async (ctx, { id }) => {
    const rows = await sqlOf(ctx.db)<{ id: string; iban: string; deposit: boolean }[]>`
      select a.id, a.iban, x.deposit from accounts a join (
        select account_id as id, false as deposit from interest_settlements where entry_id = ${id}
        union all select deposit_id, true from term_deposit_movements where id = ${id}) x on x.id = a.id`;
    return rows.map((row) => ({
      href: `/accounts/${row.id}`,
      what: row.deposit ? "Term deposit" : "Account whose interest it is",
      name: formatIban(row.iban),
    }));
  },
  // Of an exchange the rates that were confirmed; of a revaluation the one that served on its day.
  rate: async (ctx, { id, bookingDate }) => {
    const rows = await sqlOf(ctx.db)<{ currency: string; validFrom: BusinessDate }[]>`
      select r.currency, r.valid_from::text as "validFrom" from exchange_rates r
      where r.id in (select unnest(array[x.give_rate_id, x.get_rate_id]) from exchanges x where x.id = ${id})
      union all
      select l.currency, r.valid_from::text from (
          select distinct split_part(a.code, '-', 2) as currency from journal_entries e
            join postings p on p.entry_id = e.id join ledger_accounts a on a.id = p.account_id
          where e.id = ${id} and e.kind = 'revaluation' and a.code like '1910-%') l
        cross join lateral (
          select max(r.valid_from) as valid_from from exchange_rates r
          where r.currency = l.currency and r.valid_from <= ${bookingDate}) r
      where r.valid_from is not null`;
    return rows.map(({ currency, validFrom }) => ({
      href: `/rates?currency=${currency}&upTo=${validFrom}`,
      what: "Exchange rate",
      name: `${currency} of ${formatDate(validFrom)}`,
    }));
  },
  day: (_ctx, { bookingDate }) => [
    { href: `/end-of-day/${bookingDate}`, what: "Close of the day", name: formatDate(bookingDate) },
  ],
};

/** The act as the activity log shows it to this reader. */
async function readableAct(ctx: Ctx<StaffActor>, ids: readonly EntryId[], { actorKind: kind, actorId: id }: Entry) {
  const act = await actOfEntry(ctx.db, { ids, actor: { kind, id } });
  return act && readActivity(ctx.db, branchScope(ctx.actor, "activity.read"), act.id);
}

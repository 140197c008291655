import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, EntryId, LedgerAccountId } from "../core/ids";
import type { Money } from "../core/money";
import type { Blocked } from "./blocked";
import { type Book, glAccount } from "./book";
import type { ChartCode } from "./chart";
import { lockBalances } from "./lock-balances";
import { type BookedCash, readBookedCash } from "./reversed-notes";
import type { Original } from "./templates/correction";
import type { TemplateName } from "./templates/registry";

export type BookedEntry = Original & {
  kind: TemplateName;
  /** Where it happened; of what head office booked, the branch whose customer's account it moved. */
  branchId: BranchId;
  bookedBy: { kind: string; id: string };
  reversed: boolean;
  /** What it moved, in the currency of its first leg. */
  amount: Money | null;
  /** The till session that took or paid the cash, as it stands under lock. */
  tillStatus: string | null;
  /** A customer's account among its legs that is no longer open. */
  closedIban: string | null;
  /** Customers' accounts among its legs that are blocked, and for what. */
  blocked: (Blocked & { account: LedgerAccountId })[];
  /** Whose data the act is, for its record: the owner of the first customer's account among the legs. */
  customerId: CustomerId | null;
  /** Every party of the customers' accounts it moved: whose money it is. */
  parties: CustomerId[];
};

/** Entries under lock, with a book of every account they moved and the notes that went with them. */
export type LockedEntries = { book: Book; entries: Map<EntryId, BookedEntry>; cash: BookedCash };

/**
 * Locks the till sessions of entries that moved cash, then the guarded accounts of all their legs in id order, and reads
 * in the next statement whether they still can be reversed.
 */
export async function lockEntries(tx: Transaction, ids: readonly EntryId[]): Promise<LockedEntries> {
  const sql = sqlOf(tx);
  const wanted = [...new Set(ids)].sort();
  const [legs] = await Promise.all([
    sql<Leg[]>`
      select p.entry_id as "entryId", p.account_id as account, p.amount_minor as minor, a.guarded, a.code, a.currency, a.branch_id as "branchId"
      from postings p join ledger_accounts a on a.id = p.account_id where p.entry_id = any(${wanted}::uuid[]) order by p.entry_id, p.leg`,
    sql`
      select s.id from till_sessions s
      where s.id in (select c.till_session_id from cash_transactions c where c.id = any(${wanted}::uuid[])) order by s.id for update`,
  ]);
  const book = await lockBalances(
    tx,
    legs.filter((leg) => leg.guarded).map((leg) => leg.account),
  );
  const entries = new Map<EntryId, BookedEntry>();
  for (const entry of await readEntries(tx, wanted)) {
    const own = legs.filter((leg) => leg.entryId === entry.id);
    for (const leg of own) if (!leg.guarded) glAccount(book, leg.code as ChartCode, leg.branchId, leg.currency);
    const moved = own.map(({ account, minor }) => ({ account, minor }));
    entries.set(entry.id, { ...entry, legs: moved, amount: movedBy(own) });
  }
  return { book, entries, cash: await readBookedCash(tx, wanted) };
}

function movedBy(legs: readonly Leg[]): Money | null {
  const currency = legs[0]?.currency;
  if (!currency) return null;
  const debits = legs.filter((leg) => leg.currency === currency && leg.minor > 0n);
  return { minor: debits.reduce((sum, { minor }) => sum + minor, 0n), currency };
}

/** An entry under lock; refuses an unknown one as `entry_not_found`. */
export function entryIn(state: LockedEntries, id: EntryId): BookedEntry {
  const entry = state.entries.get(id);
  if (!entry) throw refusal("entry_not_found");
  return entry;
}

type Leg = {
  entryId: EntryId;
  account: LedgerAccountId;
  minor: bigint;
  guarded: boolean;
  code: string;
  currency: Parameters<typeof glAccount>[3];
  branchId: BranchId;
};

function readEntries(tx: Transaction, ids: readonly EntryId[]) {
  return sqlOf(tx)<(Omit<BookedEntry, "legs" | "valueDate" | "amount"> & { valueDate: BusinessDate })[]>`
    select e.id, e.kind, e.reference, e.value_date::text as "valueDate",
      case when b.head_office then coalesce((
        select a.branch_id from postings p join accounts a on a.id = p.account_id where p.entry_id = e.id order by p.leg limit 1
      ), e.branch_id) else e.branch_id end as "branchId",
      json_build_object('kind', e.actor_kind, 'id', e.actor_id) as "bookedBy",
      exists (select from journal_entries r where r.reverses_id = e.id) as reversed,
      (select s.status from cash_transactions c join till_sessions s on s.id = c.till_session_id where c.id = e.id) as "tillStatus",
      (select min(a.iban) from postings p join accounts a on a.id = p.account_id
        where p.entry_id = e.id and a.status <> 'active') as "closedIban",
      coalesce((select json_agg(stopped order by iban) from (
        select a.id as account, a.iban, array_agg(distinct b.kind) as blocks from account_blocks b join accounts a on a.id = b.account_id
        where b.lifted_at is null and b.account_id in (select p.account_id from postings p where p.entry_id = e.id) group by a.id
      ) stopped), '[]') as blocked,
      (select party.customer_id from postings p join account_parties party on party.account_id = p.account_id and party.role = 'owner'
        where p.entry_id = e.id order by p.leg limit 1) as "customerId",
      array(select distinct party.customer_id::text from postings p join account_parties party on party.account_id = p.account_id
        where p.entry_id = e.id) as parties
    from journal_entries e join branches b on b.id = e.branch_id where e.id = any(${[...ids]}::uuid[])`;
}

import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type AccountId, type CustomerId, type EntryId, isId } from "../core/ids";
import type { Money } from "../core/money";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";
import type { QuestionKind, SeenDocument } from "./questions";
import type { FundsSource } from "./schema";

/** From which amount each question is asked, by currency. */
export type AskedFrom = { kind: QuestionKind; currency: Currency; fromMinor: bigint };

/** Everything the counter asks from an amount on. */
export function askedFrom(ctx: Ctx<StaffActor>): Promise<AskedFrom[]> {
  return sqlOf(ctx.db)<AskedFrom[]>`
    select kind, currency, from_minor as "fromMinor" from counter_questions where from_minor is not null order by kind, currency`;
}

/** What is asked of a movement on an account: from which amount, and the documents that may have been seen. */
export type CounterQuestion = {
  fromMinor: bigint;
  documents: (Pick<SeenDocument, "id" | "kind" | "last4" | "expiresOn"> & { name: string })[];
};

/** The question of a deposit or withdrawal in a currency; null where the bank asks nothing. */
export async function counterQuestion(
  ctx: Ctx<StaffActor>,
  accountId: string,
  kind: QuestionKind,
): Promise<CounterQuestion | null> {
  authorize(ctx.actor, "till.operate");
  if (!isId(accountId)) return null;
  const sql = sqlOf(ctx.db);
  const [asked, documents] = await Promise.all([
    sql<{ fromMinor: bigint }[]>`
      select q.from_minor as "fromMinor" from counter_questions q join accounts a on a.currency = q.currency
      where a.id = ${accountId} and q.kind = ${kind} and q.from_minor is not null`,
    kind === "source" ? [] : documentsFor(ctx, accountId),
  ]);
  return asked[0] ? { fromMinor: asked[0].fromMinor, documents } : null;
}

/** The identity documents of an account's people that are still valid. */
function documentsFor(ctx: Ctx<StaffActor>, accountId: string) {
  return sqlOf(ctx.db)<CounterQuestion["documents"]>`
    select d.id, d.kind, d.number_last4 as last4, d.expires_on::text as "expiresOn", c.full_name as name
    from account_parties p join customers c on c.id = p.customer_id join identity_documents d on d.customer_id = c.id and d.replaced_at is null
    where p.account_id = ${accountId} and d.expires_on >= ${ctx.businessDate}
    order by p.role = 'owner' desc, c.full_name, d.expires_on desc limit 20`;
}

/** The question of an exchange, by what it is worth in the bank's own currency; null where the bank asks nothing of it. */
export async function exchangeQuestion(
  ctx: Ctx<StaffActor>,
  accountId: string,
  kind: QuestionKind,
  worth: Money,
): Promise<CounterQuestion | null> {
  authorize(ctx.actor, "till.operate");
  const [asked] = await sqlOf(ctx.db)<{ fromMinor: bigint }[]>`
    select from_minor as "fromMinor" from counter_questions
    where kind = ${kind} and currency = ${worth.currency} and from_minor <= ${worth.minor.toString()}::bigint`;
  if (!asked) return null;
  return { fromMinor: asked.fromMinor, documents: kind === "identity" ? await documentsFor(ctx, accountId) : [] };
}

/** A deposit whose source was asked for. */
export type UnusualCash = {
  entryId: EntryId;
  reference: string;
  bookingDate: BusinessDate;
  accountId: AccountId;
  iban: string;
  owner: string;
  customerId: CustomerId;
  branch: string;
  teller: string;
  paidInBy: string | null;
  amountMinor: bigint;
  currency: Currency;
  source: FundsSource;
  detail: string | null;
  reversed: boolean;
};

/** Deposits of unusual size with what was said of their source, the latest first; one page. For compliance and audit. */
export async function unusualCash(
  ctx: Ctx<StaffActor>,
  filters: Cursor & { source?: string },
): Promise<Page<UnusualCash>> {
  authorize(ctx.actor, "unusual.read");
  const sql = sqlOf(ctx.db);
  const [at] = decodeCursor(filters.older ?? filters.newer, 1) ?? [];
  const cursor: Cursor = !isId(at) ? {} : filters.older ? { older: filters.older } : { newer: filters.newer as string };
  const rows = await sql<UnusualCash[]>`
    select s.entry_id as "entryId", t.reference, e.booking_date::text as "bookingDate", a.id as "accountId", a.iban,
      c.full_name as owner, c.id as "customerId", br.name as branch, coalesce(u.display_name, 'Staff') as teller,
      t.paid_in_by as "paidInBy", t.amount_minor as "amountMinor", t.currency, s.source, s.detail,
      exists (select from journal_entries r where r.reverses_id = e.id) as reversed
    from cash_sources s
      join cash_transactions t on t.id = s.entry_id
      join journal_entries e on e.id = s.entry_id
      join branches br on br.id = e.branch_id
      join accounts a on a.id = t.account_id
      join customers c on c.id = s.customer_id
      left join users u on u.id::text = e.actor_id
    where ${filters.source ? sql`s.source = ${filters.source}` : sql`true`}
      ${!isId(at) ? sql`` : cursor.older ? sql`and s.entry_id < ${at}` : sql`and s.entry_id > ${at}`}
    order by s.entry_id ${cursor.newer ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, ({ entryId }) => [entryId], cursor);
}

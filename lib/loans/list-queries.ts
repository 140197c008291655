import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import { type BusinessDate, daysBetween } from "../core/dates";
import { type BranchId, type CustomerId, isId, type LoanId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { searchPatterns } from "../core/search-text";
import { authorize, branchScope } from "../identity/authorize";
import type { LoanStatus } from "./rules";

/** Buckets of days past due (domain: Days past due). */
const arrearsBuckets = {
  any: [1, null],
  "1-30": [1, 30],
  "31-60": [31, 60],
  "61-90": [61, 90],
  "91+": [91, null],
} as const;
export type ArrearsBucket = keyof typeof arrearsBuckets;

/** `customer` is a customer's number. */
export type LoanFilters = { q?: string; customer?: string; status?: string; branch?: string; arrears?: string };

export type LoanRow = {
  id: LoanId;
  loanNo: string;
  status: LoanStatus;
  /** Null once the person was erased. */
  customerId: CustomerId | null;
  customerName: string;
  branchName: string;
  product: string;
  currency: Currency;
  amountMinor: bigint;
  termMonths: number;
  outstandingMinor: bigint | null;
  dueMinor: bigint | null;
  /** The oldest unpaid due date. */
  nextDueOn: BusinessDate | null;
  daysPastDue: number;
};

/** Loans the actor may see, newest first: searched by number, customer name, phone or e-mail, filtered, one page. */
export async function listLoans(ctx: Ctx, filters: LoanFilters, cursor: Cursor): Promise<Page<LoanRow>> {
  authorize(ctx.actor, "loan.read");
  const sql = sqlOf(ctx.db);
  const [older] = decodeCursor(cursor.older, 1) ?? [];
  const [newer] = older === undefined ? (decodeCursor(cursor.newer, 1) ?? []) : [];
  const rows = await sql<LoanRow[]>`
    select l.id, l.loan_no as "loanNo", l.status, l.customer_id as "customerId", coalesce(c.full_name, 'Erased') as "customerName", b.name as "branchName",
      p.name as product, l.currency, l.amount_minor as "amountMinor", l.term_months as "termMonths",
      o.outstanding as "outstandingMinor", o.due as "dueMinor", o.next::text as "nextDueOn", 0 as "daysPastDue"
    from loans l
      left join customers c on c.id = l.customer_id
      join branches b on b.id = l.branch_id
      join product_versions v on v.id = l.product_version_id
      join products p on p.id = v.product_id
      left join lateral (
        select sum(i.principal_minor - i.principal_paid_minor)::bigint as outstanding,
          coalesce(sum(i.principal_minor - i.principal_paid_minor + i.interest_minor - i.interest_paid_minor)
            filter (where i.due_on <= ${ctx.businessDate}), 0)::bigint as due,
          min(i.due_on) filter (where i.paid_on is null) as next
        from loan_instalments i
        where i.loan_id = l.id and i.version = (select max(s.version) from loan_schedules s where s.loan_id = l.id)
      ) o on l.status = 'active'
    where ${matches(ctx, filters)}
      ${isId(older) ? sql`and l.id < ${older}` : isId(newer) ? sql`and l.id > ${newer}` : sql``}
    order by l.id ${isId(newer) ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  const known = rows.map((row) => ({
    ...row,
    daysPastDue: row.nextDueOn ? Math.max(0, daysBetween(row.nextDueOn, ctx.businessDate)) : 0,
  }));
  return pageOf(
    known,
    (row) => [row.id],
    isId(older) ? { older: cursor.older as string } : isId(newer) ? { newer: cursor.newer as string } : {},
  );
}

function matches(ctx: Ctx, filters: LoanFilters) {
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "loan.read") ?? (isId(filters.branch) ? (filters.branch as BranchId) : null);
  return sql`true
    ${ctx.actor.kind === "customer" ? sql`and l.customer_id = ${ctx.actor.customerId}` : sql``}
    ${scope ? sql`and l.branch_id = ${scope}` : sql``}
    ${filters.status ? sql`and l.status = ${filters.status}` : sql``}
    ${filters.customer ? sql`and l.customer_id = (select id from customers where customer_no = ${filters.customer.trim().toUpperCase()})` : sql``}
    ${filters.q?.trim() ? sql`and (${searched(ctx, filters.q.trim())})` : sql``}
    ${arrears(ctx, filters.arrears)}`;
}

function searched(ctx: Ctx, q: string) {
  const sql = sqlOf(ctx.db);
  const number = q.toUpperCase().replace(/[^0-9A-Z-]/g, "");
  if (/^LN-?\d/.test(number)) return sql`l.loan_no like ${`${number.replace(/^LN-?/, "LN-")}%`}`;
  const patterns = searchPatterns(q);
  if (patterns.length === 0) return sql`false`;
  return /^\d{3,}$/.test(number)
    ? sql`l.loan_no like ${`%${number}%`} or c.search_text like all(${patterns}::text[])`
    : sql`c.search_text like all(${patterns}::text[])`;
}

function arrears(ctx: Ctx, bucket: string | undefined) {
  const sql = sqlOf(ctx.db);
  if (!bucket || !Object.hasOwn(arrearsBuckets, bucket)) return sql``;
  const [from, to] = arrearsBuckets[bucket as ArrearsBucket];
  return sql`and l.status = 'active' and o.next <= ${ctx.businessDate}::date - ${from}::int
    ${to === null ? sql`` : sql`and o.next >= ${ctx.businessDate}::date - ${to}::int`}`;
}

import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type BranchId, type CustomerId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";
import type { CustomerFacts, CustomerStatus } from "./lock-customer";
import { reviewIsDue } from "./review-due";
import type { RiskRating } from "./schema";
import { readSearch, type SearchTerms } from "./search-query";

export type CustomerFilters = Cursor & {
  q?: string;
  kind?: string;
  status?: string;
  risk?: string;
  review?: string;
  branch?: string;
};

export type CustomerRow = {
  id: CustomerId;
  customerNo: string;
  kind: CustomerFacts["kind"];
  fullName: string;
  birthDate: BusinessDate | null;
  /** Of an organisation. */
  registrationNo: string | null;
  phone: string | null;
  email: string | null;
  status: CustomerStatus;
  riskRating: RiskRating | null;
  branch: string;
  document: string | null;
  accounts: number;
};

/**
 * Customers of the viewer's scope by name, or by how well they fit a search: names that begin with what was typed come
 * before names that contain it.
 */
export async function listCustomers(ctx: Ctx<StaffActor>, filters: CustomerFilters): Promise<Page<CustomerRow>> {
  authorize(ctx.actor, "customer.read");
  const sql = sqlOf(ctx.db);
  const terms = filters.q ? readSearch(filters.q) : null;
  const scope = branchScope(ctx.actor, "customer.read") ?? chosenBranch(filters.branch);
  const cursor = readCursor(filters);
  const fit = terms ? fitOf(sql, terms) : null;
  const rows = await sql<(CustomerRow & { fit: number })[]>`
    select ${customerColumns(sql)}, ${fit ?? sql`0`} as fit
    from customers c join branches b on b.id = c.branch_id
    where true
      ${scope ? sql`and c.branch_id = ${scope}` : sql``}
      ${filters.status === "closed" ? sql`` : sql`and c.merged_into is null`}
      ${kindOf(sql, filters.kind)}
      ${filters.status ? sql`and c.status = ${filters.status}` : sql``}
      ${filters.risk ? sql`and c.risk_rating = ${filters.risk}` : sql``}
      ${filters.review === "due" ? sql`and ${reviewIsDue(sql, ctx.businessDate)}` : sql``}
      ${filters.review === "expired" ? sql`and c.status = 'active' and exists (select from identity_documents d where d.customer_id = c.id and d.replaced_at is null and d.expires_on < ${ctx.businessDate})` : sql``}
      ${terms ? sql`and c.id in (${hits(sql, terms)})` : filters.q?.trim() ? sql`and false` : sql``}
      ${cursor.at ? beyond(sql, cursor.at, cursor.newer, fit) : sql``}
    order by ${cursor.newer ? sql`fit desc, c.full_name collate "und-x-icu" desc, c.id desc` : sql`fit, c.full_name collate "und-x-icu", c.id`}
    limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [String(row.fit), row.fullName, row.id], cursor);
}

/** What a list shows of `customers c` at `branches b`. */
export const customerColumns = (sql: Sql): Fragment => sql`
  c.id, c.customer_no as "customerNo", c.kind, c.full_name as "fullName", c.birth_date::text as "birthDate", c.phone, c.email,
  (select o.registration_no from organisations o where o.customer_id = c.id) as "registrationNo",
  c.status, c.risk_rating as "riskRating", b.name as branch,
  (select d.number_last4 from identity_documents d where d.customer_id = c.id and d.replaced_at is null) as document,
  (select count(*)::int from account_parties p join accounts a on a.id = p.account_id
    where p.customer_id = c.id and a.status = 'active') as accounts`;

function readCursor(filters: Cursor): Cursor & { at: string[] | null; newer?: string } {
  const typed = filters.older ?? filters.newer;
  const at = decodeCursor(typed, 3);
  if (!at || !/^[01]$/.test(at[0] ?? "") || !isId(at[2])) return { at: null };
  return filters.older ? { older: filters.older, at } : { newer: filters.newer, at };
}

/** Organisations are few: their own index, which only a written condition reaches. */
function kindOf(sql: Sql, typed: string | undefined): Fragment {
  if (typed === "organisation") return sql`and c.kind = 'organisation'`;
  return typed === "individual" ? sql`and c.kind = 'individual'` : sql``;
}

function chosenBranch(typed: string | undefined): BranchId | null {
  return isId(typed) ? (typed as string as BranchId) : null;
}

/** Rows after the cursor in the direction of travel; without a search the name's own index finds the place. */
function beyond(sql: Sql, [fit, name, id]: string[], newer: string | undefined, fitNow: Fragment | null): Fragment {
  const place = sql`${name ?? ""}::text collate "und-x-icu", ${id ?? ""}::uuid`;
  const own = sql`c.full_name collate "und-x-icu", c.id`;
  const [left, right] = fitNow
    ? [sql`(${fitNow}, ${own})`, sql`(${fit === "1" ? sql`1` : sql`0`}, ${place})`]
    : [sql`(${own})`, sql`(${place})`];
  return newer ? sql`and ${left} < ${right}` : sql`and ${left} > ${right}`;
}

/** 0 when every word begins a word of the customer's search text, else 1. */
function fitOf(sql: Sql, terms: SearchTerms): Fragment {
  const all = terms.prefixes.map((prefix) => sql`' ' || c.search_text like ${prefix}`);
  return sql`case when ${joined(sql, all)} then 0 else 1 end`;
}

/** The ids that any reading of the search finds, each by its own index. */
function hits(sql: Sql, terms: SearchTerms): Fragment {
  const words = terms.words.map((word) => sql`w.search_text like ${word}`);
  return sql`
    select coalesce(w.merged_into, w.id) from customers w where ${joined(sql, words)}
    ${terms.phone ? sql`union select coalesce(w.merged_into, w.id) from customers w where w.search_text like ${terms.phone}` : sql``}
    ${terms.customerNo ? sql`union select coalesce(w.merged_into, w.id) from customers w where w.customer_no = ${terms.customerNo}` : sql``}
    ${terms.birthDates.length > 0 ? sql`union select coalesce(w.merged_into, w.id) from customers w where w.birth_date = any(${terms.birthDates}::date[])` : sql``}
    ${terms.registrationKey ? sql`union select o.customer_id from organisations o where o.registration_key = ${terms.registrationKey}` : sql``}
    ${terms.lei ? sql`union select o.customer_id from organisations o where o.lei = ${terms.lei}` : sql``}
    ${terms.documentHashes.length > 0 ? sql`union select d.customer_id from identity_documents d where d.number_hmac in (select decode(h, 'hex') from unnest(${terms.documentHashes}::text[]) h)` : sql``}`;
}

function joined(sql: Sql, conditions: Fragment[]): Fragment {
  return conditions.reduce((all, one) => sql`${all} and ${one}`);
}

import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type AccountId, type BranchId, type CustomerId, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { searchPatterns } from "../core/search-text";
import { authorize, may } from "../identity/authorize";
import type { AccountFacts, BlockKind } from "./load-accounts";
import { listsAccount, mayOpenAccount } from "./visibility";

export type AccountKind = AccountFacts["kind"];
export type AccountStatus = AccountFacts["status"];

export type AccountFilters = {
  q?: string;
  /** A customer's number: the accounts they have a part in. */
  customer?: string;
  kind?: string;
  status?: string;
  branch?: string;
  balance?: string;
  standing?: string;
};

export type AccountRow = {
  id: AccountId;
  iban: string;
  kind: AccountKind;
  status: AccountStatus;
  /** What keeps an active account from being used as usual. */
  standing: "blocked" | "dormant" | "inactive" | null;
  product: string;
  currency: Currency;
  owners: string[];
  branch: string;
  bookedMinor: bigint;
  heldMinor: bigint;
  availableMinor: bigint;
};

/** Accounts in the actor's scope, newest first: found by IBAN, by the end of the number or by an owner's name; one page. */
export async function listAccounts(ctx: Ctx, filters: AccountFilters, cursor: Cursor = {}): Promise<Page<AccountRow>> {
  authorize(ctx.actor, "account.read");
  const sql = sqlOf(ctx.db);
  const place = placeOf(cursor);
  const rows = await sql<AccountRow[]>`
    select a.id, a.iban, a.kind, a.status, p.name as product, a.currency, br.name as branch,
      b.balance as "bookedMinor", b.held as "heldMinor", b.balance - b.held - b.floor as "availableMinor",
      case when exists (select from account_blocks k where k.account_id = a.id and k.lifted_at is null) then 'blocked' else (
        select d.stage from account_dormancies d where d.account_id = a.id and d.ended_at is null) end as standing,
      array(
        select c.full_name from account_parties party join customers c on c.id = party.customer_id
        where party.account_id = a.id and party.role in ('owner', 'joint_owner') order by party.role desc, c.full_name
      ) as owners
    from accounts a
      join account_balances b on b.account_id = a.id
      join branches br on br.id = a.branch_id
      join product_versions v on v.id = a.product_version_id
      join products p on p.id = v.product_id
    where ${listsAccount(ctx)} ${matches(ctx, filters)} ${beyond(ctx, place)}
    order by a.id ${place.newer ? sql`asc` : sql`desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.id], place);
}

/** The cursor of the URL, without what is not one of ours. */
function placeOf(cursor: Cursor): Cursor {
  if (isId(decodeCursor(cursor.older, 1)?.[0])) return { older: cursor.older as string };
  if (isId(decodeCursor(cursor.newer, 1)?.[0])) return { newer: cursor.newer as string };
  return {};
}

function beyond(ctx: Ctx, place: Cursor): Fragment {
  const sql = sqlOf(ctx.db);
  const [id] = decodeCursor(place.older ?? place.newer, 1) ?? [];
  if (!id) return sql``;
  return place.newer ? sql`and a.id > ${id}` : sql`and a.id < ${id}`;
}

function matches(ctx: Ctx, filters: AccountFilters): Fragment {
  const sql = sqlOf(ctx.db);
  const branch = isId(filters.branch) ? (filters.branch as BranchId) : null;
  return sql`
    ${filters.kind ? sql`and a.kind = ${filters.kind}` : sql``}
    ${filters.status ? sql`and a.status = ${filters.status}` : sql``}
    ${branch ? sql`and a.branch_id = ${branch}` : sql``}
    ${standing(ctx, filters.standing)}
    ${filters.balance === "negative" ? sql`and b.balance < 0` : sql``}
    ${
      filters.customer
        ? sql`and a.id in (
          select mine.account_id from account_parties mine join customers c on c.id = mine.customer_id
          where c.customer_no = ${filters.customer.trim().toUpperCase()})`
        : sql``
    }
    ${filters.q?.trim() ? sql`and ${searched(ctx, filters.q)}` : sql``}`;
}

/** From the side of the few facts that stand, so that a list of them never reads every account. */
function standing(ctx: Ctx, wanted: string | undefined): Fragment {
  const sql = sqlOf(ctx.db);
  if (wanted === "blocked")
    return sql`and a.id in (select k.account_id from account_blocks k where k.lifted_at is null)`;
  if (wanted === "dormant" || wanted === "inactive")
    return sql`and a.id in (
      select d.account_id from account_dormancies d where d.ended_at is null and d.stage = ${wanted})`;
  return sql``;
}

/** An IBAN or the beginning of one, the last digits of a number, or words of an owner's name, phone or e-mail. */
function searched(ctx: Ctx, q: string): Fragment {
  const sql = sqlOf(ctx.db);
  const compact = q.toUpperCase().replace(/[\s.·-]/g, "");
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{2,30}$/.test(compact)) return sql`a.iban like ${`${compact}%`}`;
  const patterns = searchPatterns(q);
  if (patterns.length === 0) return sql`false`;
  const owned = sql`a.id in (
    select party.account_id from customers c join account_parties party on party.customer_id = c.id
    where party.role in ('owner', 'joint_owner') and c.search_text like all(${patterns}::text[]))`;
  return /^\d{3,20}$/.test(compact) ? sql`(a.iban like ${`%${compact}`} or ${owned})` : owned;
}

export type AccountOwner = {
  id: CustomerId;
  name: string;
  role: "owner" | "joint_owner";
  customerNo: string;
  kind: "individual" | "organisation";
  birthDate: BusinessDate | null;
  /** Of an organisation. */
  registrationNo: string | null;
  risk: string | null;
  /** Shown at the counter only. */
  deceasedOn: BusinessDate | null;
  document: { kind: string; last4: string; expiresOn: BusinessDate } | null;
  /** When the bank has to look at them again. */
  nextReviewOn: BusinessDate | null;
  accounts: { id: AccountId; kind: AccountKind; iban: string }[];
};

/**
 * What an account's page says of it; booked less held less the floor (which is zero or below) is what is available.
 * Holds past their time no longer count, also before a posting has resolved them.
 */
export type AccountPage = {
  id: AccountId;
  iban: string;
  kind: AccountKind;
  status: AccountStatus;
  product: string;
  productVersion: number;
  /** A fraction a year, exact decimals in text. */
  annualRate: string;
  currency: Currency;
  branchId: BranchId;
  branch: string;
  signingRule: "any_one" | "both" | "any_two";
  openedOn: BusinessDate | null;
  closedOn: BusinessDate | null;
  closeReason: string | null;
  bookedMinor: bigint;
  heldMinor: bigint;
  floorMinor: bigint;
  /** The last day of the overdraft limit; null until it is changed. */
  overdraftUntil: BusinessDate | null;
  availableMinor: bigint;
  /** The minute of the bank's clock in which this was read: `2026-11-23 10:42`. */
  asOf: string;
  owners: AccountOwner[];
  /** Set while nobody has used it for 6 months (inactive) or 12 (dormant: nothing leaves it until it is woken). */
  dormancy: { stage: "inactive" | "dormant"; lastUsedOn: BusinessDate } | null;
  blocks: { kind: BlockKind; reason: string; placedBy: string; placedOn: string }[];
  /** A loan that is paid from it and keeps it from being closed. */
  loanNo: string | null;
  /** A term deposit is paid to it and keeps it from being closed. */
  paidByDeposit: boolean;
};

/** One account as the actor may open it, or null: to a customer another's account is as unknown as none. */
export async function accountPage(ctx: Ctx, id: string | undefined): Promise<AccountPage | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const [row] = await sql<AccountPage[]>`
    select a.id, a.iban, a.kind, a.status, p.name as product, v.version as "productVersion", v.annual_rate::text as "annualRate",
      a.currency, a.branch_id as "branchId", br.name as branch, a.signing_rule as "signingRule",
      a.opened_on::text as "openedOn", a.closed_on::text as "closedOn", a.close_reason as "closeReason",
      b.balance as "bookedMinor", b.held - due.minor as "heldMinor", b.floor as "floorMinor",
      b.balance - b.held + due.minor - b.floor as "availableMinor",
      (select f.until_day::text from overdraft_facilities f where f.account_id = a.id order by f.id desc limit 1) as "overdraftUntil",
      to_char(bank_now() at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "asOf",
      ${ownersOf(ctx)} as owners, ${blocksOf(ctx)} as blocks,
      (select json_build_object('stage', d.stage, 'lastUsedOn', d.last_used_on) from account_dormancies d
        where d.account_id = a.id and d.ended_at is null) as dormancy,
      (select l.loan_no from loans l where l.settlement_account_id = a.id
        and l.status not in ('closed', 'rejected', 'withdrawn', 'cancelled') order by l.id limit 1) as "loanNo",
      exists (select from term_deposits d where d.payout_account_id = a.id and d.status in ('active', 'matured')) as "paidByDeposit"
    from accounts a
      join account_balances b on b.account_id = a.id
      join branches br on br.id = a.branch_id
      join product_versions v on v.id = a.product_version_id
      join products p on p.id = v.product_id
      cross join bank_settings s
      cross join lateral (
        select coalesce(sum(o.amount_minor), 0)::bigint as minor from open_holds o
        where b.held > 0 and o.account_id = a.id and o.expires_at <= (select bank_now())
      ) due
    where a.id = ${id} and ${mayOpenAccount(ctx)}`;
  return row ?? null;
}

/** Who owns it. Of a joint owner a customer learns the name; the counter sees what identifies them. */
function ownersOf(ctx: Ctx): Fragment {
  const sql = sqlOf(ctx.db);
  const counter = ctx.actor.kind === "staff" && may(ctx.actor, "customer.read");
  return sql`coalesce((
    select json_agg(json_build_object(
      'id', c.id, 'name', c.full_name, 'role', party.role, 'customerNo', c.customer_no, 'kind', c.kind,
      'birthDate', ${counter ? sql`c.birth_date` : sql`null`}, 'registrationNo', ${counter ? sql`(select g.registration_no from organisations g where g.customer_id = c.id)` : sql`null`}, 'risk', ${counter ? sql`c.risk_rating` : sql`null`},
      'deceasedOn', ${counter ? sql`c.deceased_on` : sql`null`},
      'nextReviewOn', ${counter ? sql`c.next_review_on` : sql`null`}, 'document', ${counter ? documentOf(ctx) : sql`null`}, 'accounts', ${counter ? accountsOf(ctx) : sql`'[]'::json`}
    ) order by party.role desc, c.full_name)
    from account_parties party join customers c on c.id = party.customer_id
    where party.account_id = a.id and party.role in ('owner', 'joint_owner')), '[]'::json)`;
}

function documentOf(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`(
    select json_build_object('kind', d.kind, 'last4', d.number_last4, 'expiresOn', d.expires_on)
    from identity_documents d where d.customer_id = c.id and d.replaced_at is null)`;
}

function accountsOf(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`(
    select coalesce(json_agg(json_build_object('id', o.id, 'kind', o.kind, 'iban', o.iban) order by o.kind, o.id), '[]'::json)
    from account_parties mine join accounts o on o.id = mine.account_id
    where mine.customer_id = c.id and mine.role in ('owner', 'joint_owner') and o.status = 'active')`;
}

function blocksOf(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`coalesce((
    select json_agg(json_build_object('kind', k.kind, 'reason', k.reason, 'placedBy', u.display_name,
      'placedOn', to_char(k.placed_at at time zone s.time_zone, 'YYYY-MM-DD')) order by k.id)
    from account_blocks k join users u on u.id = k.placed_by where k.account_id = a.id and k.lifted_at is null), '[]'::json)`;
}

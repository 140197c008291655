import type { Fragment } from "postgres";
import type { Executor, Sql, Transaction } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Channel } from "../core/context";
import type { Currency } from "../core/currencies";
import { isDate } from "../core/dates";
import { type BranchId, type CustomerId, type EntryId, type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import type { Act } from "./acts";
import { ANY_LOOK, looks } from "./view-queries";

/** What the URL of the activity log says; `person` is one of the staff, a program or a job, `customer` a customer number or an id. */
export type ActivityFilters = Cursor & {
  person?: string;
  act?: string;
  result?: string;
  customer?: string;
  subject?: string;
  reference?: string;
  from?: string;
  to?: string;
};

export type ActivityRow = {
  id: Id<"auditEvent">;
  /** The bank's local time: `2026-11-23 10:42:07`. */
  at: string;
  actorKind: "staff" | "customer" | "api_client" | "system";
  actor: string;
  role: string | null;
  /** Where whoever did it worked then. */
  branch: string | null;
  channel: Channel;
  /** From which network and with which browser; of a job there is neither. */
  ip: string | null;
  device: string | null;
  act: string;
  result: "done" | "refused";
  reason: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  /** How people call the subject: a customer's or colleague's name, an account's IBAN, a loan's number. */
  subject: string | null;
  customerId: CustomerId | null;
  entryId: EntryId | null;
  reference: string | null;
  amountMinor: bigint | null;
  currency: Currency | null;
  requestId: string;
  hasDetails: boolean;
};

/** What of the log is for those only who may know of it: legal holds, and what screening says of customers. */
export type Seen = { holds?: boolean; alerts?: boolean };
type Asked = Seen & { size?: number };

/**
 * The activity log, latest first. `scope` limits it to what staff of a branch did and to what was done to the branch's
 * customers; null is the whole bank.
 */
export async function listActivity(
  db: Executor,
  scope: BranchId | null,
  filters: ActivityFilters,
  { size = PAGE_SIZE, ...seen }: Asked = {},
): Promise<Page<ActivityRow>> {
  const sql = sqlOf(db);
  const cursor = readCursor(filters);
  const rows = await sql<ActivityRow[]>`
    ${selected(sql)}
    where ${inScope(sql, scope)} ${known(sql, seen)} ${conditions(sql, filters)}
      ${cursor.at ? (cursor.newer ? sql`and e.id > ${cursor.at}` : sql`and e.id < ${cursor.at}`) : sql``}
    order by ${cursor.newer ? sql`e.id` : sql`e.id desc`} limit ${size + 1}`;
  return pageOf(rows, (row) => [row.id], cursor, size);
}

/** One row of the log within the scope, or null. */
export async function readActivity(
  db: Executor,
  scope: BranchId | null,
  id: string,
  seen: Seen = {},
): Promise<ActivityRow | null> {
  if (!isId(id)) return null;
  const sql = sqlOf(db);
  const [row] = await sql<ActivityRow[]>`
    ${selected(sql)} where e.id = ${id} and ${inScope(sql, scope)} ${known(sql, seen)}`;
  return row ?? null;
}

/** Of so many the latest acts are looked for, however often a customer signs in or is looked at. */
const LOOKED_THROUGH = 1_000;

/** The latest acts on a customer and with their products, for their page; who looked or signed in is told elsewhere. */
export function latestActivityOf(
  db: Executor,
  customerId: CustomerId,
  { size = 8, ...seen }: Asked = {},
): Promise<ActivityRow[]> {
  const sql = sqlOf(db);
  return sql<ActivityRow[]>`
    ${selected(sql)} where e.customer_id = ${customerId}
      and e.act not in ('activity.detail_read', 'customer.viewed', 'account.viewed', 'session.started', 'session.ended', 'factor.given')
      and e.id >= coalesce((select f.id from audit_events f where f.customer_id = ${customerId}
        order by f.id desc offset ${LOOKED_THROUGH} limit 1), '00000000-0000-0000-0000-000000000000')
      ${known(sql, seen)}
    order by e.id desc limit ${size}`;
}

/** A customer of the scope by their number, where a link named them by their id; what else was typed stays as it is. */
export async function customerNumber(db: Executor, scope: BranchId | null, typed: string | undefined) {
  if (!isId(typed)) return typed;
  const sql = sqlOf(db);
  const [row] = await sql<{ no: string }[]>`
    select customer_no as no from customers where id = ${typed} ${scope ? sql`and branch_id = ${scope}` : sql``}`;
  return row?.no ?? typed;
}

/** The colleagues that a filter offers, by name. */
export function peopleInActivity(db: Executor, scope: BranchId | null): Promise<{ id: string; name: string }[]> {
  const sql = sqlOf(db);
  return sql<{ id: string; name: string }[]>`
    select id, display_name as name from users
    where kind = 'staff' ${scope ? sql`and branch_id = ${scope}` : sql``}
    order by display_name collate "und-x-icu", id limit 200`;
}

/** The encrypted before and after of an act with the key it needs, or null when it has none or its key was destroyed. */
export async function sealedDetails(
  tx: Transaction,
  id: Id<"auditEvent">,
): Promise<{ ciphertext: Buffer; owner: CustomerId | null; wrappedKey: Buffer | null } | null> {
  const [row] = await sqlOf(tx)<{ ciphertext: Buffer; owner: CustomerId | null; wrappedKey: Buffer | null }[]>`
    select d.ciphertext, d.key_owner as owner, k.wrapped_key as "wrappedKey"
    from audit_details d left join customer_keys k on k.customer_id = d.key_owner
    where d.event_id = ${id}`;
  return row && (row.owner === null || row.wrappedKey !== null) ? row : null;
}

function selected(sql: Sql): Fragment {
  return sql`
    select e.id, to_char(e.at at time zone bank.time_zone, 'YYYY-MM-DD HH24:MI:SS') as at, e.actor_kind as "actorKind",
      coalesce(u.display_name, uc.full_name, case e.actor_kind when 'customer' then c.full_name end, e.actor_id) as actor, e.role, br.name as branch,
      e.channel, e.ip, ses.user_agent as device, e.act, e.result, e.reason,
      e.subject_kind as "subjectKind", e.subject_id as "subjectId",
      coalesce(sc.full_name, sa.iban, sl.loan_no, su.display_name, c.full_name) as subject,
      e.customer_id as "customerId", e.entry_id as "entryId", e.reference, e.amount_minor as "amountMinor", e.currency,
      e.request_id as "requestId", e.details_hash is not null as "hasDetails"
    from audit_events e cross join bank_settings bank
      left join users u on u.id = case when e.actor_kind in ('staff', 'customer') then e.actor_id::uuid end
      left join branches br on br.id = e.branch_id
      left join sessions ses on ses.id = case when e.session_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.session_id::uuid end
      left join customers uc on uc.id = u.customer_id
      left join customers c on c.id = e.customer_id
      left join customers sc on sc.id = case e.subject_kind when 'customer' then e.subject_id::uuid end
      left join accounts sa on sa.id = case e.subject_kind when 'account' then e.subject_id::uuid end
      left join loans sl on sl.id = case e.subject_kind when 'loan' then e.subject_id::uuid end
      left join users su on su.id = case e.subject_kind when 'user' then e.subject_id::uuid end`;
}

function inScope(sql: Sql, scope: BranchId | null): Fragment {
  return scope ? sql`(e.branch_id = ${scope} or c.branch_id = ${scope})` : sql`true`;
}

/**
 * That a court or an authority wants somebody kept, or that somebody is like a name on a list, is told to nobody by what
 * was done or asked about it either.
 */
function known(sql: Sql, { holds = false, alerts = false }: Seen): Fragment {
  const hidden = [...(holds ? [] : HOLDS), ...(alerts ? [] : ALERTS)];
  if (hidden.length === 0) return sql``;
  return sql`
    and e.act <> all(${hidden}::text[])
    and not exists (select from approvals p
      where p.id = case e.subject_kind when 'approval' then e.subject_id::uuid end and p.kind = any(${hidden}::text[]))`;
}

const HOLDS = ["customer.held", "customer.hold", "customer.hold_lifted", "customer.lift_hold"] as const satisfies Act[];
const ALERTS = [
  "screening.hit_found",
  "screening.hits_lapsed",
  "screening.decide",
  "screening.decided",
] as const satisfies Act[];

function conditions(sql: Sql, filters: ActivityFilters): Fragment {
  const { person, act, result, customer, subject, reference, from, to } = filters;
  return sql`
    ${person ? sql`and e.actor_id = ${person} and e.actor_kind <> 'customer'` : sql``}
    ${act === ANY_LOOK ? sql`and e.act = any(${[...looks]}::text[])` : act ? sql`and e.act = ${act}` : sql``}
    ${result === "done" || result === "refused" ? sql`and e.result = ${result}` : sql``}
    ${subject ? sql`and e.subject_id = ${subject}` : sql``}
    ${reference ? sql`and e.reference = ${reference.trim().toUpperCase()}` : sql``}
    ${customer ? customerCondition(sql, customer.trim()) : sql``}
    ${from && isDate(from) ? sql`and e.at >= (${from}::date::timestamp at time zone bank.time_zone)` : sql``}
    ${to && isDate(to) ? sql`and e.at < ((${to}::date + 1)::timestamp at time zone bank.time_zone)` : sql``}`;
}

function customerCondition(sql: Sql, typed: string): Fragment {
  return isId(typed)
    ? sql`and e.customer_id = ${typed}`
    : sql`and e.customer_id = (select id from customers where customer_no = ${typed.toUpperCase()})`;
}

function readCursor(filters: Cursor): Cursor & { at: string | null } {
  const [at] = decodeCursor(filters.older ?? filters.newer, 1) ?? [];
  if (!isId(at)) return { at: null };
  return filters.older ? { older: filters.older, at } : { newer: filters.newer, at };
}

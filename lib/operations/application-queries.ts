import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type AccountId, type CustomerId, type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, branchScope } from "../identity/authorize";
import type { Instruction } from "../interest/schema";
import type { accountKinds } from "../products/schema";
import type { ApplicationFacts } from "./lock-application";

type Wanted = {
  id: Id<"accountApplication">;
  status: ApplicationFacts["status"];
  kind: keyof typeof accountKinds;
  product: string;
  currency: Currency;
  /** A fraction a year, exact decimals in text. */
  annualRate: string;
  /** The bank's local time in text. */
  appliedAt: string;
  /** Of a term deposit only. */
  amountMinor: bigint | null;
  months: number | null;
  instruction: Instruction | null;
  from: { id: AccountId; iban: string } | null;
  /** Once it was opened. */
  account: { id: AccountId; iban: string } | null;
  decidedAt: string | null;
  reason: string | null;
};

/** An application for an account as staff see it. */
export type Application = Wanted & {
  customerId: CustomerId;
  customerNo: string;
  fullName: string;
  branch: string;
  decidedBy: string | null;
  /** What it earns depends on the amount. */
  tiered: boolean;
  /** The customer is of the reader's branch, so that their page may be opened. */
  mayOpenCustomer: boolean;
  /** The version it names is still the one on offer. */
  offered: boolean;
};

const SHOWN = 100;

/** Applications for accounts at the reader's branch, or of all for head office: those that wait, the longest first, unless others are asked for. */
export async function listApplications(
  ctx: Ctx<StaffActor>,
  filters: Cursor & { status?: string; kind?: string },
): Promise<Page<Application>> {
  authorize(ctx.actor, "application.read");
  const sql = sqlOf(ctx.db);
  const status = filters.status ?? "pending";
  const [at] = decodeCursor(filters.older ?? filters.newer, 1) ?? [];
  const cursor: Cursor = !isId(at) ? {} : filters.older ? { older: filters.older } : { newer: filters.newer as string };
  // Those that wait stand in the order in which they came, the others the latest first.
  const onward = (status === "pending") !== (cursor.newer !== undefined);
  const rows = await sql<Application[]>`
    ${staffColumns(ctx)} where q.status = ${status} and ${inScope(ctx)} ${filters.kind ? sql`and p.kind = ${filters.kind}` : sql``}
      ${isId(at) ? (onward ? sql`and q.id > ${at}` : sql`and q.id < ${at}`) : sql``}
    order by ${onward ? sql`q.id` : sql`q.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, ({ id }) => [id], cursor);
}

/** How many applications wait that the reader may decide on: the number in the rail, at most a hundred. */
export async function countApplications(ctx: Ctx<StaffActor>): Promise<number> {
  authorize(ctx.actor, "account.open");
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "account.open");
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from account_applications where status = 'pending' ${scope ? sql`and branch_id = ${scope}` : sql``} limit ${SHOWN}) capped`;
  return row?.count ?? 0;
}

/** One application of the reader's scope. Refuses any other as `application_not_found`. */
export async function readApplication(ctx: Ctx<StaffActor>, id: string): Promise<Application> {
  authorize(ctx.actor, "application.read");
  const found = isId(id)
    ? await sqlOf(ctx.db)<Application[]>`${staffColumns(ctx)} where q.id = ${id} and ${inScope(ctx)}`
    : [];
  if (!found[0]) throw refusal("application_not_found");
  return found[0];
}

/** What the customer applied for, the latest first. */
export async function ownApplications(ctx: Ctx<CustomerActor>): Promise<Wanted[]> {
  authorize(ctx.actor, "account.apply", { customerIds: [ctx.actor.customerId] });
  return sqlOf(ctx.db)<Wanted[]>`
    select ${wanted(ctx)} ${source(ctx)} where q.customer_id = ${ctx.actor.customerId} order by q.id desc limit 20`;
}

const wanted = (ctx: Ctx): Fragment => sqlOf(ctx.db)`
  q.id, q.status, p.kind, p.name as product, v.currency, v.annual_rate::text as "annualRate",
  to_char(q.applied_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "appliedAt",
  q.amount_minor as "amountMinor", q.months, q.instruction,
  case when f.id is not null then json_build_object('id', f.id, 'iban', f.iban) end as "from",
  case when a.id is not null then json_build_object('id', a.id, 'iban', a.iban) end as account,
  to_char(q.decided_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "decidedAt", q.reason`;

const source = (ctx: Ctx): Fragment => sqlOf(ctx.db)`
  from account_applications q join product_versions v on v.id = q.product_version_id join products p on p.id = v.product_id
    cross join bank_settings s left join accounts f on f.id = q.from_account_id left join accounts a on a.id = q.account_id`;

const staffColumns = (ctx: Ctx<StaffActor>): Fragment => sqlOf(ctx.db)`
  select ${wanted(ctx)}, c.branch_id = coalesce(${branchScope(ctx.actor, "customer.read")}::uuid, c.branch_id) as "mayOpenCustomer", c.id as "customerId", c.customer_no as "customerNo", c.full_name as "fullName", b.name as branch,
    u.display_name as "decidedBy", exists (select from product_rate_tiers t where t.version_id = v.id) as tiered, not exists (
      select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
        and n.effective_from <= ${ctx.businessDate} and n.version > v.version) as offered
  ${source(ctx)} join customers c on c.id = q.customer_id join branches b on b.id = q.branch_id
    left join users u on u.id = q.decided_by`;

function inScope(ctx: Ctx<StaffActor>): Fragment {
  const scope = branchScope(ctx.actor, "application.read");
  return scope ? sqlOf(ctx.db)`q.branch_id = ${scope}` : sqlOf(ctx.db)`true`;
}

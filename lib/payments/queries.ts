import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import { uses } from "../accounts/visibility";
import { actorScope, type Ctx, type CustomerActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type AccountId, type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize } from "../identity/authorize";

export type OwnAccount = {
  id: AccountId;
  iban: string;
  kind: "current" | "savings" | "term_deposit";
  product: string;
  /** The organisation that owns it, where the customer only signs. */
  organisation: string | null;
  currency: Currency;
  availableMinor: bigint;
  /** The customer signs for it alone. */
  alone: boolean;
};

/** Someone a customer saved to pay: by the name they gave, never the name the bank knows. */
export type Payee = {
  id: Id<"beneficiary">;
  name: string;
  nickname: string | null;
  iban: string;
  lastPaidOn: BusinessDate | null;
};

/** How many saved payees a form offers; the rest are paid from their list. */
const OFFERED = 50;

/** What a transfer chooses from: the customer's active accounts, and saved payees, those paid last first. */
export async function transferChoices(ctx: Ctx<CustomerActor>): Promise<{ accounts: OwnAccount[]; payees: Payee[] }> {
  authorize(ctx.actor, "transfer.create", { customerIds: [ctx.actor.customerId] });
  const sql = sqlOf(ctx.db);
  const [accounts, payees] = await Promise.all([
    sql<OwnAccount[]>`
      select a.id, a.iban, a.kind, p.name as product, a.currency, b.balance - b.held - b.floor as "availableMinor",
        (select c.full_name from account_parties o join customers c on c.id = o.customer_id
          where o.account_id = a.id and o.role = 'owner' and c.kind = 'organisation') as organisation,
        a.signing_rule = 'any_one' and (own.role <> 'owner' or not exists (
          select from account_parties g where g.account_id = a.id and g.role = 'guardian')) as alone
      from account_parties own
        join accounts a on a.id = own.account_id and a.status = 'active' and a.kind <> 'term_deposit'
        join account_balances b on b.account_id = a.id
        join product_versions v on v.id = a.product_version_id
        join products p on p.id = v.product_id
      where ${uses(sql, ctx.actor.customerId)}
      order by own.role = 'signatory', a.kind, a.id`,
    sql<Payee[]>`
      select ${payeeColumns(ctx)} where ${listed(ctx)} order by paid.id desc nulls last, b.id desc limit ${OFFERED}`,
  ]);
  return { accounts: [...accounts], payees: [...payees] };
}

/** Saved payees by name, searched by name, nickname or IBAN; one page. */
export async function listBeneficiaries(
  ctx: Ctx<CustomerActor>,
  { q }: { q?: string },
  cursor: Cursor = {},
): Promise<Page<Payee>> {
  authorize(ctx.actor, "beneficiary.manage", { customerIds: [ctx.actor.customerId] });
  const sql = sqlOf(ctx.db);
  const place = placeOf(cursor);
  const rows = await sql<Payee[]>`
    select ${payeeColumns(ctx)} where ${listed(ctx)} ${searched(ctx, q)} ${beyond(ctx, place)}
    order by ${place.newer ? sql`${sortName(ctx)} desc, b.id desc` : sql`${sortName(ctx)}, b.id`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows, (row) => [row.nickname ?? row.name, row.id], place);
}

/** One saved payee of the customer, or null: another's is as unknown as none. */
export async function beneficiaryPage(ctx: Ctx<CustomerActor>, id: string): Promise<Payee | null> {
  authorize(ctx.actor, "beneficiary.manage", { customerIds: [ctx.actor.customerId] });
  if (!isId(id)) return null;
  const [row] = await sqlOf(ctx.db)<Payee[]>`select ${payeeColumns(ctx)} where ${listed(ctx)} and b.id = ${id}`;
  return row ?? null;
}

/** The reference of the transfer that was already made under a form's key, or null. */
export async function transferUnder(ctx: Ctx<CustomerActor>, key: string): Promise<string | null> {
  const [row] = await sqlOf(ctx.db)<{ reference: string | null }[]>`
    select outcome -> 'done' ->> 'reference' as reference from idempotency_keys
    where scope = ${actorScope(ctx.actor)} and key = ${key} and command = 'transfer.create'`;
  return row?.reference ?? null;
}

function payeeColumns(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`
    b.id, b.name, b.nickname, b.iban, paid.day as "lastPaidOn"
    from beneficiaries b left join lateral (
      select t.id, e.booking_date::text as day from transfers t join journal_entries e on e.id = t.id
      where t.beneficiary_id = b.id order by t.id desc limit 1) paid on true`;
}

function listed(ctx: Ctx<CustomerActor>): Fragment {
  return sqlOf(ctx.db)`b.customer_id = ${ctx.actor.customerId} and b.removed_at is null`;
}

function sortName(ctx: Ctx): Fragment {
  return sqlOf(ctx.db)`coalesce(b.nickname, b.name) collate "und-x-icu"`;
}

function searched(ctx: Ctx, q: string | undefined): Fragment {
  const sql = sqlOf(ctx.db);
  const typed = q?.trim().slice(0, 80);
  if (!typed) return sql``;
  const like = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`and (concat_ws(' ', b.nickname, b.name) ilike ${like(typed)} or b.iban like ${like(typed.replace(/\s/g, "").toUpperCase())})`;
}

type Place = Cursor & { at?: { name: string; id: string } };

/** The cursor of the URL, without what is not one of ours. */
function placeOf(cursor: Cursor): Place {
  const [name, id] = decodeCursor(cursor.older ?? cursor.newer, 2) ?? [];
  if (!name || !isId(id)) return {};
  const at = { name, id };
  return cursor.older ? { older: cursor.older, at } : { newer: cursor.newer as string, at };
}

function beyond(ctx: Ctx, { older, at }: Place): Fragment {
  const sql = sqlOf(ctx.db);
  if (!at) return sql``;
  const key = sql`(${at.name}::text, ${at.id}::uuid)`;
  return older ? sql`and (${sortName(ctx)}, b.id) > ${key}` : sql`and (${sortName(ctx)}, b.id) < ${key}`;
}

import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type CustomerId, type Id, isId } from "../core/ids";
import { type Cursor, decodeCursor, PAGE_SIZE, type Page, pageOf } from "../core/paging";
import { authorize, may } from "../identity/authorize";
import { compareWritten, type NameComparison, type NameEvidence } from "./compare-names";
import { type Agreement, birthAgreement, countryAgreement } from "./evidence";
import type { ListSource } from "./schema";

export type HitStatus = "open" | "cleared" | "confirmed" | "lapsed";
export type HitRow = {
  id: Id<"screeningHit">;
  status: HitStatus;
  customerId: CustomerId;
  kind: "individual" | "organisation";
  fullName: string;
  /** The organisation that a person who is no customer stands behind. */
  behind: string | null;
  customerNo: string;
  customerStatus: "pending_review" | "returned" | "compliance_review" | "active" | "rejected" | "closed";
  branch: string;
  birthDate: BusinessDate | null;
  /** The listed name that is like the customer's. */
  name: string;
  score: number;
  source: ListSource;
  birthDates: string[];
  foundAt: string;
};

export type Hit = HitRow & {
  countries: string[];
  tradingNames: string[];
  entry: {
    ref: string;
    name: string;
    aliases: string[];
    birthDates: string[];
    countries: string[];
    identifiers: string[];
    program: string;
    version: string;
  };
  document: string | null;
  names: NameEvidence;
  birth: Agreement;
  country: Agreement;
  decidedBy: string | null;
  confirmedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
  /** The request with which a second officer is asked. */
  waiting: { id: Id<"approval">; maker: string } | null;
};

type Filters = Cursor & { status?: string; source?: string };

/** Likenesses that were found, the latest first: those that wait for a decision unless others are asked for. */
export async function listHits(ctx: Ctx<StaffActor>, filters: Filters): Promise<Page<HitRow>> {
  authorize(ctx.actor, "screening.read");
  const sql = sqlOf(ctx.db);
  const [at] = decodeCursor(filters.older ?? filters.newer, 1) ?? [];
  const cursor = isId(at) ? filters : {};
  const newer = cursor.newer !== undefined && cursor.older === undefined;
  const rows = await sql<HitRow[]>`
    select ${columns(sql)}
    from screening_hits h join customers c on c.id = h.customer_id join branches b on b.id = c.branch_id
      join screening_entries e on e.id = h.entry_id left join organisation_people p on p.id = h.person_id
      cross join bank_settings s
    where h.status = ${filters.status ?? "open"} ${filters.source ? sql`and h.source = ${filters.source}` : sql``}
      ${isId(at) ? (newer ? sql`and h.id > ${at}` : sql`and h.id < ${at}`) : sql``}
    order by ${newer ? sql`h.id` : sql`h.id desc`} limit ${PAGE_SIZE + 1}`;
  return pageOf(rows.map(scored), ({ id }) => [id], cursor);
}

/** One likeness with both sides of it and what became of it. */
export async function readHit(ctx: Ctx<StaffActor>, id: string): Promise<Hit> {
  authorize(ctx.actor, "screening.read");
  if (!isId(id)) throw refusal("screening_hit_not_found");
  const sql = sqlOf(ctx.db);
  type Read = Omit<Hit, "names" | "birth" | "country">;
  const [row] = await sql<Read[]>`
    select ${columns(sql)},
      array_remove(case when p.id is not null then array[p.nationality, p.residence] else array[c.nationality, o.register_country,
        (select a.country from customer_addresses a where a.customer_id = c.id and a.kind = 'residence')] end, null)::text[] as countries,
      case when p.id is null then coalesce(o.trading_names, '{}') else '{}' end as "tradingNames",
      case when p.id is null then coalesce((select d.kind || ' ··' || d.number_last4 || ' ' || d.issuing_country from identity_documents d
        where d.customer_id = c.id and d.replaced_at is null), o.registration_no || ' ' || o.register_country) end as document,
      json_build_object('ref', e.ref, 'name', e.name, 'aliases', e.aliases, 'birthDates', e.birth_dates,
        'countries', e.countries, 'identifiers', e.identifiers, 'program', e.program, 'version', l.version) as entry,
      one.display_name as "decidedBy", two.display_name as "confirmedBy", h.reason,
      to_char(h.decided_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "decidedAt",
      (select json_build_object('id', a.id, 'maker', m.display_name) from approvals a join users m on m.id = a.maker_id
        where a.kind = 'screening.decide' and a.subject_id = h.id::text and a.status = 'pending' and a.due_at > bank_now()
        order by a.id desc limit 1) as waiting
    from screening_hits h join customers c on c.id = h.customer_id join branches b on b.id = c.branch_id
      join screening_entries e on e.id = h.entry_id join screening_lists l on l.id = e.list_id
      left join organisation_people p on p.id = h.person_id left join organisations o on o.customer_id = c.id
      cross join bank_settings s
      left join users one on one.id = h.decided_by left join users two on two.id = h.confirmed_by
    where h.id = ${id}`;
  if (!row) throw refusal("screening_hit_not_found");
  const countries = [...new Set(row.countries)];
  const { tradingNames, ...known } = row;
  return {
    ...scored(known),
    tradingNames,
    countries,
    names: closestOf([row.fullName, ...tradingNames], row.name).evidence,
    birth: birthAgreement(row.birthDate, row.entry.birthDates),
    country: countryAgreement(countries, row.entry.countries),
  };
}

/** Likenesses of a customer, and of the customers behind an organisation, that stop something; none for a viewer who may not know of them. */
export async function hitsStopping(
  ctx: Ctx<StaffActor>,
  id: CustomerId,
): Promise<Pick<HitRow, "id" | "status" | "name">[]> {
  if (!may(ctx.actor, "screening.read")) return [];
  return sqlOf(ctx.db)<Pick<HitRow, "id" | "status" | "name">[]>`
    select id, status, name from screening_hits
    where status in ('open', 'confirmed') and (customer_id = ${id} or customer_id in (
      select p.customer_id from organisation_people p where p.organisation_id = ${id} and p.removed_at is null))
    order by id desc limit 10`;
}

const columns = (sql: Sql) => sql`
  h.id, h.status, h.customer_id as "customerId", c.kind, coalesce(p.full_name, c.full_name) as "fullName",
  case when p.id is not null then c.full_name end as behind, c.customer_no as "customerNo", c.status as "customerStatus",
  b.name as branch, coalesce(p.birth_date, c.birth_date)::text as "birthDate", h.name, h.score, h.source,
  e.birth_dates as "birthDates", to_char(h.found_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "foundAt"`;

/** The comparison of the closest of several names. */
function closestOf(names: readonly string[], listed: string): NameComparison {
  const all = names.map((name) => compareWritten(name, listed));
  return all.reduce((best, one) => (one.score > best.score ? one : best));
}

/** Kept in thousandths. */
function scored<Row extends { score: number }>(row: Row): Row {
  return { ...row, score: row.score / 1000 };
}

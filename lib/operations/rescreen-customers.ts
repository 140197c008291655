import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { CustomerId, Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { holdLists } from "../screening/hold-lists";
import { type ScreenedCustomer, screenCustomers } from "../screening/screen-customers";

/** Customers in one transaction: few enough that no teller waits for long. */
const BATCH = 200;

/**
 * Compares every applicant and customer with the lists in use, where a list changed since: by id, in batches, and from
 * where an earlier try stopped. Answers how many it compared.
 */
export async function rescreenCustomers(ctx: Ctx<Actor, Database>): Promise<{ compared: number }> {
  authorize(ctx.actor, "screening.read");
  for (let compared = 0; ; ) {
    if (!(await isAsked(ctx.db))) return { compared };
    compared += await transact(ctx, "screening.run", screenSome);
  }
}

async function isAsked(db: Database): Promise<boolean> {
  const [row] = await sqlOf(db)`select 1 from screening_runs where ended_at is null`;
  return row !== undefined;
}

type Row = ScreenedCustomer & {
  otherNames: string[];
  people: { id: Id<"organisationPerson">; fullName: string; birthDate: BusinessDate; countries: string[] }[];
};

/** A customer, and whoever is behind them without being one. */
function screenedOf({ people, countries, otherNames, ...own }: Row): ScreenedCustomer[] {
  return [
    {
      ...own,
      ...(own.kind === "organisation" ? { otherNames } : {}),
      countries: [...new Set(countries)],
    },
    ...people.map(({ id, ...person }) => ({ ...person, id: own.id, personId: id, kind: "individual" as const })),
  ];
}

type Run = { id: Id<"screeningRun">; lastCustomerId: CustomerId | null; customers: number; hits: number };

async function screenSome(ctx: TxCtx): Promise<number> {
  const sql = sqlOf(ctx.db);
  // Before the run itself: whoever loads a list takes them in this order.
  await holdLists(ctx.db);
  const [run] = await sql<Run[]>`
    select id, last_customer_id as "lastCustomerId", customers, hits from screening_runs where ended_at is null for update`;
  if (!run) return 0;
  const customers = await sql<Row[]>`
    select c.id, c.kind, c.full_name as "fullName", c.birth_date::text as "birthDate",
      array_remove(array[c.nationality, o.register_country,
        (select a.country from customer_addresses a where a.customer_id = c.id and a.kind = 'residence')], null)::text[] as countries,
      coalesce(o.trading_names, '{}') as "otherNames",
      case when o.customer_id is null then '[]' else coalesce((
        select json_agg(json_build_object('id', p.id, 'fullName', p.full_name, 'birthDate', p.birth_date,
          'countries', json_build_array(p.nationality, p.residence)) order by p.id)
        from organisation_people p
        where p.organisation_id = o.customer_id and p.customer_id is null and p.removed_at is null), '[]') end as people
    from customers c left join organisations o on o.customer_id = c.id
    where (c.status in ('pending_review', 'returned', 'compliance_review', 'active')
        or exists (select from organisation_people p where p.customer_id = c.id and p.removed_at is null))
      ${run.lastCustomerId ? sql`and c.id > ${run.lastCustomerId}` : sql``}
    order by c.id limit ${BATCH} for share of c`;
  const found = await screenCustomers(ctx, customers.flatMap(screenedOf));
  const done = customers.length < BATCH;
  await sql`
    update screening_runs set last_customer_id = ${customers.at(-1)?.id ?? run.lastCustomerId}, customers = customers + ${customers.length},
      hits = hits + ${found}, ended_at = case when ${done} then bank_now() end
    where id = ${run.id}`;
  if (done) {
    await record(ctx, {
      act: "screening.run_ended",
      subjectKind: "screening_run",
      subjectId: run.id,
      after: { customers: run.customers + customers.length, hits: run.hits + found },
    });
  }
  return customers.length;
}

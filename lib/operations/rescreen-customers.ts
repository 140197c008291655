import { type Database, sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
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
  for (let compared = 0; ; ) {
    if (!(await isAsked(ctx.db))) return { compared };
    compared += await transact(ctx, "screening.run", screenSome);
  }
}

async function isAsked(db: Database): Promise<boolean> {
  const [row] = await sqlOf(db)`select 1 from screening_runs where ended_at is null`;
  return row !== undefined;
}

type Run = { id: Id<"screeningRun">; lastCustomerId: CustomerId | null; customers: number; hits: number };

async function screenSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "screening.read");
  const sql = sqlOf(ctx.db);
  // Before the run itself: whoever loads a list takes them in this order.
  await holdLists(ctx.db);
  const [run] = await sql<Run[]>`
    select id, last_customer_id as "lastCustomerId", customers, hits from screening_runs where ended_at is null for update`;
  if (!run) return 0;
  const customers = await sql<(Omit<ScreenedCustomer, "countries"> & { countries: (string | null)[] })[]>`
    select c.id, c.kind, c.full_name as "fullName", c.birth_date::text as "birthDate",
      array[c.nationality, (select a.country from customer_addresses a where a.customer_id = c.id and a.kind = 'residence')] as countries
    from customers c
    where c.status in ('pending_review', 'returned', 'compliance_review', 'active')
      ${run.lastCustomerId ? sql`and c.id > ${run.lastCustomerId}` : sql``}
    order by c.id limit ${BATCH} for share of c`;
  const found = await screenCustomers(
    ctx,
    customers.map((one) => ({ ...one, countries: one.countries.filter((country) => country !== null) })),
  );
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

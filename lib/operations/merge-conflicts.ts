import { type Executor, sqlOf } from "@/db/client";
import { formatMaskedIban } from "../core/iban";
import type { CustomerId } from "../core/ids";

type Pair = { kept: CustomerId; other: CustomerId };

/** What keeps two records from being merged, in words. */
export async function mergeConflicts(db: Executor, { kept, other }: Pair): Promise<string[]> {
  const sql = sqlOf(db);
  const both = [kept, other];
  const [shared, behind, [waiting], [applied], [guards]] = await Promise.all([
    sql<{ iban: string }[]>`
      select a.iban from account_parties one join account_parties two on two.account_id = one.account_id
        join accounts a on a.id = one.account_id
      where one.customer_id = ${kept} and two.customer_id = ${other} and a.status in ('pending', 'active') order by a.iban limit 5`,
    sql<{ name: string }[]>`
      select o.full_name as name from organisation_people one join organisation_people two using (organisation_id)
        join customers o on o.id = one.organisation_id
      where one.customer_id = ${kept} and two.customer_id = ${other} and one.removed_at is null and two.removed_at is null
      order by o.id limit 5`,
    sql<{ count: number }[]>`
      select count(*)::int as count from approvals
      where customer_id = any(${both}::uuid[]) and status in ('pending', 'returned', 'released') and due_at > bank_now()
        and kind not in ('customer.merge', 'customer.merge_organisations')`,
    sql`select 1 from account_applications where customer_id = ${other} and status = 'pending' limit 1`,
    sql`
      select 1 from customer_guardians
      where customer_id = any(${both}::uuid[]) and guardian_id = any(${both}::uuid[]) and ended_on is null limit 1`,
  ]);
  return [
    ...shared.map(
      ({ iban }) => `both are parties to account ${formatMaskedIban(iban)}, so take one of them off it first`,
    ),
    ...behind.map(({ name }) => `both stand behind ${name}, so take one of them out of its people first`),
    ...(waiting?.count ? ["a request about one of them waits for a second person"] : []),
    ...(guards ? ["one of them is recorded as the guardian of the other"] : []),
    ...(applied ? ["an application for an account waits on the record that would end"] : []),
  ];
}

/** Whether compliance has something to decide on one of them, or on somebody behind one; told to nobody but them. */
export async function underReview(db: Executor, { kept, other }: Pair): Promise<boolean> {
  const both = [kept, other];
  const [row] = await sqlOf(db)`
    select 1 from screening_hits
    where status in ('open', 'confirmed') and (customer_id = any(${both}::uuid[]) or customer_id in (
      select p.customer_id from organisation_people p where p.organisation_id = any(${both}::uuid[]) and p.removed_at is null))
    limit 1`;
  return row !== undefined;
}

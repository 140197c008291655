import { type Executor, sqlOf } from "@/db/client";
import type { CustomerId } from "../core/ids";

/** What still binds a customer to the bank: accounts, what they applied for, loans, requests that are not decided, organisations they stand behind, and people under age for whom they act. */
export type Binding = {
  accounts: number;
  applications: number;
  loans: number;
  requests: number;
  organisations: number;
  wards: number;
};

/** Counts what has to end before a customer is closed; whatever part they have in an account, it counts. */
export async function bindingsOf(db: Executor, id: CustomerId): Promise<Binding> {
  const [row] = await sqlOf(db)<Binding[]>`
    select
      (select count(*)::int from account_parties p join accounts a on a.id = p.account_id
        where p.customer_id = ${id} and a.status in ('pending', 'active')) as accounts,
      (select count(*)::int from account_applications where customer_id = ${id} and status = 'pending') as applications,
      (select count(*)::int from loans
        where customer_id = ${id} and status not in ('closed', 'rejected', 'withdrawn', 'cancelled')) as loans,
      (select count(*)::int from approvals
        where customer_id = ${id} and status in ('pending', 'returned', 'released')) as requests,
      (select count(*)::int from organisation_people p join customers o on o.id = p.organisation_id
        where p.customer_id = ${id} and p.removed_at is null and o.status not in ('closed', 'rejected', 'withdrawn')) as organisations,
      (select count(*)::int from customer_guardians g join customers w on w.id = g.customer_id
        where g.guardian_id = ${id} and g.ended_on is null and w.status not in ('closed', 'rejected', 'withdrawn')) as wards`;
  return row ?? { accounts: 0, applications: 0, loans: 0, requests: 0, organisations: 0, wards: 0 };
}

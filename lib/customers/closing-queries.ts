import { type Executor, sqlOf } from "@/db/client";
import type { CustomerId } from "../core/ids";

/** What still binds a customer to the bank: accounts, loans and requests that are not decided. */
export type Binding = { accounts: number; loans: number; requests: number };

/** Counts what has to end before a customer is closed; whatever part they have in an account, it counts. */
export async function bindingsOf(db: Executor, id: CustomerId): Promise<Binding> {
  const [row] = await sqlOf(db)<Binding[]>`
    select
      (select count(*)::int from account_parties p join accounts a on a.id = p.account_id
        where p.customer_id = ${id} and a.status in ('pending', 'active')) as accounts,
      (select count(*)::int from loans
        where customer_id = ${id} and status not in ('closed', 'rejected', 'withdrawn', 'cancelled')) as loans,
      (select count(*)::int from approvals
        where customer_id = ${id} and status in ('pending', 'returned', 'released')) as requests`;
  return row ?? { accounts: 0, loans: 0, requests: 0 };
}

import { sqlOf } from "@/db/client";
import { type ApprovalId, sealRequest } from "../approvals/sealed-request";
import type { TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";

/**
 * Deletes a person with everything that hangs on them by foreign key: addresses, documents and their pictures,
 * declarations, payees, sign-in, notices, parts in accounts, the records that were merged into this one, and the key
 * without which nobody reads the details of their history. What requests said of them is emptied, also those about the
 * people under age whose guardian they were. Accounts, loans and
 * the ledger stay without the person; the caller has decided that they may go.
 */
export async function forgetCustomer({ db }: TxCtx, id: CustomerId): Promise<void> {
  const sql = sqlOf(db);
  const requests = await sql<{ id: ApprovalId }[]>`
    select a.id from approvals a join customers c on c.id = a.customer_id where c.id = ${id} or c.merged_into = ${id}
    union
    select a.id from approvals a join customer_guardians g on g.customer_id = a.customer_id
      join customers c on c.id = g.guardian_id
    where (c.id = ${id} or c.merged_into = ${id}) and a.status <> 'pending'
      and a.kind in ('customer.add_guardian', 'customer.end_guardian')`;
  const ids = requests.map((request) => request.id);
  const emptied = ids.map((one) =>
    sealRequest(one, { payload: {}, reason: null, before: {}, after: { customer: "Erased" } }).toString("hex"),
  );
  await sql`
    update approvals a set sealed = decode(r.sealed, 'hex')
    from unnest(${ids}::uuid[], ${emptied}::text[]) as r (id, sealed) where a.id = r.id`;
  await sql`delete from customers where id = ${id}`;
}

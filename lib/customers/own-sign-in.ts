import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";

/** Shuts the sign-in of somebody who leaves the bank, at once and wherever they are signed in. */
export async function shutSignIn({ db }: TxCtx, customerId: CustomerId): Promise<void> {
  const sql = sqlOf(db);
  await sql`
    update users set disabled_at = bank_now(), sessions_valid_after = bank_now()
    where customer_id = ${customerId} and disabled_at is null`;
  await sql`
    update enrolment_codes set withdrawn_at = bank_now()
    where customer_id = ${customerId} and used_at is null and withdrawn_at is null`;
}

/** Opens the sign-in of somebody who left and comes back; never that of the dead. */
export async function openSignIn({ db }: TxCtx, customerId: CustomerId): Promise<void> {
  await sqlOf(db)`
    update users set disabled_at = null from customers c
    where users.customer_id = ${customerId} and disabled_at is not null and c.id = customer_id and c.deceased_on is null`;
}

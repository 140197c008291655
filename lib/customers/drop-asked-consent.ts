import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { aboutCustomer } from "./about-customer";
import { WAS_PROHIBITED } from "./keep-asked-consent";
import type { CustomerFacts } from "./lock-customer";

/**
 * Takes back that a senior manager is asked, where the risk is not high any more; what was given stays. That the customer
 * was prohibited stays asked for whatever the risk is: only a senior manager answers that.
 */
export async function dropAskedConsent(ctx: TxCtx, customer: CustomerFacts): Promise<void> {
  const sql = sqlOf(ctx.db);
  const [asked] = await sql<{ rules: string[] }[]>`
    select rules from senior_consents where customer_id = ${customer.id} and given_at is null for update`;
  if (!asked) return;
  const stays = asked.rules.filter((rule) => rule === WAS_PROHIBITED);
  if (stays.length === asked.rules.length && stays.length > 0) return;
  if (stays.length > 0)
    await sql`
      update senior_consents set rules = ${stays}::text[] where customer_id = ${customer.id} and given_at is null`;
  else await sql`delete from senior_consents where customer_id = ${customer.id} and given_at is null`;
  await record(ctx, {
    act: "customer.consent_dropped",
    ...aboutCustomer(customer),
    reference: customer.customerNo,
    before: { rules: asked.rules },
    after: { rules: stays },
  });
}

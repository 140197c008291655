import { sqlOf } from "@/db/client";
import type { Act } from "../audit/acts";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId, UserId } from "../core/ids";

/** Acts after which whoever did them lets no money of that customer's go for a week. */
export const detailActs = [
  "customer.contact_saved",
  "customer.contact_changed",
  "customer.identity_changed",
  "customer.organisation_changed",
  "customer.person_added",
  "customer.person_changed",
  "customer.person_removed",
  "customer.merged",
  "account.party_added",
  "account.party_removed",
  "account.signing_changed",
  "enrolment.code_issued",
  "customer.factor_reset",
] as const satisfies readonly Act[];

/**
 * Who changed a customer's name, phone, address, signatories or sign-in within seven days opens no door with it (domain:
 * Per act): they agree to none of that customer's payments and grant no limit. Refuses `changed_recently`.
 */
export async function assertChangedNothing(
  ctx: Ctx,
  people: readonly UserId[],
  customers: readonly CustomerId[],
): Promise<void> {
  if (customers.length === 0) return;
  const [changed] = await sqlOf(ctx.db)`
    select 1 from audit_events
    where actor_id = any(${people}::text[]) and actor_kind <> 'customer' and customer_id = any(${customers}::uuid[])
      and act = any(${[...detailActs]}::text[]) and result = 'done' and at > bank_now() - interval '7 days' limit 1`;
  if (changed) throw refusal("changed_recently");
}

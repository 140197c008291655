import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { Id } from "../core/ids";

/**
 * Ends these guardianships from today: the guardians sign for none of the accounts of those they acted for. Answers how
 * many had not ended before.
 */
export async function endGuardianships(
  ctx: TxCtx,
  ids: readonly Id<"guardianship">[],
  reason: string,
): Promise<number> {
  const sql = sqlOf(ctx.db);
  await sql`
    delete from account_parties p using customer_guardians g, account_parties o
    where g.id = any(${[...ids]}::uuid[]) and g.ended_on is null and o.customer_id = g.customer_id and o.role = 'owner'
      and p.account_id = o.account_id and p.customer_id = g.guardian_id and p.role = 'guardian'`;
  const ended = await sql`
    update customer_guardians set ended_on = ${ctx.businessDate}, end_reason = ${reason}
    where id = any(${[...ids]}::uuid[]) and ended_on is null`;
  return ended.count;
}

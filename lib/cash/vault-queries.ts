import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { isId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";

/** A vault to be counted, and when that was done last. */
export type CountableVault = {
  id: string;
  name: string;
  branch: string;
  last: { reference: string; at: string; by: string } | null;
};

/** A vault of the reader's branch; null when there is no such vault. */
export async function countableVault(ctx: Ctx<StaffActor>, id: string): Promise<CountableVault | null> {
  authorize(ctx.actor, "vault.count");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "vault.count");
  const [vault] = await sql<CountableVault[]>`
    select p.id, p.name, br.name as branch, (
      select json_build_object('reference', c.reference, 'by', u.display_name,
        'at', to_char(c.counted_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI'))
      from cash_counts c join users u on u.id = c.counted_by
      where c.cash_point_id = p.id order by c.id desc limit 1) as last
    from cash_points p join branches br on br.id = p.branch_id cross join bank_settings s
    where p.id = ${id} and p.kind = 'vault' and ${scope ? sql`p.branch_id = ${scope}` : sql`true`}`;
  return vault ?? null;
}

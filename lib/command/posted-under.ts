import { sqlOf } from "@/db/client";
import { actorScope, type Ctx } from "../core/context";
import { isId } from "../core/ids";

/** What became of a form's key: the reference it was posted under, the request that waits, a refusal, or nothing known. */
export type Posted =
  | { is: "posted"; reference: string }
  | { is: "waiting"; approvalId: string }
  | { is: "refused" }
  | { is: "unknown" };

/** Looks up a key of the actor's own; another person's keys are unknown. */
export async function postedUnder(ctx: Ctx, key: string | null): Promise<Posted> {
  if (!isId(key)) return { is: "unknown" };
  const [row] = await sqlOf(ctx.db)<{ reference: string | null; pending: string | null; refused: boolean }[]>`
    select outcome -> 'done' ->> 'reference' as reference, outcome -> 'done' ->> 'pending' as pending, outcome ? 'refused' as refused from idempotency_keys
    where scope = ${actorScope(ctx.actor)} and key = ${key} and outcome is not null`;
  if (row?.reference) return { is: "posted", reference: row.reference };
  if (row?.pending) return { is: "waiting", approvalId: row.pending };
  return { is: row?.refused ? "refused" : "unknown" };
}

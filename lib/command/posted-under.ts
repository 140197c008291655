import { sqlOf } from "@/db/client";
import { actorScope, type Ctx } from "../core/context";
import { isId } from "../core/ids";

/**
 * What became of a form's key and at what time of the bank's day: the reference it was posted under, an act that has none,
 * the request that waits, a refusal, or nothing known.
 */
export type Posted =
  | { is: "posted"; reference: string; at: string }
  | { is: "done"; at: string }
  | { is: "waiting"; approvalId: string; at: string }
  | { is: "refused" }
  | { is: "unknown" };

/** Looks up a key of the actor's own; another person's keys are unknown. */
export async function postedUnder(ctx: Ctx, key: string | null): Promise<Posted> {
  if (!isId(key)) return { is: "unknown" };
  type Row = { reference: string | null; pending: string | null; refused: boolean; at: string };
  const [row] = await sqlOf(ctx.db)<Row[]>`
    select outcome -> 'done' ->> 'reference' as reference, outcome -> 'done' ->> 'pending' as pending, outcome ? 'refused' as refused,
      to_char(k.created_at at time zone s.time_zone, 'HH24:MI') as at
    from idempotency_keys k cross join bank_settings s
    where scope = ${actorScope(ctx.actor)} and key = ${key} and outcome is not null`;
  if (!row) return { is: "unknown" };
  const { reference, pending, refused, at } = row;
  if (reference) return { is: "posted", reference, at };
  if (pending) return { is: "waiting", approvalId: pending, at };
  return refused ? { is: "refused" } : { is: "done", at };
}

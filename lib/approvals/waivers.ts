import type { Transaction } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Money } from "../core/money";
import { readBounds, rungFor, rungsFor } from "./bounds";
import { policyWords } from "./policy-words";
import type { SecondPerson } from "./powers";

/** Whose agreement a waived fee needs, or null; what was agreed to needs nobody more. */
export type Waivers = (ctx: Ctx, fee: Money) => SecondPerson | null;

/** Reads from which amount somebody must agree to a fee that these calls waive; no statement where none does. */
export async function readWaiversOf(
  tx: Transaction,
  calls: readonly { ctx: Ctx; input: { waive?: string | undefined } }[],
): Promise<Waivers> {
  const waiving = calls.filter(({ input }) => input.waive !== undefined);
  const staff = [...new Set(waiving.flatMap(({ ctx }) => (ctx.actor.kind === "staff" ? [ctx.actor.userId] : [])))];
  const [first] = waiving;
  if (!first || staff.length === 0) return () => null;
  const { rungs } = await readBounds(tx, "fee.waive", staff, first.ctx.businessDate);
  return ({ actor, approval }, { minor, currency }) => {
    if (actor.kind !== "staff" || approval) return null;
    const reached = rungFor(rungsFor(rungs, actor, null, "fee.waive", currency), minor);
    return reached ? { checkerRole: reached.checkerRole, policy: policyWords({ ...reached, currency }) } : null;
  };
}

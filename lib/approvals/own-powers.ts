import type { Ctx, Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type Need, readBounds, rungsFor } from "./bounds";
import type { BoundKind } from "./kinds";
import { limitFor } from "./limit-for";

/** What a person may move alone in one kind of act, as a form tells it before anything is sent; null: no bound. */
export type OwnPowers = {
  perTransactionMinor: bigint | null;
  perDayMinor: bigint | null;
  usedMinor: bigint;
  /** What is left of the day. */
  leftMinor: bigint | null;
  /** From which amounts whose agreement is needed, the smallest first. */
  rungs: { fromMinor: bigint; checkerRole: Role }[];
};

/** Reads the powers of one colleague for display; the command reads them again. */
export async function ownPowers(
  ctx: Pick<Ctx<StaffActor>, "db" | "businessDate"> & { actor: Pick<StaffActor, "userId" | "roles"> },
  kind: BoundKind,
  currency: Currency,
): Promise<OwnPowers> {
  const { actor } = ctx;
  const { rungs, limits, used } = await readBounds(ctx.db, kind, [actor.userId], ctx.businessDate);
  const limit = limitFor(limits, actor, kind, currency);
  const usedMinor = used.find((one) => one.currency === currency)?.usedMinor ?? 0n;
  const perDayMinor = limit?.perDayMinor ?? null;
  return {
    perTransactionMinor: limit?.perTransactionMinor ?? null,
    perDayMinor,
    usedMinor,
    leftMinor: perDayMinor === null ? null : perDayMinor > usedMinor ? perDayMinor - usedMinor : 0n,
    rungs: deciding(rungsFor(rungs, actor, limit, kind, currency)),
  };
}

/** Beyond the first policy the policies decide, never the person's own limit (`rungFor`). */
function deciding(needs: readonly Need[]): Need[] {
  const policy = needs.find(({ own }) => !own);
  return needs.filter(({ own, fromMinor }) => !own || !policy || fromMinor < policy.fromMinor);
}

/** Who must agree to an amount, as a form says it; null: nobody. */
export function neededFor({ rungs }: OwnPowers, minor: bigint): { fromMinor: bigint; checkerRole: Role } | null {
  return rungs.findLast(({ fromMinor }) => minor >= fromMinor) ?? null;
}

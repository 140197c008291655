import type { StaffActor, TxCtx } from "../core/context";
import { type Id, newId } from "../core/ids";
import { bookCashDifference } from "./book-cash-difference";
import { type CountedCash, isDifferent, setStock } from "./count-cash";
import { endHandovers } from "./end-handovers";
import { moveSession, type OpenSession } from "./own-session";

/** Closes a counted till on what was agreed: books its differences, takes the count as what lies in it, ends the session. */
export async function closeCounted(
  ctx: TxCtx<StaffActor>,
  session: OpenSession,
  { countId, reason, cash }: { countId: Id<"cashCount">; reason: string; cash: readonly CountedCash[] },
): Promise<void> {
  for (const { currency } of cash.filter(isDifferent))
    await bookCashDifference(ctx, { key: newId(), countId, currency, reason });
  await setStock(ctx.db, session.tillId, cash);
  await endHandovers(ctx, session.id);
  await moveSession(ctx, session.id, "closed");
}

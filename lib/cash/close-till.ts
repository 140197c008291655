import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { compareCount, countInWords, insertCount, isDifferent, setStock } from "./count-cash";
import { lockOwnSession, moveSession, type TillStatus } from "./own-session";
import type { closeTillInput } from "./schema";

const toCounting: Record<Exclude<TillStatus, "closed">, TillStatus[]> = {
  open: ["counting"],
  suspended: ["open", "counting"],
  counting: [],
};

/**
 * Ends the teller's session with a count of the till. What agrees with the books closes it; what is over or short leaves
 * it counting, until it is counted again or the difference is settled with a second person. The cash stays in the till.
 */
export function closeTill(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof closeTillInput>,
): Promise<{ tillSessionId: string; countId: string; reference: string; closed: boolean }> {
  const { key, counts } = input;
  return transactOnce(ctx, { command: "till.close", key, input: { counts } }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const session = await lockOwnSession(inside);
    await assertNothingUnderWay(inside, session.tillId);
    const { id: sessionId, tillId } = session;
    const cash = await compareCount(inside.db, tillId, counts);
    const count = await insertCount(inside, { kind: "closing", tillId, sessionId, cash });
    const closed = !cash.some(isDifferent);
    await moveSession(inside, sessionId, ...toCounting[session.status], ...(closed ? (["closed"] as const) : []));
    if (closed) await setStock(inside.db, tillId, cash);
    await record(inside, {
      act: closed ? "till.closed" : "till.counted",
      subjectKind: "till",
      subjectId: tillId,
      reference: count.reference,
      ...countInWords(cash),
    });
    return { tillSessionId: sessionId, ...count, closed };
  });
}

/** What was handed over and not taken is nobody's: it has to be settled before the till is counted. */
async function assertNothingUnderWay(ctx: TxCtx, tillId: string): Promise<void> {
  const [offer] = await sqlOf(ctx.db)`
    select 1 from cash_offers where status = 'open' and (from_id = ${tillId} or to_id = ${tillId}) limit 1`;
  if (offer) throw refusal("offers_open");
}

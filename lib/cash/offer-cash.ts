import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { readPowers } from "../approvals/powers";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { formatMoney, type Money } from "../core/money";
import { assertCounted, moveNotes, readDenominations, readStock } from "./cash-notes";
import { assertHolds, assertServes, type CashPoint, pointsOf } from "./cash-points";
import { assertDrawnFor } from "./own-session";
import type { offerCashInput } from "./schema";

/**
 * Hands cash of the person's own till or vault to another till or the vault of the branch, note by note. Nothing is
 * booked until whoever holds that place takes it. What leaves a vault is bound by its keeper's limits and by the policies
 * on moving its cash. Refuses `till_not_found`, `not_your_cash`, `notes_differ`, `notes_short`.
 */
export function offerCash(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof offerCashInput>,
): Promise<{ offerId: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "cash.offer", key, input: asked }, async (inside) => {
    await holdSessions(inside.db, [asked.fromId, asked.toId]);
    const places = await pointsOf(inside.db, [asked.fromId, asked.toId]);
    const [from, to] = [places.get(asked.fromId), places.get(asked.toId)];
    if (!from) throw refusal("till_not_found", undefined, "fromId");
    if (!to || to.id === from.id || to.branchId !== from.branchId || (to.kind === "vault" && from.kind === "vault"))
      throw refusal("till_not_found", undefined, "toId");
    assertHolds(inside.actor, from);
    if (from.kind === "till") assertDrawnFor(from.sessionId ?? "", asked.tillSessionId);
    assertServes(to);
    const { currency } = asked;
    if (!isCurrency(currency)) throw refusal("currency_unknown");
    const minor = parseAmountOrRefuse(asked.amount, currency);
    const [stock, known] = await Promise.all([readStock(inside.db, [from.id]), readDenominations(inside.db)]);
    assertCounted(asked.notes, minor, currency, known);
    const offerId = newId<"cashOffer">();
    const move = { point: from.id, name: from.name, currency, notes: asked.notes, way: "out" as const };
    moveNotes(stock, [{ ...move, entryId: newId<"entry">() }]);
    const pending =
      from.kind === "vault" ? await weighed(inside, input, { from, to, amount: { minor, currency } }) : null;
    if (pending) return pending;
    const sql = sqlOf(inside.db);
    const lines = Object.entries(asked.notes);
    await sql`
      insert into cash_offers (id, branch_id, from_id, to_id, currency, amount_minor, offered_by)
      values (${offerId}, ${from.branchId}, ${from.id}, ${to.id}, ${currency}, ${minor.toString()}::bigint, ${inside.actor.userId})`;
    await sql`
      insert into cash_offer_notes (offer_id, currency, value_minor, quantity)
      select ${offerId}, ${currency}, * from unnest(${lines.map(([value]) => value)}::bigint[], ${lines.map(([, pieces]) => pieces)}::int[])`;
    await record(inside, {
      act: "cash.offered",
      subjectKind: from.kind,
      subjectId: from.id,
      amount: { minor, currency },
      after: { to: to.name },
    });
    return { offerId };
  });
}

/** No till begins its count while cash is handed to it or from it: the offer is seen by the count, or the count by the offer. */
function holdSessions(tx: Transaction, tills: readonly string[]) {
  return sqlOf(tx)`
    select from till_sessions where till_id = any(${[...tills]}::uuid[]) and status <> 'closed' order by id for share`;
}

/** Whether cash may leave the vault on its keeper's word alone, or waits for whom a policy names. */
async function weighed(
  ctx: TxCtx<StaffActor>,
  input: z.output<typeof offerCashInput>,
  { from, to, amount }: { from: CashPoint; to: CashPoint; amount: Money },
): Promise<Pending | null> {
  const powers = await readPowers(ctx.db, "vault.move", [{ ctx }], ctx.businessDate);
  const second = powers.weigh(ctx, amount);
  return demandApproval(ctx, {
    kind: "cash.offer",
    payload: input,
    subjectKind: from.kind,
    subjectId: from.id,
    branchId: from.branchId,
    amount,
    after: { amount: formatMoney(amount), cash: `from ${from.name} to ${to.name}` },
    ...second,
  });
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { readPowers } from "../approvals/powers";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type CustomerId, type EntryId, newId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { reversalReasons } from "../ledger/schema";
import { isReversible, templateTitle } from "../ledger/templates/registry";
import { bookOwnReversal } from "./book-own-reversal";
import { lastNumbered } from "./last-movement";
import { lockOwnSession } from "./own-session";
import type { undoLastMovementInput } from "./schema";
import { UNDO_SECOND } from "./undo-queries";

/**
 * Undoes the last movement of the teller's open session, with cash or without, on the day it was booked, with a reason, once a second person
 * agreed: the branch manager, or whom the policies name for a reversal of that amount. The entry stays and is reversed. Refuses `till_not_open`, `not_own_movement`, `not_reversible`, and what a reversal refuses.
 */
export function undoLastMovement(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof undoLastMovementInput>,
): Promise<{ entryId: EntryId; reference: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "cash.undo", key, input: asked }, async (inside) => {
    authorize(inside.actor, "till.operate");
    const session = await lockOwnSession(inside);
    const last = await lastMovement(inside, session.id);
    if (last?.entryId !== asked.entryId || last.day !== inside.businessDate) throw refusal("not_own_movement");
    if (session.status !== "open") throw refusal(session.status === "counting" ? "till_counting" : "till_suspended");
    if (last.reversed) throw refusal("already_reversed");
    if (!isReversible(last.kind)) throw refusal("not_reversible", { title: templateTitle(last.kind) });
    const amount = money(last.minor, last.currency);
    const powers = await readPowers(inside.db, "entry.reverse", [{ ctx: inside }], inside.businessDate);
    const pending = await demandApproval(inside, {
      kind: "cash.undo",
      payload: input,
      subjectKind: "entry",
      subjectId: asked.entryId,
      customerId: last.customerId,
      branchId: session.branchId,
      amount,
      reason: [reversalReasons[asked.reason], asked.note].filter(Boolean).join(": "),
      before: { [last.reference]: formatMoney(amount) },
      after: { [last.reference]: "Reversed" },
      ...(powers.second(inside, amount) ?? UNDO_SECOND),
      always: true,
    });
    return pending ?? (await bookOwnReversal(inside, { ...asked, key: newId() }));
  });
}

type Last = {
  entryId: EntryId;
  reference: string;
  kind: string;
  day: string;
  minor: bigint;
  currency: Currency;
  customerId: CustomerId;
  reversed: boolean;
};

/** The latest movement of a session; one that was reversed is still the latest, and nothing before it can be undone alone. */
async function lastMovement(ctx: TxCtx, sessionId: string): Promise<Last | undefined> {
  const sql = sqlOf(ctx.db);
  const [last] = await sql<Last[]>`
    select t.id as "entryId", t.reference, e.kind, e.booking_date::text as day, t.amount_minor as minor, t.currency,
      party.customer_id as "customerId", exists (select from journal_entries r where r.reverses_id = t.id) as reversed
    from till_sessions s
      cross join ${lastNumbered(sql)}
      join journal_entries e on e.id = t.id
      join account_parties party on party.account_id = t.account_id and party.role = 'owner'
    where s.id = ${sessionId}`;
  return last;
}

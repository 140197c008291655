import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId, Id, UserId } from "../core/ids";
import { assertStranger, authorize } from "../identity/authorize";
import type { HitStatus } from "../screening/hit-queries";
import type { decideHitInput } from "../screening/schema";
import { endProhibition } from "./end-prohibition";
import { lockCustomer } from "./lock-customer";
import { raiseRisk } from "./raise-risk";

/**
 * Compliance's decision on a likeness, with its reason: somebody else, or the person the list names. To confirm one, or
 * to clear one that was confirmed, a second officer must agree. A customer who is named is prohibited from then on, and
 * one who proves to be somebody else is of high risk. Refuses `screening_decided`.
 */
export function decideHit(ctx: Ctx<StaffActor>, input: z.output<typeof decideHitInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "screening.decide", key, input: asked }, async (inside) => {
    authorize(inside.actor, "screening.decide");
    const hit = await lockHit(inside.db, asked.hitId);
    assertStranger(inside.actor, [hit.customerId]);
    const to = asked.decision === "clear" ? "cleared" : "confirmed";
    if (hit.status === to || hit.status === "cleared" || hit.status === "lapsed")
      throw refusal("screening_decided", { status: hit.status });
    if (!inside.approval) await assertNobodyWaits(inside, hit, to);
    const pending = await demandApproval(inside, {
      kind: "screening.decide",
      payload: input,
      subjectKind: "screening_hit",
      subjectId: hit.id,
      branchId: null,
      reason: asked.reason,
      before: { customer: hit.customerNo, listed_as: hit.name, likeness: hit.status },
      after: { customer: hit.customerNo, listed_as: hit.name, likeness: to },
      ...(to === "confirmed" || hit.status === "confirmed" ? { always: true as const } : {}),
    });
    if (pending) return pending;
    const second: UserId | null = inside.approval?.checkerId ?? null;
    await sqlOf(inside.db)`
      update screening_hits set status = ${to}, decided_by = ${inside.actor.userId}, confirmed_by = ${second},
        decided_at = bank_now(), reason = ${asked.reason}
      where id = ${hit.id}`;
    await record(inside, {
      act: "screening.decided",
      subjectKind: "screening_hit",
      subjectId: hit.id,
      before: { status: hit.status },
      after: { status: to, reason: asked.reason },
    });
    if (to === "confirmed") await raiseRisk(inside, hit.customerId);
    else if (hit.status === "confirmed") await endProhibition(inside, hit.customerId);
    return { hitId: hit.id };
  });
}

/** What a second officer was asked about is not decided past them by one alone. */
async function assertNobodyWaits(ctx: TxCtx<StaffActor>, hit: Locked, to: HitStatus): Promise<void> {
  const alone = to === "cleared" && hit.status === "open";
  const [waiting] = await sqlOf(ctx.db)`
    select 1 from approvals where kind = 'screening.decide' and subject_id = ${hit.id} and status = 'pending'
      and due_at > bank_now() ${alone ? sqlOf(ctx.db)`` : sqlOf(ctx.db)`and maker_id <> ${ctx.actor.userId}`} limit 1`;
  if (waiting) throw refusal("screening_waits");
}

type Locked = { id: Id<"screeningHit">; status: HitStatus; name: string; customerId: CustomerId; customerNo: string };

/** The customer first, as whoever compares them does. */
async function lockHit(tx: Transaction, id: Id<"screeningHit">): Promise<Locked> {
  const [about] = await sqlOf(tx)<{ customerId: CustomerId }[]>`
    select customer_id as "customerId" from screening_hits where id = ${id}`;
  if (about) await lockCustomer(tx, about.customerId);
  const [row] = await sqlOf(tx)<Locked[]>`
    select h.id, h.status, h.name, c.id as "customerId", c.customer_no as "customerNo"
    from screening_hits h join customers c on c.id = h.customer_id where h.id = ${id} for update of h`;
  if (!row) throw refusal("screening_hit_not_found");
  return row;
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { type Currency, isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { BranchId, LedgerAccountId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { lockBalances } from "../ledger/lock-balances";
import type { setCashLimitInput } from "./schema";

type Place = { name: string; kind: "till" | "vault"; branchId: BranchId; soft: bigint | null; hard: bigint | null };

/**
 * Changes how much a till or vault may hold in a currency, once a second person agreed; an empty limit is none.
 * Refuses `till_not_found`, `limits_reversed`.
 */
export function setCashLimit(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof setCashLimitInput>,
): Promise<{ pointId: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "cash.limit", key, input: asked }, async (inside) => {
    const { currency } = asked;
    if (!isCurrency(currency)) throw refusal("currency_unknown");
    const place = await lockPlace(inside, asked.pointId, currency);
    authorize(inside.actor, "cash.limit", { branchId: place.branchId });
    const [soft, hard] = (["soft", "hard"] as const).map((one) =>
      asked[one] ? parseAmountOrRefuse(asked[one], currency, one) : null,
    ) as [bigint | null, bigint | null];
    if (soft !== null && hard !== null && soft > hard) throw refusal("limits_reversed");
    const [before, after] = [inWords(place.soft, place.hard, currency), inWords(soft, hard, currency)];
    const pending = await demandApproval(inside, {
      kind: "cash.limit",
      payload: input,
      subjectKind: place.kind,
      subjectId: asked.pointId,
      branchId: place.branchId,
      reason: `${place.name}, ${currency}: ${asked.reason}`,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      insert into cash_limits (cash_point_id, currency, soft_minor, hard_minor)
      values (${asked.pointId}, ${currency}, ${soft?.toString() ?? null}::bigint, ${hard?.toString() ?? null}::bigint)
      on conflict (cash_point_id, currency) do update set soft_minor = excluded.soft_minor, hard_minor = excluded.hard_minor`;
    await record(inside, {
      act: "cash.limit_set",
      subjectKind: place.kind,
      subjectId: asked.pointId,
      before,
      after: { ...after, reason: asked.reason },
    });
    return { pointId: asked.pointId };
  });
}

/** Holds what lies in the place meanwhile: changes of a limit come one after the other, and no cash comes in between. */
async function lockPlace(ctx: TxCtx, id: string, currency: Currency): Promise<Place> {
  const sql = sqlOf(ctx.db);
  const [held] = await sql<{ account: LedgerAccountId }[]>`
    select ledger_account_id as account from cash_accounts where cash_point_id = ${id} and currency = ${currency}`;
  if (!held) throw refusal("till_not_found", undefined, "pointId");
  await lockBalances(ctx.db, [held.account]);
  const [place] = await sql<Place[]>`
    select p.name, p.kind, p.branch_id as "branchId", l.soft_minor as soft, l.hard_minor as hard
    from cash_points p left join cash_limits l on l.cash_point_id = p.id and l.currency = ${currency}
    where p.id = ${id}`;
  if (!place) throw refusal("till_not_found", undefined, "pointId");
  return place;
}

function inWords(soft: bigint | null, hard: bigint | null, currency: Currency) {
  const words = (minor: bigint | null) => (minor === null ? "none" : formatMoney(money(minor, currency)));
  return { soft_limit: words(soft), hard_limit: words(hard) };
}

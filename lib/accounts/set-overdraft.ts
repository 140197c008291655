import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { isBankError, refusal } from "../core/errors";
import { type AccountId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { guardedAccount } from "../ledger/book";
import { changeFloor } from "../ledger/held";
import { writeHeld } from "../ledger/write-held";
import { type AccountFacts, accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { setOverdraftInput } from "./schema";

/**
 * Sets how far a current account may be overdrawn, from today through a last day or until changed; 0 ends it. What the
 * account already owes above a lower limit stands as unarranged. Refuses `limit_negative`, `amount_too_large`, `day_passed`, `overdraft_above_product`.
 */
export function setOverdraft(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof setOverdraftInput>,
): Promise<{ accountId: AccountId }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "overdraft.set", key, input: asked }, async (inside) => {
    const { book, ...accounts } = await lockAccounts(inside.db, { ids: [asked.accountId] });
    const account = accountIn({ book, ...accounts }, { id: asked.accountId });
    authorize(inside.actor, "overdraft.set", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    if (account.kind !== "current") throw refusal("overdraft_current_only");
    const minor = parseLimit(asked.limit, account.currency);
    await assertWithinProduct(inside, account, minor);
    if (asked.until && asked.until < inside.businessDate) throw refusal("day_passed", undefined, "until");
    changeFloor(book, account.id, -minor);
    await Promise.all([
      writeHeld(inside.db, [guardedAccount(book, account.id)]),
      sqlOf(inside.db)`
        insert into overdraft_facilities (id, account_id, limit_minor, currency, from_day, until_day, set_by)
        values (${newId()}, ${account.id}, ${minor.toString()}::bigint, ${account.currency}, ${inside.businessDate},
          ${minor === 0n ? null : (asked.until ?? null)}, ${inside.actor.userId})`,
      record(inside, {
        act: "overdraft.changed",
        subjectKind: "account",
        subjectId: account.id,
        customerId: account.owners[0] ?? null,
        amount: { minor, currency: account.currency },
        before: { limitMinor: (-account.row.floor).toString() },
        after: { limitMinor: minor.toString(), until: asked.until ?? null },
      }),
    ]);
    return { accountId: account.id };
  });
}

/** A product may bound how far its accounts go below zero; ending a limit is always allowed. */
async function assertWithinProduct(ctx: TxCtx, { id, currency }: AccountFacts, minor: bigint): Promise<void> {
  const [product] = await sqlOf(ctx.db)<{ max: bigint | null }[]>`
    select v.overdraft_max_minor as max from accounts a join product_versions v on v.id = a.product_version_id where a.id = ${id}`;
  const max = product?.max ?? null;
  if (max !== null && minor > max) throw refusal("overdraft_above_product", { maxMinor: max.toString(), currency });
}

/** A limit as it was typed: an amount, or zero. */
function parseLimit(typed: string, currency: Currency): bigint {
  if (/^0+([.]0+)?$/.test(typed)) return 0n;
  try {
    return parseAmountOrRefuse(typed, currency, "limit");
  } catch (error) {
    throw isBankError(error) && error.reason === "amount_not_positive" ? refusal("limit_negative") : error;
  }
}

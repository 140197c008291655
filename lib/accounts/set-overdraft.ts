import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import { isBankError, refusal } from "../core/errors";
import { type AccountId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { assertOfAge } from "../customers/assert-of-age";
import { assertConsented } from "../customers/consent-queries";
import { assertChangedNothing } from "../identity/assert-changed-nothing";
import { authorize, decidersOf } from "../identity/authorize";
import { guardedAccount } from "../ledger/book";
import { changeFloor } from "../ledger/held";
import { writeHeld } from "../ledger/write-held";
import { aboutAccount } from "./about-account";
import { type AccountFacts, accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive, assertMayLeave } from "./rules";
import type { setOverdraftInput } from "./schema";

/**
 * Sets how far a current account may be overdrawn, from today through a last day or until changed; 0 ends it. More, or for
 * longer, is credit: it waits until a second person has agreed. What the account already owes above a lower limit stands
 * as unarranged. Refuses `limit_negative`, `amount_too_large`, `day_passed`, `overdraft_above_product`, `customer_deceased`, `minor_no_credit`, `senior_consent_missing`, `changed_recently`,
 * and for more or longer what stops money from leaving.
 */
export function setOverdraft(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof setOverdraftInput>,
): Promise<{ accountId: AccountId } | Pending> {
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
    const now = await limitOf(inside, account);
    const wanted: Limit = { minor, until: minor === 0n ? null : (asked.until ?? null) };
    if (isMore(now, wanted)) {
      if (account.deceased) throw refusal("customer_deceased");
      await assertOfAge(inside, account.owners);
      assertMayLeave(inside, account);
      await assertConsented(inside.db, account.owners);
      await assertChangedNothing(inside, decidersOf(inside.actor), partiesIn(account));
      const words = ({ minor, until }: Limit) => ({
        account: account.iban,
        overdraft_limit: formatMoney({ minor, currency: account.currency }),
        last_day: until && formatDate(until),
      });
      const pending = await demandApproval(inside, {
        kind: "overdraft.set",
        payload: input,
        ...aboutAccount(account),
        branchId: account.branchId,
        amount: { minor, currency: account.currency },
        before: words(now),
        after: words(wanted),
        always: true,
      });
      if (pending) return pending;
    }
    await Promise.all([
      writeHeld(inside.db, [guardedAccount(book, account.id)]),
      sqlOf(inside.db)`
        insert into overdraft_facilities (id, account_id, limit_minor, currency, from_day, until_day, set_by)
        values (${newId()}, ${account.id}, ${minor.toString()}::bigint, ${account.currency}, ${inside.businessDate},
          ${wanted.until}, ${inside.actor.userId})`,
      record(inside, {
        act: "overdraft.changed",
        ...aboutAccount(account),
        amount: { minor, currency: account.currency },
        before: { limitMinor: (-account.row.floor).toString() },
        after: { limitMinor: minor.toString(), until: wanted.until },
      }),
    ]);
    return { accountId: account.id };
  });
}

type Limit = { minor: bigint; until: BusinessDate | null };

/** Whether the bank would lend more than now, or the same for longer. */
function isMore(now: Limit, wanted: Limit): boolean {
  if (wanted.minor > now.minor) return true;
  return wanted.minor > 0n && now.until !== null && (wanted.until === null || wanted.until > now.until);
}

async function limitOf(ctx: TxCtx, { id, row }: ReturnType<typeof accountIn>): Promise<Limit> {
  const [set] = await sqlOf(ctx.db)<{ until: BusinessDate | null }[]>`
    select until_day::text as until from overdraft_facilities where account_id = ${id} order by id desc limit 1`;
  const minor = -row.floor;
  return { minor, until: minor === 0n ? null : (set?.until ?? null) };
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

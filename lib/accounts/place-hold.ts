import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { readPowers } from "../approvals/powers";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { type BusinessDate, formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type HoldId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { guardedAccount } from "../ledger/book";
import { holdFunds } from "../ledger/held";
import { writeHeld } from "../ledger/write-held";
import { aboutAccount } from "./about-account";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import { holdReasons, type placeHoldInput } from "./schema";

/**
 * Holds an amount on an account, through a last day or until it is captured or released: it stays in the balance and
 * cannot be spent. From a policy's amount on it waits for a second person. Refuses `account_not_found`, `account_closed`, `day_passed`, `insufficient_funds`.
 */
export function placeHold(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof placeHoldInput>,
): Promise<{ holdId: HoldId; reference: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "hold.place", key, input: asked }, async (inside) => {
    const powers = await readPowers(inside.db, "hold.place", [{ ctx: inside }], inside.businessDate);
    const accounts = await lockAccounts(inside.db, { ids: [asked.accountId] });
    const account = accountIn(accounts, { id: asked.accountId });
    authorize(inside.actor, "hold.place", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    const minor = parseAmountOrRefuse(asked.amount, account.currency);
    const expiresAt = asked.expiresOn ? await endOf(inside, asked.expiresOn) : null;
    const amount = { minor, currency: account.currency };
    const second = powers.weigh(inside, amount);
    holdFunds(accounts.book, account.id, minor);
    const pending = await demandApproval(inside, {
      ...second,
      kind: "hold.place",
      payload: input,
      ...aboutAccount(account),
      branchId: account.branchId,
      amount,
      reason: asked.note,
      after: {
        holds: formatMoney(amount),
        because: holdReasons[asked.reason],
        until: asked.expiresOn ? formatDate(asked.expiresOn) : "released",
      },
    });
    if (pending) return pending;
    const [holdId, reference] = [newId<"hold">(), newReference("HLD")];
    await Promise.all([
      writeHeld(inside.db, [guardedAccount(accounts.book, account.id)]),
      sqlOf(inside.db)`
        insert into holds (id, account_id, amount_minor, currency, reason, reference, note, placed_by, expires_at)
        values (${holdId}, ${account.id}, ${minor.toString()}::bigint, ${account.currency}, ${asked.reason}, ${reference},
          ${asked.note ?? null}, ${inside.actor.userId}, ${expiresAt})`,
      record(inside, {
        act: "hold.placed",
        ...aboutAccount(account),
        reference,
        amount,
        after: { reason: asked.reason, expiresOn: asked.expiresOn ?? null, note: asked.note ?? null },
      }),
    ]);
    return { holdId, reference };
  });
}

/** The instant at which a day of the bank ends; refuses one that is over. */
async function endOf(ctx: TxCtx, day: BusinessDate): Promise<string> {
  const [row] = await sqlOf(ctx.db)<{ end: string; passed: boolean }[]>`
    select x."end", x."end" <= bank_now() as passed
    from (select (${day}::date + 1)::timestamp at time zone time_zone as "end" from bank_settings) x`;
  if (!row || row.passed) throw refusal("day_passed", undefined, "expiresOn");
  return row.end;
}

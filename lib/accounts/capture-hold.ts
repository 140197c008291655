import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { parseAmountOrRefuse } from "../core/amounts";
import type { StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type EntryId, type HoldId, newId, type UserId } from "../core/ids";
import { formatMoney } from "../core/money";
import { assertStranger, authorize } from "../identity/authorize";
import { applyEntry, tryEntry } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { bookHoldCaptured } from "../ledger/templates/hold-captured";
import { aboutAccount } from "./about-account";
import { accountIn, partiesIn } from "./load-accounts";
import { assertOpen, holdIn, type LockedHolds, lockHolds } from "./lock-holds";
import { assertCanCapture, assertCanCredit, assertCurrency } from "./rules";
import type { captureHoldInput } from "./schema";

type Input = Omit<z.output<typeof captureHoldInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;

/**
 * Takes what is held, or a part of it, to another account of this bank and lets go of the rest; it passes even where
 * the account is over its limit. Refuses `hold_not_found`, `hold_resolved`, `account_not_found`, `same_account`,
 * `account_closed`, `account_blocked`, `currency_mismatch`, `more_than_held` and what exceeds the limits of whoever asks;
 * from the amount on from which a transfer would, it waits for a second person.
 */
export const captureHold = moneyCommand<StaffActor, Input, LockedHolds, CaptureRow, Result>("hold.capture", {
  // It moves money as a transfer does, and what bounds a transfer bounds it.
  bound: "transfer.create",
  load: (tx, calls) =>
    lockHolds(
      tx,
      calls.map(({ input }) => input.holdId),
      calls.map(({ input }) => input.to),
    ),
  decide(ctx, input, state, powers) {
    const found = holdIn(state, input.holdId);
    const { hold, account } = found;
    authorize(ctx.actor, "hold.capture", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertOpen(found);
    const to = accountIn(state, { iban: input.to });
    assertStranger(ctx.actor, partiesIn(to));
    if (to.id === account.id) throw refusal("same_account");
    assertCanCapture(account);
    assertCanCredit(to);
    assertCurrency(to, account.currency);
    const minor = parseAmountOrRefuse(input.amount, account.currency);
    if (minor > hold.minor)
      throw refusal("more_than_held", { heldMinor: hold.minor.toString(), currency: account.currency });
    const amount = { minor, currency: account.currency };
    const [id, { reference }] = [newId<"entry">(), hold];
    const ends = { from: account.id, to: to.id };
    const draft = bookHoldCaptured({
      id,
      reference,
      branchId: ctx.actor.branchId,
      ...ends,
      minor,
      heldMinor: hold.minor,
    });
    const second = powers.weigh(ctx, amount);
    if (second) {
      tryEntry(state.book, draft);
      return needsSecond({
        ...second,
        ...aboutAccount(account),
        branchId: account.branchId,
        amount,
        before: { held: formatMoney({ minor: hold.minor, currency: account.currency }), hold: reference },
        after: { takes: formatMoney(amount), to: formatMaskedIban(to.iban), hold: reference },
      });
    }
    const entry = applyEntry(state.book, draft);
    state.holds.set(hold.id, { ...hold, resolved: true });
    return {
      entries: [entry],
      row: { holdId: hold.id, minor, entryId: id, userId: ctx.actor.userId },
      audit: {
        act: "hold.captured",
        ...aboutAccount(account),
        entryId: id,
        reference,
        amount,
      },
      result: { entryId: id, reference },
    };
  },
  write: insertResolutions,
});

type CaptureRow = { holdId: HoldId; minor: bigint; entryId: EntryId; userId: UserId };

function insertResolutions(tx: Transaction, rows: readonly CaptureRow[]) {
  return sqlOf(tx)`
    insert into hold_resolutions (hold_id, captured_minor, rest, entry_id, resolved_by)
    select hold_id, minor, 'released', entry_id, user_id from unnest(
      ${rows.map((row) => row.holdId)}::uuid[], ${rows.map((row) => row.minor.toString())}::bigint[],
      ${rows.map((row) => row.entryId)}::uuid[], ${rows.map((row) => row.userId)}::uuid[]
    ) as r (hold_id, minor, entry_id, user_id)`;
}

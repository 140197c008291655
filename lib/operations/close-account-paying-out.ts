import type { z } from "zod";
import type { Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { assertNotClosed, assertNothingPending, tiesOf, writeClosings } from "../accounts/closing";
import { type AccountFacts, accountIn, type LockedAccounts, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanCredit, assertCanDebit, assertCurrency } from "../accounts/rules";
import type { closePayingOutInput } from "../accounts/schema";
import { signaturesFor } from "../accounts/signing";
import type { Powers } from "../approvals/powers";
import { readWaiversOf, type Waivers } from "../approvals/waivers";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { feeOn } from "../core/fee";
import { type AccountId, type EntryId, newId } from "../core/ids";
import { newReference } from "../core/references";
import { chargeFee, waiverOf } from "../fees/charge-fee";
import { assertStranger, authorize } from "../identity/authorize";
import {
  type ClosingInterest,
  interestWords,
  loadClosingInterest,
  settleAtClosing,
} from "../interest/closing-interest";
import { type Settlement, writeSettlements } from "../interest/settle-interest";
import { applyEntry, guardedAccount } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import type { Decision } from "../ledger/money-steps";
import { bookTransfer } from "../ledger/templates/transfer";
import { insertTransfers, type TransferRow } from "../payments/create-transfer";

type Input = Omit<z.output<typeof closePayingOutInput>, "key">;
type State = LockedAccounts & { ties: Map<AccountId, string>; waivers: Waivers; interest: ClosingInterest };
type Row = TransferRow & { on: BusinessDate; reason: string; settled: readonly Settlement[] };
type Result = { accountId: AccountId; entryId: EntryId; reference: string };

/**
 * Settles the interest of an account to the day, pays its whole balance to another account of this bank and closes it, in
 * one act. Refuses `interest_not_known`, `account_not_found`, `same_account`, `account_has_pending`, `account_closed`, `account_blocked`,
 * `currency_mismatch`, what the signing rule lacks, `balance_not_positive`, what exceeds the limits of
 * whoever asks, and `second_by_transfer` from a policy's amount on.
 */
export const closeAccountPayingOut = moneyCommand<Actor, Input, State, Row, Result>("account.close_paying_out", {
  // It moves money as a transfer does, and what bounds a transfer bounds it.
  bound: "transfer.create",
  async load(tx, calls) {
    const ids = calls.map(({ input }) => input.accountId);
    const accounts = await lockAccounts(tx, { ids, ibans: calls.map(({ input }) => input.to) });
    const [ties, waivers] = await Promise.all([tiesOf(tx, ids), readWaiversOf(tx, calls)]);
    const [first] = calls;
    const interest = first
      ? await loadClosingInterest(first.ctx, ids)
      : { unsettled: [], revisions: [], waiting: new Set<AccountId>() };
    return { ...accounts, ties, waivers, interest };
  },
  decide(ctx, input, state, powers) {
    const before = new Map(state.book.guarded);
    try {
      return decideClosing(ctx, input, state, powers);
    } catch (error) {
      // Interest is settled first: a refusal after it leaves the account as it was.
      state.book.guarded = before;
      throw error;
    }
  },
  write: writePaidOut,
});

function decideClosing(ctx: Ctx, input: Input, state: State, powers: Powers): Decision<Row, Result> {
  const account = accountIn(state, { id: input.accountId });
  authorize(ctx.actor, "account.close", { branchId: account.branchId, customerIds: partiesIn(account) });
  assertNotClosed(account);
  assertNothingPending(account, state.ties.get(account.id));
  const to = accountIn(state, { iban: input.to });
  assertStranger(ctx.actor, partiesIn(to));
  if (to.id === account.id) throw refusal("same_account");
  assertCanDebit(ctx, account);
  assertCanCredit(to);
  assertCurrency(to, account.currency);
  const signed = signaturesFor(ctx.actor, account, input.present);
  const settled = settleAtClosing(ctx, account, state.interest, state);
  const { balance } = guardedAccount(state.book, account.id);
  const { currency } = account;
  if (balance <= 0n) throw refusal("balance_not_positive");
  const minor = balance - (input.waive === undefined ? closingFee(account, balance) : 0n);
  if (powers.weigh(ctx, { minor, currency })) throw refusal("second_by_transfer");
  const [id, reference] = [newId<"entry">(), newReference("TRF")];
  const branchId = ctx.actor.kind === "staff" ? ctx.actor.branchId : account.branchId;
  const moved = bookTransfer({ id, reference, branchId, from: account.id, to: to.id, minor });
  const fee = chargeFee(ctx, moved, account, { kind: "closing", minor: balance, branchId, waive: input.waive }, state);
  if (fee.second) throw refusal("waiver_over_limit");
  const entry = applyEntry(state.book, fee.draft);
  // A second closing in the same batch finds it closed.
  state.byId.set(account.id, { ...account, status: "closed" });
  return {
    entries: [...settled.flatMap((one) => (one.entry ? [one.entry] : [])), entry],
    row: {
      id,
      reference,
      kind: account.owners.some((owner) => to.owners.includes(owner)) ? "own" : "internal",
      from: account.id,
      to: to.id,
      beneficiaryId: null,
      minor,
      currency: account.currency,
      remittance: "Balance paid out at closing",
      signed,
      charge: fee.charge,
      on: ctx.businessDate,
      reason: input.reason,
      settled,
    },
    audit: {
      act: "account.closed",
      ...aboutAccount(account),
      entryId: id,
      reference,
      amount: { minor, currency: account.currency },
      before: { status: "active" },
      after: {
        status: "closed",
        reason: input.reason,
        ...interestWords(settled, currency),
        ...waiverOf(fee).after,
      },
    },
    result: { accountId: account.id, entryId: id, reference },
  };
}

/** What closing costs; refuses a fee that leaves nothing to pay out as `fee_over_balance`. */
function closingFee({ fees, currency }: AccountFacts, balance: bigint): bigint {
  const fee = feeOn(
    fees.find(({ kind }) => kind === "closing"),
    balance,
  );
  if (fee >= balance)
    throw refusal("fee_over_balance", { feeMinor: fee.toString(), balanceMinor: balance.toString(), currency });
  return fee;
}

async function writePaidOut(tx: Transaction, rows: readonly Row[]): Promise<void> {
  await Promise.all([
    insertTransfers(tx, rows),
    writeSettlements(
      tx,
      rows.flatMap(({ settled }) => settled),
    ),
    writeClosings(
      tx,
      rows.map(({ from, on, reason }) => ({ id: from, on, reason })),
    ),
  ]);
}

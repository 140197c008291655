import type { z } from "zod";
import { nullsOnce, plainArray, sameOnce } from "@/db/arrays";
import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { assumeAccounts, meetAccounts, proveAccounts } from "../accounts/assume-accounts";
import { insertSignatures } from "../accounts/insert-signatures";
import { accountIn, knownIdOf, type LockedAccounts, lockAccounts, partiesIn, usersIn } from "../accounts/load-accounts";
import { assertCanCredit, assertCanDebit, assertCurrency, assertWithinLimit } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import type { Pending } from "../approvals/demand-approval";
import { readWaiversOf, type Waivers } from "../approvals/waivers";
import { assertNumbered, type CounterTills, lockForNumbering, numberAtTill } from "../cash/number-at-till";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type AccountId, type CustomerId, type EntryId, newId, type UserId } from "../core/ids";
import { formatMoney, type Money } from "../core/money";
import { newReference } from "../core/references";
import { draftExchange } from "../exchange/draft-exchange";
import { insertExchanges } from "../exchange/insert-exchanges";
import { assertConfirmed, type Quote, quote, rateWords } from "../exchange/quote";
import { type Rates, readRates } from "../exchange/read-rates";
import { chargeFee, type FeeCharge, tellingFee, waiverOf } from "../fees/charge-fee";
import { insertFees } from "../fees/insert-fees";
import { assertPaysOthers, assertSecondFactor, assertStranger, authorize } from "../identity/authorize";
import { applyEntry, tryEntry } from "../ledger/book";
import { moneyCommand, needsSecond } from "../ledger/money-command";
import { bookTransfer } from "../ledger/templates/transfer";
import { type DayLimits, lockDayLimits } from "./day-limits";
import {
  assertConfirmedPayment,
  type Confirmation,
  loadConfirmations,
  spendConfirmations,
} from "./payment-confirmations";
import type { createTransferInput } from "./schema";

type Input = Omit<z.output<typeof createTransferInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;

/**
 * Moves money between two accounts of this bank, into another currency at the rates that were confirmed. Repeating the
 * key returns the first transfer, or the first refusal. Staff wait for a second person from a policy's amount on; a
 * customer at a screen has confirmed exactly this payment, unless it goes to an account of their own (control 22).
 * Refuses `till_suspended`, `till_counting`, `account_not_found`, `same_account`, `account_closed`, `account_dormant`, `account_blocked`,
 * `currency_mismatch` without confirmed rates, `rate_changed`, `rate_missing`, `rate_stale`, what the signing rule lacks,
 * `limit_exceeded`, `over_own_day_limit`, `insufficient_funds`.
 */
export const createTransfer = moneyCommand<Actor, Input, State, TransferRow, Result>("transfer.create", {
  bound: "transfer.create",
  touches: ({ from, to }) => [from, knownIdOf(to) ?? to],
  foresee: drawIds,
  assumed: { take: assumeAccounts, prove: proveAccounts },
  async load(tx, calls, how) {
    const inputs = calls.map(({ input }) => input);
    const named = { ids: inputs.map((input) => input.from), ibans: inputs.map((input) => input.to) };
    const [dayLimits, tills, confirmations, accounts, payees, waivers, rates] = await Promise.all([
      lockDayLimits(tx, calls),
      lockForNumbering(tx, calls),
      loadConfirmations(tx, inputs),
      how === "assume" ? meetAccounts(tx, named) : lockAccounts(tx, named),
      payeesOf(tx, inputs),
      readWaiversOf(tx, calls),
      ratesFor(tx, calls),
    ]);
    return { ...accounts, tills, payees, waivers, rates, confirmations, dayLimits };
  },
  decide(ctx, input, accounts, powers, foreseen = drawIds()) {
    const from = accountIn(accounts, { id: input.from });
    authorize(ctx.actor, "transfer.create", {
      branchId: from.branchId,
      customerIds: usersIn(from.parties),
      atCounter: true,
      missing: "account_not_found",
    });
    assertSecondFactor(ctx.actor);
    assertNumbered(accounts.tills, ctx.actor);
    if (input.beneficiaryId && !isPayee(accounts.payees.get(input.beneficiaryId), usersIn(from.parties), input.to))
      throw refusal("beneficiary_not_found");
    const to = accountIn(accounts, { iban: input.to });
    const own = from.owners.some((owner) => to.owners.includes(owner));
    const toThemselves = ctx.actor.kind === "customer" && to.owners.includes(ctx.actor.customerId);
    if (!toThemselves) assertPaysOthers(ctx.actor);
    assertStranger(ctx.actor, [...partiesIn(from), ...partiesIn(to)]);
    if (from.id === to.id) throw refusal("same_account");
    assertCanDebit(ctx, from);
    assertCanCredit(to);
    if (!input.quote) assertCurrency(to, from.currency);
    const signed = signaturesFor(ctx.actor, from, input.present);
    const minor = parseAmountOrRefuse(input.amount, from.currency);
    assertWithinLimit(from, minor);
    if (!toThemselves) accounts.dayLimits.assert(ctx, { minor, currency: from.currency });
    const payment = { from: from.id, to: to.iban, amountMinor: minor, currency: from.currency };
    const confirmed = toThemselves
      ? null
      : assertConfirmedPayment(ctx.actor, payment, accounts.confirmations.get(input.confirmation ?? ""));
    const { entryId: id, reference } = foreseen;
    const branchId = ctx.actor.kind === "staff" ? ctx.actor.branchId : from.branchId;
    const amount = { minor, currency: from.currency };
    const exchange = exchangeOf(accounts, amount, to.currency, input.quote);
    const ends = { id, reference, branchId, from: from.id, to: to.id };
    const moved =
      exchange && accounts.rates
        ? draftExchange(accounts.book, accounts.rates, exchange, { ...ends, kind: "exchange" })
        : bookTransfer({ ...ends, minor });
    const fee = chargeFee(ctx, moved, from, { kind: "transfer", minor, branchId, waive: input.waive }, accounts);
    const second = powers.weigh(ctx, amount) ?? fee.second;
    if (second) {
      tellingFee(fee.feeMinor, () => tryEntry(accounts.book, fee.draft));
      return needsSecond({
        ...second,
        ...aboutAccount(from),
        branchId,
        amount,
        after: {
          amount: formatMoney(amount),
          from: formatMaskedIban(from.iban),
          to: formatMaskedIban(to.iban),
          ...(exchange && accounts.rates
            ? { exchanged_for: formatMoney(exchange.get), rate: rateWords(exchange, accounts.rates.base).join(", ") }
            : {}),
          ...(input.remittance ? { note: input.remittance } : {}),
          ...fee.words,
        },
      });
    }
    const entry = tellingFee(fee.feeMinor, () => applyEntry(accounts.book, fee.draft));
    if (confirmed) confirmed.used = true;
    if (!toThemselves) accounts.dayLimits.use(ctx, amount);
    return {
      entries: [entry],
      row: {
        id,
        reference,
        kind: own ? "own" : "internal",
        from: from.id,
        to: to.id,
        beneficiaryId: input.beneficiaryId ?? null,
        minor,
        currency: from.currency,
        remittance: input.remittance ?? null,
        signed,
        charge: fee.charge,
        exchange,
        confirmation: confirmed?.id ?? null,
        by: ctx.actor.kind === "staff" ? ctx.actor.userId : null,
      },
      audit: {
        ...waiverOf(fee),
        act: "transfer.created",
        ...aboutAccount(from),
        entryId: id,
        reference,
        amount,
      },
      result: foreseen,
    };
  },
  write: (tx, rows, state) => Promise.all([insertTransfers(tx, rows), state.dayLimits.write(tx)]),
});

function drawIds(): { entryId: EntryId; reference: string } {
  return { entryId: newId<"entry">(), reference: newReference("TRF") };
}

type Payee = { id: string; customerId: CustomerId; iban: string };
type State = LockedAccounts & {
  tills: CounterTills;
  payees: Map<string, Payee>;
  waivers: Waivers;
  rates: Rates | null;
  confirmations: Map<string, Confirmation>;
  dayLimits: DayLimits;
};

/** Read only where some call goes into another currency. */
async function ratesFor(tx: Transaction, calls: readonly { ctx: TxCtx; input: Input }[]): Promise<Rates | null> {
  const one = calls.find(({ input }) => input.quote);
  return one ? readRates(tx, one.ctx.businessDate) : null;
}

/** The exchange between two currencies as the person confirmed it; null inside one. */
function exchangeOf({ rates }: State, amount: Money, to: Currency, confirmed: string | undefined): Quote | null {
  if (!confirmed || !rates || amount.currency === to) return null;
  const now = quote(rates, { give: amount, get: to });
  assertConfirmed(now, confirmed);
  return now;
}

async function payeesOf(tx: Transaction, inputs: readonly Input[]): Promise<Map<string, Payee>> {
  const ids = inputs.flatMap((input) => input.beneficiaryId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await sqlOf(tx)<Payee[]>`
    select id, customer_id as "customerId", iban from beneficiaries where id = any(${ids}::uuid[]) and removed_at is null`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** A saved payee counts only for the customer who saved it, and only for the IBAN that was saved. */
function isPayee(payee: Payee | undefined, owners: readonly CustomerId[], iban: string): boolean {
  return payee !== undefined && payee.iban === iban && owners.includes(payee.customerId);
}

export type TransferRow = {
  id: EntryId;
  reference: string;
  kind: "own" | "internal";
  from: AccountId;
  to: AccountId;
  beneficiaryId: string | null;
  minor: bigint;
  currency: string;
  remittance: string | null;
  /** Who of several signatories was present. */
  signed: readonly CustomerId[];
  charge: FeeCharge | null;
  /** Where the payee gets another currency. */
  exchange?: Quote | null;
  /** What a customer confirmed it with. */
  confirmation?: string | null;
  /** Who of the staff booked it. */
  by?: UserId | null;
};

/** Inserts the payments' own rows of transfers, with the signatures taken for them and the exchanges made. */
export async function insertTransfers(tx: Transaction, rows: readonly TransferRow[]): Promise<void> {
  const signatures = insertSignatures(tx, rows);
  const transfers = sendOnly(
    tx,
    sqlOf(tx)`
    insert into transfers (id, reference, kind, from_account_id, to_account_id, beneficiary_id, amount_minor, currency, remittance)
    select t.id, t.reference, coalesce(t.kind, s.kind[1]), t.from_account, t.to_account, t.beneficiary, t.minor,
      coalesce(t.currency, s.currency[1]), t.remittance
    from (select
      ${plainArray(rows.map((row) => row.id))}::uuid[] as id, ${plainArray(rows.map((row) => row.reference))}::text[] as reference,
      ${plainArray(sameOnce(rows.map((row) => row.kind)))}::text[] as kind, ${plainArray(rows.map((row) => row.from))}::uuid[] as from_account,
      ${plainArray(rows.map((row) => row.to))}::uuid[] as to_account,
      ${plainArray(nullsOnce(rows.map((row) => row.beneficiaryId)))}::uuid[] as beneficiary,
      ${plainArray(rows.map((row) => row.minor))}::bigint[] as minor, ${plainArray(sameOnce(rows.map((row) => row.currency)))}::bpchar[] as currency,
      ${nullsOnce(rows.map((row) => row.remittance))}::text[] as remittance
    ) as s, unnest(s.id, s.reference, s.kind, s.from_account, s.to_account, s.beneficiary, s.minor, s.currency, s.remittance)
      as t (id, reference, kind, from_account, to_account, beneficiary, minor, currency, remittance)`,
  );
  const fees = insertFees(
    tx,
    rows.map((row) => row.charge),
  );
  const exchanges = rows.flatMap(({ id, exchange }) => (exchange ? [{ id, quote: exchange }] : []));
  const counter = rows.flatMap(({ by, from, ...row }) =>
    by ? [{ ...row, kind: "transfer" as const, account: from, by }] : [],
  );
  await Promise.all([
    transfers,
    numberAtTill(tx, counter),
    signatures,
    fees,
    insertExchanges(tx, exchanges),
    spendConfirmations(tx, rows),
  ]);
}

import type { Fragment } from "postgres";
import type { z } from "zod";
import { nullsOnce, plainArray, sameOnce } from "@/db/arrays";
import { type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { accountsMet, assumeAccounts, meetAccounts, stoodOf } from "../accounts/assume-accounts";
import { insertSignatures, signaturesIn } from "../accounts/insert-signatures";
import { factsIn, knownIdOf, type LockedAccounts, lockAccounts, partiesIn, usersIn } from "../accounts/load-accounts";
import { assertCanCredit, assertCanDebit, assertCurrency, assertWithinLimit } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import type { Pending } from "../approvals/demand-approval";
import { readWaiversOf, type Waivers } from "../approvals/waivers";
import { assertNumbered, type CounterTills, lockForNumbering, numberAtTill } from "../cash/number-at-till";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor, Ctx, TxCtx } from "../core/context";
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
import { feesOf, insertFees } from "../fees/insert-fees";
import { assertPaysOthers, assertSecondFactor, assertStranger, authorize } from "../identity/authorize";
import { applyEntry, tryEntry } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond, type Parts } from "../ledger/money-steps";
import { bookTransfer } from "../ledger/templates/transfer";
import { type DayLimits, knownLimits, lockDayLimits, noneSet } from "./day-limits";
import {
  assertConfirmedPayment,
  type Confirmation,
  knownConfirmations,
  loadConfirmations,
  spendConfirmations,
  spending,
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
  assumed: { take: assumeAccounts, stood: stoodOf, known, parts: partsOf },
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
    const from = factsIn(accounts, { id: input.from });
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
    const to = factsIn(accounts, { iban: input.to });
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
        confirmation: confirmed,
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

/** The state of calls of which this process knows all that they need; null where something has to be locked or read beside the accounts. */
function known(calls: readonly { ctx: Ctx; input: Input }[]): State | null {
  const inputs = calls.map(({ input }) => input);
  if (inputs.some(({ quote, waive }) => quote || waive !== undefined)) return null;
  const dayLimits = knownLimits();
  const accounts = dayLimits && accountsMet(inputs);
  const confirmations = accounts && knownConfirmations(inputs);
  if (!confirmations) return null;
  const assumed = calls.flatMap(assumedPayee);
  const payees = new Map(assumed.map((payee) => [payee.id, payee]));
  // One payee named in two ways: at most one of them is right.
  if (payees.size < new Set(assumed.map(({ id, customerId, iban }) => `${id} ${customerId} ${iban}`)).size) return null;
  return { ...accounts, dayLimits, confirmations, payees, tills: new Map(), waivers: () => null, rates: null };
}

/** A saved payee as whoever pays says it is: their own, with this number (`payeesHold`). */
function assumedPayee({ ctx: { actor }, input }: { ctx: Ctx; input: Input }): Payee[] {
  if (!input.beneficiaryId || actor.kind !== "customer") return [];
  return [{ id: input.beneficiaryId, customerId: actor.customerId, iban: input.to }];
}

const payeesHold = (sql: Sql, payees: readonly Payee[]): Fragment => sql`
  not exists (select from unnest(
      ${payees.map(({ id }) => id)}::uuid[], ${payees.map(({ customerId }) => customerId)}::uuid[], ${payees.map(({ iban }) => iban)}::text[]
    ) as p (id, customer_id, iban)
    where not exists (select from beneficiaries b
      where b.id = p.id and b.customer_id = p.customer_id and b.iban = p.iban and b.removed_at is null))`;

/**
 * What transfers write as parts of one statement; null where an exchange or a row at a till is to be written too, or a payment was
 * refused whose confirmation is only assumed. The payees of refused payments are proved like the others: they come before other reasons.
 */
function partsOf(sql: Sql, rows: readonly TransferRow[], { payees, confirmations }: State): Parts | null {
  if (rows.some(({ exchange, by }) => exchange || by)) return null;
  const confirmed = rows.flatMap(({ confirmation }) => confirmation ?? []);
  if (confirmed.length < confirmations.size) return null;
  const saved = [...payees.values()];
  const charges = rows.map(({ charge }) => charge);
  const [fees, signatures] = [feesOf(sql, charges), signaturesIn(sql, rows)];
  const none = sql``;
  return {
    first: confirmed.length > 0 ? sql`spent as (${spending(sql, confirmed)}),` : none,
    also: sql`
      ${noneSet(sql)}
      ${confirmed.length > 0 ? sql`and (select count(*) from spent) = ${confirmed.length}::int` : none}
      ${saved.length > 0 ? sql`and ${payeesHold(sql, saved)}` : none}`,
    inserts: {
      transfers: transfersOf(sql, rows),
      ...(fees ? { fees } : {}),
      ...(signatures ? { signatures } : {}),
    },
  };
}

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
  confirmation?: Confirmation | null;
  /** Who of the staff booked it. */
  by?: UserId | null;
};

/** Inserts the payments' own rows of transfers, with the signatures taken for them and the exchanges made. */
export async function insertTransfers(tx: Transaction, rows: readonly TransferRow[]): Promise<void> {
  const signatures = insertSignatures(tx, rows);
  const transfers = sendOnly(tx, sqlOf(tx)`${transfersOf(sqlOf(tx), rows)}`);
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

const transfersOf = (sql: Sql, rows: readonly TransferRow[]): Fragment => sql`
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
      as t (id, reference, kind, from_account, to_account, beneficiary, minor, currency, remittance)`;

import type { z } from "zod";
import type { Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { type AccountFacts, accountIn, partiesIn } from "../accounts/load-accounts";
import { assertActive, assertCanCredit, assertCanDebit, assertWithinLimit } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type CustomerId, type EntryId, type LedgerAccountId, newId } from "../core/ids";
import { formatMoney, type Money, money } from "../core/money";
import { newReference } from "../core/references";
import { draftExchange } from "../exchange/draft-exchange";
import { insertExchanges } from "../exchange/insert-exchanges";
import { assertConfirmed, type Quote, rateWords } from "../exchange/quote";
import { type Rates, readRates } from "../exchange/read-rates";
import { assertStranger, authorize } from "../identity/authorize";
import { guardedAccount, tryEntry } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { assertRoom } from "./cash-limits";
import { applyWithNotes, assertCounted, assertInStock, insertNotes, moveNotes, type NoteMove } from "./cash-notes";
import { type CashAnswer, type CashRow, type CashState, insertCash, loadCash } from "./cash-over-counter";
import { type Answers, answersTo, answerWords } from "./questions";
import { quoteOfNotes } from "./quote-notes";
import type { exchangeCashInput } from "./schema";
import { type OpenTill, servingTill } from "./till-session";

type Input = Omit<z.output<typeof exchangeCashInput>, "key">;
type State = CashState & { rates: Rates };
type Row = { cash: CashRow; moves: NoteMove[]; quote: Quote };

/**
 * Exchanges notes at the counter: a customer brings notes of a currency or takes them, against their account or against
 * cash of the bank's own currency, at the rates that were shown. Refuses `exchange_same_currency`, `currency_mismatch`,
 * `rate_changed`, `rate_missing`, `rate_stale`, `notes_differ`, `notes_short`, and what a deposit or withdrawal refuses.
 */
export const exchangeCash = moneyCommand<StaffActor, Input, State, Row, CashAnswer>("cash.exchange", {
  bound: "cash.exchange",
  async load(tx, calls) {
    const day = (calls[0] as (typeof calls)[number]).ctx.businessDate;
    const [state, rates] = await Promise.all([loadCash(tx, calls), readRates(tx, day)]);
    return { ...state, rates };
  },
  decide(ctx, input, state, powers) {
    authorize(ctx.actor, "cash.exchange");
    // What a second person released is completed at whichever till is open then.
    const till = servingTill(state.tills, ctx.actor.userId, ctx.approval ? undefined : input.tillSessionId);
    const account = accountIn(state, { iban: input.iban });
    assertStranger(ctx.actor, partiesIn(account));
    const signed = assertServes(ctx, account, input);
    const quoted = confirmedQuote(state.rates, account.currency, input);
    const own = ownSide(quoted, state.rates.base);
    const brings = input.way === "brings";
    const [notes, other] = brings ? [quoted.give, quoted.get] : [quoted.get, quoted.give];
    if (!brings && input.against === "account") assertWithinLimit(account, other.minor);
    const drawer = drawerOf(till, notes.currency);
    const counter = input.against === "cash" ? drawerOf(till, other.currency) : account.id;
    const [id, reference] = [newId<"entry">(), newReference("CSH")];
    const moves = noteMoves(till, id, input, { notes, other });
    const draft = draftExchange(state.book, state.rates, quoted, {
      id,
      reference,
      branchId: ctx.actor.branchId,
      kind: brings ? "note_purchase" : "note_sale",
      from: brings ? drawer : counter,
      to: brings ? counter : drawer,
    });
    const cashIn = brings ? drawer : input.against === "cash" ? counter : null;
    const assertNotes = (addedMinor: bigint) => {
      assertCounted(input.notes, notes.minor, notes.currency, state.denominations);
      if (input.against === "cash")
        assertCounted(input.otherNotes, other.minor, other.currency, state.denominations, "otherNotes");
      if (cashIn) {
        const { balance, currency } = guardedAccount(state.book, cashIn);
        assertRoom(state.limits, { id: till.tillId, name: till.name }, currency, balance + addedMinor);
      }
      assertInStock(state.stock, moves);
    };
    const second = powers.weigh(ctx, own);
    const answers = answersToExchange(ctx, { account, own, cashIn }, input, state);
    if (second) {
      tryEntry(state.book, draft);
      assertNotes(quoted.give.minor);
      return needsSecond({
        ...second,
        subjectKind: "till",
        subjectId: till.tillId,
        customerId: account.owners[0],
        branchId: ctx.actor.branchId,
        amount: own,
        after: {
          customer_gives: formatMoney(quoted.give),
          customer_gets: formatMoney(quoted.get),
          rate: rateWords(quoted, state.rates.base).join(", "),
          [input.against === "cash" ? "customer_of_account" : "account"]: formatMaskedIban(account.iban),
          ...answerWords(answers),
        },
      });
    }
    const entry = applyWithNotes(state.book, draft, () => {
      assertNotes(0n);
      moveNotes(state.stock, moves);
    });
    till.lastNo += 1;
    const [notesIn] = moves as [NoteMove];
    return {
      entries: [entry],
      row: {
        cash: {
          id,
          kind: brings ? "note_purchase" : "note_sale",
          reference,
          till,
          no: till.lastNo,
          account: account.id,
          minor: notes.minor,
          currency: notes.currency,
          notes: notesIn,
          paidInBy: null,
          note: null,
          signed,
          charge: null,
          answers,
          against: input.against,
        },
        moves,
        quote: quoted,
      },
      audit: {
        act: brings ? "cash.notes_bought" : "cash.notes_sold",
        ...aboutAccount(account),
        entryId: id,
        reference,
        amount: own,
        after: {
          gives: formatMoney(quoted.give),
          gets: formatMoney(quoted.get),
          against: input.against,
          ...answerWords(answers),
        },
      },
      result: { entryId: id, reference },
    };
  },
  write: insertExchangedCash,
});

/** The customer is served by an account of theirs; only what goes over it needs that it may pay or take. */
function assertServes(ctx: Ctx<StaffActor>, account: AccountFacts, { way, against, present }: Input): CustomerId[] {
  assertActive(account);
  if (against === "cash") return [];
  if (way === "brings") {
    assertCanCredit(account);
    return [];
  }
  assertCanDebit(ctx, account);
  return [...signaturesFor(ctx.actor, account, present)];
}

/** The questions of a deposit where cash comes in and of a withdrawal where it leaves an account, by its worth. */
function answersToExchange(
  ctx: Ctx<StaffActor>,
  { account, own, cashIn }: { account: AccountFacts; own: Money; cashIn: LedgerAccountId | null },
  input: Input,
  { questions }: State,
): Answers {
  const asked = { ...account, currency: own.currency };
  return answersTo(
    ctx,
    { kind: cashIn ? "deposit" : "withdrawal", minor: own.minor, account: asked },
    input,
    questions,
  );
}

/** The exchange as it was shown: at rates that are still in force, and with the same other amount. */
function confirmedQuote(rates: Rates, accountCurrency: Currency, input: Input): Quote {
  const quoted = quoteOfNotes(rates, accountCurrency, input);
  assertConfirmed(quoted, input.quote);
  const other = input.way === "brings" ? quoted.get : quoted.give;
  const shown = parseAmountOrRefuse(input.otherAmount, other.currency, "otherAmount");
  if (shown !== other.minor)
    throw refusal("rate_changed", { give: formatMoney(quoted.give), get: formatMoney(quoted.get) });
  return quoted;
}

/** By what limits are told and days are summed: the amount in the bank's own currency, else what it is worth in it. */
function ownSide({ give, get }: Quote, own: Currency): Money {
  const side = [give, get].find(({ currency }) => currency === own);
  return side ? money(side.minor, own) : money(give.worthMinor, own);
}

function drawerOf(till: OpenTill, currency: Currency): LedgerAccountId {
  const drawer = till.cash.get(currency);
  if (!drawer) throw refusal("currency_mismatch", { expected: [...till.cash.keys()].join(" or ") });
  return drawer;
}

function noteMoves(
  { tillId, name }: OpenTill,
  entryId: EntryId,
  { way, against, notes, otherNotes }: Input,
  sides: { notes: Money; other: Money },
): NoteMove[] {
  const place = { entryId, point: tillId, name };
  const brings = way === "brings";
  const counted: NoteMove = { ...place, currency: sides.notes.currency, notes, way: brings ? "in" : "out" };
  if (against === "account") return [counted];
  return [
    counted,
    { ...place, currency: sides.other.currency, notes: otherNotes, way: brings ? "out" : "in", field: "otherNotes" },
  ];
}

async function insertExchangedCash(tx: Transaction, rows: readonly Row[]): Promise<void> {
  await Promise.all([
    insertCash(
      tx,
      rows.map(({ cash }) => cash),
    ),
    insertNotes(
      tx,
      rows.flatMap(({ moves }) => moves.slice(1)),
    ),
    insertExchanges(
      tx,
      rows.map(({ cash, quote }) => ({ id: cash.id, quote })),
    ),
  ]);
}

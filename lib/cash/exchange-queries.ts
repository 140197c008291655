import { type AccountPage, accountPage } from "../accounts/queries";
import { ownPowers } from "../approvals/own-powers";
import { bankFacts } from "../calendar/queries";
import type { Ctx, Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isBankError } from "../core/errors";
import { isId } from "../core/ids";
import type { Money } from "../core/money";
import { rateWords } from "../exchange/quote";
import { readRates } from "../exchange/read-rates";
import { authorize } from "../identity/authorize";
import { type CashDrawer, cashDrawer } from "./count-queries";
import { type MyTill, myTill, type TillMovement, tillMovements } from "./queries";
import { type CounterQuestion, exchangeQuestion } from "./question-queries";
import type { QuestionKind } from "./questions";
import { quoteOfNotes } from "./quote-notes";
import { quoteNotesInput } from "./schema";

/** What the counter needs to exchange notes for a customer: the account, the teller's till and what may be exchanged. */
export type ExchangeService = {
  account: AccountPage;
  till: MyTill | null;
  latest: TillMovement[];
  base: Currency;
  /** The currencies whose notes the bank exchanges. */
  currencies: Currency[];
};

/** The counter as it stands for exchanging notes for one account; null when there is no such account. */
export async function exchangeService(ctx: Ctx<StaffActor>, accountId: string): Promise<ExchangeService | null> {
  authorize(ctx.actor, "cash.exchange");
  if (!isId(accountId)) return null;
  const [account, till, latest, bank] = await Promise.all([
    accountPage(ctx, accountId),
    myTill(ctx),
    tillMovements(ctx, {}, 5),
    bankFacts(ctx.db),
  ]);
  if (!account) return null;
  const foreign = bank.currencies.filter((currency) => currency !== bank.baseCurrency);
  const currencies = account.currency === bank.baseCurrency ? foreign : [...foreign, bank.baseCurrency];
  return { account, till, latest: latest.rows, base: bank.baseCurrency, currencies };
}

export type NotesAsked = { way?: string; against?: string; currency?: string; amount?: string };

/** An exchange of notes as it is shown before it is posted. */
export type NotesQuote = {
  way: "brings" | "takes";
  against: "account" | "cash";
  notes: Money;
  other: Money;
  rates: string[];
  quote: string;
  drawer: CashDrawer;
  otherDrawer: CashDrawer | null;
  /** Whose agreement it needs, by the limits of whoever asks. */
  second: Role | null;
  /** What must be asked of so much cash. */
  question: { kind: QuestionKind; documents: CounterQuestion["documents"] } | null;
};

export type NotesQuotePage =
  | { state: "ready"; shown: NotesQuote }
  | { state: "refused"; sentence: string }
  | { state: "unread" };

/** Works out an exchange of notes at the rates in force; nothing is booked. */
export async function notesQuotePage(
  ctx: Ctx<StaffActor>,
  { account, till }: ExchangeService,
  asked: NotesAsked,
): Promise<NotesQuotePage> {
  const read = quoteNotesInput.safeParse({ ...asked, accountId: account.id });
  if (!read.success || !till) return { state: "unread" };
  const { way, against } = read.data;
  try {
    const rates = await readRates(ctx.db, ctx.businessDate);
    const quoted = quoteOfNotes(rates, account.currency, read.data);
    const [notes, other] = way === "brings" ? [quoted.give, quoted.get] : [quoted.get, quoted.give];
    const own = [notes, other].find(({ currency }) => currency === rates.base);
    const worth = { minor: own?.minor ?? quoted.give.worthMinor, currency: rates.base };
    const kind = way === "takes" && against === "account" ? "identity" : "source";
    const [drawer, otherDrawer, powers, question] = await Promise.all([
      cashDrawer(ctx, till.tillId, notes.currency),
      against === "cash" ? cashDrawer(ctx, till.tillId, other.currency) : null,
      ownPowers(ctx, "cash.exchange", rates.base),
      exchangeQuestion(ctx, account.id, kind, worth),
    ]);
    const second = powers.rungs.findLast(({ fromMinor }) => worth.minor >= fromMinor)?.checkerRole ?? null;
    const plain = ({ minor, currency }: Money): Money => ({ minor, currency });
    return {
      state: "ready",
      shown: {
        way,
        against,
        notes: plain(notes),
        other: plain(other),
        rates: rateWords(quoted, rates.base),
        quote: quoted.id,
        drawer,
        otherDrawer,
        second,
        question: question && { kind, documents: question.documents },
      },
    };
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { state: "refused", sentence: error.sentence };
  }
}

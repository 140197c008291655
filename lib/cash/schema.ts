import { z } from "zod";
import { signatories, waiveReason } from "../accounts/schema";
import { isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { valueField } from "../core/field";
import { amountText, choice, currency, iban, idField, key, personName, text } from "../core/fields";
import type { Notes } from "../core/notes";
import { type ReversalReason, reversalReasons } from "../ledger/schema";

/** Pieces of one note or coin: digits as a form sends them (`n5000`), or a number where the bank stored them. */
function readNotes(value: unknown): Notes {
  const group = groupOf(value).map(([name, typed]) => [/^n?([1-9]\d{0,11})$/.exec(name)?.[1], typed] as const);
  return Object.fromEntries(
    group.flatMap(([denomination, typed]) => {
      if (denomination === undefined) throw refusal("denomination_unknown");
      const digits = String(typed).trim();
      if (digits === "" || /^0+$/.test(digits)) return [];
      if (!/^\d{1,6}$/.test(digits)) throw refusal("count_unreadable");
      return [[denomination, Number.parseInt(digits, 10)]];
    }),
  );
}

function readCounts(value: unknown): Readonly<Record<string, Notes>> {
  return Object.fromEntries(
    groupOf(value).map(([currency, notes]) => {
      if (!isCurrency(currency)) throw refusal("currency_unknown");
      return [currency, readNotes(notes)];
    }),
  );
}

/** What was counted in a form that was not sent untouched: a nought is a figure too. */
function readFigures(value: unknown): Readonly<Record<string, Notes>> {
  const read = readCounts(value);
  const typed = groupOf(value).flatMap(([, notes]) => groupOf(notes).map(([, pieces]) => String(pieces).trim()));
  if (!typed.some((pieces) => pieces !== "")) throw refusal("count_first");
  return read;
}

function groupOf(value: unknown): [string, unknown][] {
  if (value === undefined || value === null || value === "") return [];
  if (typeof value !== "object" || Array.isArray(value)) throw refusal("one_value");
  return Object.entries(value);
}

/** Every note and coin in a till by currency; what is not named was not there. A group without a figure is not sent at all. */
export const counts = valueField(readCounts).default({});

/** The same where a form without a figure was never counted: an empty place is sent with a nought. */
const counted = valueField(readFigures);

/** The notes and coins of one movement. */
export const notes = valueField(readNotes).default({});

const why = text({ what: "a reason", max: 300, multiline: true });

export const openTillInput = z.strictObject({
  key,
  tillId: idField("till", { choose: "a till" }),
  counts,
  reason: why.optional(),
});
/** The till session that a form was drawn for. */
const sessionId = idField("tillSession");

export const closeTillInput = z.strictObject({ key, sessionId: sessionId.optional(), counts: counted });
export const settleTillInput = z.strictObject({ key, countId: idField("cashCount"), reason: why });
export const suspendTillInput = z.strictObject({ key, sessionId: sessionId.optional() });
export const resumeTillInput = z.strictObject({ key, sessionId: sessionId.optional() });

/** Where a count that the teller begins leads: to the end of their session, or to a colleague who goes on. */
export const beginTillCountInput = z.strictObject({
  key,
  sessionId: sessionId.optional(),
  goal: choice("what the count is for", ["close", "hand-over"]),
});

/** The till of a colleague who cannot count it: counted first, then closed with a reason. */
export const countColleaguesTillInput = z.strictObject({ key, sessionId, counts: counted });
export const beginColleaguesCountInput = z.strictObject({ key, sessionId });
export const endColleaguesOfferInput = z.strictObject({ key, sessionId, offerId: idField("cashOffer") });
export const closeColleaguesTillInput = z.strictObject({ key, sessionId, countId: idField("cashCount"), reason: why });

export const handOverTillInput = z.strictObject({
  key,
  sessionId: sessionId.optional(),
  toId: idField("user", { choose: "a colleague" }),
  counts: counted,
});
export const takeTillInput = z.strictObject({ key, handoverId: idField("tillHandover") });
export const endHandoverInput = z.strictObject({ key, handoverId: idField("tillHandover") });

/** Where unusual cash comes from, in the words of a choice. */
export const fundsSources = {
  business: "Takings of a business",
  wages: "Wages or a pension",
  sale: "Sale of property or goods",
  savings: "Savings kept in cash",
  gift: "Gift or inheritance",
  other: "Something else",
} as const;
export type FundsSource = keyof typeof fundsSources;

/** What the bank asks at the counter from an amount on. */
export const questionKinds = {
  identity: "Look at an identity document before cash is paid",
  source: "Ask where cash comes from before it is taken",
} as const;

/** From which amount a question is asked; an empty amount: never. */
export const setQuestionInput = z.strictObject({
  key,
  kind: choice("the question", Object.keys(questionKinds) as (keyof typeof questionKinds)[]),
  currency,
  from: amountText.optional(),
  reason: why,
});

/** Cash over the counter names the account by its IBAN: any branch may serve a customer who is present. */
export const cashInput = z.strictObject({
  key,
  iban,
  tillSessionId: sessionId.optional(),
  amount: amountText,
  notes,
  paidInBy: personName({ what: "who paid in", optional: true }),
  note: text({ what: "the note", max: 140, optional: true }),
  present: signatories,
  waive: waiveReason,
  documentSeen: idField("identityDocument").optional(),
  source: choice("where the cash comes from", Object.keys(fundsSources) as FundsSource[]).optional(),
  sourceDetail: text({ what: "what the customer said", max: 200, optional: true }),
});

/** Whether the customer brings notes of a currency or takes them, and against what. */
export const noteWays = { brings: "Brings notes", takes: "Takes notes" } as const;
export const noteAgainst = { account: "The account", cash: "Cash" } as const;
const way = choice("whether notes are brought or taken", Object.keys(noteWays) as (keyof typeof noteWays)[]);
const against = choice("what they are exchanged against", Object.keys(noteAgainst) as (keyof typeof noteAgainst)[]);

/** Notes to be exchanged, before the rate is shown. */
export const quoteNotesInput = z.strictObject({
  accountId: idField("account"),
  way,
  against,
  currency: choice("a currency"),
  amount: amountText,
});

/** Notes of one currency against another, with the rates and the other amount as they were shown. */
export const exchangeCashInput = z.strictObject({
  key,
  iban,
  tillSessionId: sessionId.optional(),
  way,
  against,
  currency: choice("a currency"),
  amount: amountText,
  notes,
  /** Of cash on the other side. */
  otherAmount: amountText,
  otherNotes: notes,
  quote: text({ what: "the rate", max: 80 }),
  present: signatories,
  documentSeen: idField("identityDocument").optional(),
  source: choice("where the cash comes from", Object.keys(fundsSources) as FundsSource[]).optional(),
  sourceDetail: text({ what: "what the customer said", max: 200, optional: true }),
});

export const moveVaultCashInput = z.strictObject({
  key,
  kind: choice("a direction", ["settlement_to_vault", "vault_to_settlement"]),
  vaultId: idField("vault"),
  currency: choice("a currency"),
  amount: amountText,
  notes,
});

/** A vault with all that was found in it, and why it is not what the books hold. */
export const countVaultInput = z.strictObject({ key, vaultId: idField("vault"), counts, reason: why.optional() });
/** The same as the keeper of the vault types it. */
export const countVaultTypedInput = countVaultInput.extend({ counts: counted });

/** Cash that goes from one place of a branch to another, once the person there takes it. */
export const offerCashInput = z.strictObject({
  key,
  fromId: idField("place"),
  tillSessionId: sessionId.optional(),
  toId: idField("place"),
  currency: choice("a currency"),
  amount: amountText,
  notes,
});
export const takeCashInput = z.strictObject({ key, offerId: idField("cashOffer") });
export const endOfferInput = z.strictObject({ key, offerId: idField("cashOffer") });

/** What a till or vault may hold; an empty limit is none. */
export const setCashLimitInput = z.strictObject({
  key,
  pointId: idField("place"),
  currency: choice("a currency"),
  soft: amountText.optional(),
  hard: amountText.optional(),
  reason: why,
});

export const undoLastMovementInput = z.strictObject({
  key,
  entryId: idField("entry"),
  reason: choice("a reason", Object.keys(reversalReasons) as ReversalReason[]),
  note: text({ what: "the note", max: 140, optional: true }),
});

/** How a cash difference was found: with a customer, against another difference, or not at all. */
export const clearDifferenceInput = z.strictObject({
  key,
  differenceId: idField("difference"),
  how: choice("where it belongs", ["customer", "matched", "bank"]),
  iban: iban.optional(),
  otherId: idField("difference").optional(),
  amount: amountText,
  reason: text({ what: "how it was found", max: 300, multiline: true }),
});

export const bookShareCapitalInput = z.strictObject({ key, currency: choice("a currency"), amount: amountText });

import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { insertSignatures } from "../accounts/insert-signatures";
import { type AccountFacts, accountIn, type LockedAccounts, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanCredit, assertCanDebit, assertWithinLimit } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import type { Pending } from "../approvals/demand-approval";
import type { Powers } from "../approvals/powers";
import type { FieldWords } from "../approvals/sealed-request";
import { readWaiversOf, type Waivers } from "../approvals/waivers";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type AccountId, type CustomerId, type EntryId, newId, type UserId } from "../core/ids";
import { formatMoney, type Money } from "../core/money";
import { newReference } from "../core/references";
import { type ChargedMovement, chargeFee, type FeeCharge, tellingFee, waiverOf } from "../fees/charge-fee";
import { insertFees } from "../fees/insert-fees";
import { assertStranger, authorize } from "../identity/authorize";
import { guardedAccount, tryEntry } from "../ledger/book";
import { type Decision, type NeedsSecond, needsSecond } from "../ledger/money-steps";
import { bookCashDeposit, bookCashWithdrawal } from "../ledger/templates/cash";
import { assertRoom, type CashLimits, readLimits } from "./cash-limits";
import {
  applyWithNotes,
  assertCounted,
  assertInStock,
  type CashStock,
  insertNotes,
  moveNotes,
  type NoteMove,
  readDenominations,
  readStock,
} from "./cash-notes";
import { type Answers, answersTo, answerWords, insertAnswers, type Questions, readQuestions } from "./questions";
import type { cashInput } from "./schema";
import { lockTills, type OpenTill, servingTill } from "./till-session";

export type CashInput = Omit<z.output<typeof cashInput>, "key">;
export type CashResult = { entryId: EntryId; reference: string };
/** Above a policy's amount cash waits for a second person. */
export type CashAnswer = CashResult | Pending;
export type CashState = LockedAccounts & {
  tills: Map<UserId, OpenTill>;
  stock: CashStock;
  limits: CashLimits;
  denominations: Awaited<ReturnType<typeof readDenominations>>;
  waivers: Waivers;
  questions: Questions;
};
export type CashRow = {
  id: EntryId;
  kind: "deposit" | "withdrawal" | "note_purchase" | "note_sale";
  reference: string;
  till: OpenTill;
  no: number;
  account: AccountId;
  minor: bigint;
  currency: Currency;
  notes: NoteMove;
  paidInBy: string | null;
  note: string | null;
  /** Who of several signatories was present. */
  signed: readonly CustomerId[];
  charge: FeeCharge | null;
  answers: Answers;
  /** What notes of one currency were exchanged against. */
  against?: "account" | "cash";
};

/** What is read for a movement beside its till: its account, and what was answered about it. */
type CashNamed = Pick<CashInput, "iban"> &
  Partial<Pick<CashInput, "waive" | "documentSeen" | "source" | "sourceDetail">>;

/** Locks the teller's till session, then the till's cash and the customers' accounts in id order. */
export async function loadCash(
  tx: Transaction,
  calls: readonly { ctx: TxCtx<StaffActor>; input: CashNamed }[],
): Promise<CashState> {
  const tills = await lockTills(
    tx,
    calls.map(({ ctx }) => ctx.actor.userId),
  );
  const alsoLock = [...tills.values()].flatMap((till) => [...till.cash.values()]);
  const ibans = calls.map(({ input }) => input.iban);
  const locked = await lockAccounts(tx, { ibans, alsoLock });
  const places = [...tills.values()].map(({ tillId }) => tillId);
  const [stock, limits, denominations, waivers, questions] = await Promise.all([
    readStock(tx, places),
    readLimits(tx, places),
    readDenominations(tx),
    readWaiversOf(tx, calls),
    readQuestions(
      tx,
      calls.map(({ input }) => input),
    ),
  ]);
  return { ...locked, tills, stock, limits, denominations, waivers, questions };
}

/** Decides one cash movement at the teller's open till and numbers it in the session. */
export function decideCash(
  ctx: Ctx<StaffActor>,
  kind: "deposit" | "withdrawal",
  input: CashInput,
  state: CashState,
  powers: Powers,
): Decision<CashRow, CashResult> | NeedsSecond {
  authorize(ctx.actor, kind === "deposit" ? "cash.deposit" : "cash.withdraw");
  // What a second person released is completed at whichever till is open then.
  const till = servingTill(state.tills, ctx.actor.userId, ctx.approval ? undefined : input.tillSessionId);
  const account = accountIn(state, { iban: input.iban });
  assertStranger(ctx.actor, partiesIn(account));
  if (kind === "deposit") assertCanCredit(account);
  else assertCanDebit(ctx, account);
  const signed = kind === "deposit" ? [] : signaturesFor(ctx.actor, account, input.present);
  const minor = parseAmountOrRefuse(input.amount, account.currency);
  if (kind === "withdrawal") assertWithinLimit(account, minor);
  const cash = till.cash.get(account.currency);
  if (!cash) throw refusal("currency_mismatch", { expected: [...till.cash.keys()].join(" or ") });
  const [id, reference] = [newId<"entry">(), newReference("CSH")];
  const notes: NoteMove = {
    entryId: id,
    point: till.tillId,
    name: till.name,
    currency: account.currency,
    notes: input.notes,
    way: kind === "deposit" ? "in" : "out",
  };
  const book = kind === "deposit" ? bookCashDeposit : bookCashWithdrawal;
  const { branchId } = ctx.actor;
  const moved = book({ id, reference, branchId, till: cash, account: account.id, minor });
  const fee = chargeFee(ctx, moved, account, { kind, minor, branchId, waive: input.waive }, state);
  const { draft } = fee;
  const amount = { minor, currency: account.currency };
  const second = powers.weigh(ctx, amount) ?? fee.second;
  const answers = answersTo(ctx, { kind, minor, account }, input, state.questions);
  if (second) {
    tellingFee(fee.feeMinor, () => tryEntry(state.book, draft));
    assertCounted(input.notes, minor, account.currency, state.denominations);
    assertInStock(state.stock, [notes]);
    if (kind === "deposit") {
      const after = guardedAccount(state.book, cash).balance + minor;
      assertRoom(state.limits, { id: till.tillId, name: till.name }, account.currency, after);
    }
    return needsSecond({
      ...second,
      ...aboutAccount(account),
      branchId: ctx.actor.branchId,
      amount,
      after: { ...cashWords(account, amount, input), ...fee.words, ...answerWords(answers) },
    });
  }
  const entry = tellingFee(fee.feeMinor, () =>
    applyWithNotes(state.book, draft, () => {
      assertCounted(input.notes, minor, account.currency, state.denominations);
      if (kind === "deposit") {
        const { balance } = guardedAccount(state.book, cash);
        assertRoom(state.limits, { id: till.tillId, name: till.name }, account.currency, balance);
      }
      moveNotes(state.stock, [notes]);
    }),
  );
  till.lastNo += 1;
  return {
    entries: [entry],
    row: {
      id,
      kind,
      reference,
      till,
      no: till.lastNo,
      account: account.id,
      minor,
      currency: account.currency,
      notes,
      paidInBy: input.paidInBy ?? null,
      note: input.note ?? null,
      signed,
      charge: fee.charge,
      answers,
    },
    audit: { ...cashAct(kind, account, { id, reference, minor }), ...detailsOf(fee, answers) },
    result: { entryId: id, reference },
  };
}

/** What a second person reads of it. */
function cashWords({ iban }: AccountFacts, amount: Money, { paidInBy, note }: CashInput): FieldWords {
  return {
    amount: formatMoney(amount),
    account: formatMaskedIban(iban),
    ...(paidInBy ? { paid_in_by: paidInBy } : {}),
    ...(note ? { note } : {}),
  };
}

/** Inserts cash movements and moves the sessions' counters. */
export async function insertCash(tx: Transaction, rows: readonly CashRow[]): Promise<void> {
  const sql = sqlOf(tx);
  const last = new Map(rows.map((row) => [row.till.sessionId, row.till.lastNo]));
  await Promise.all([
    insertSignatures(tx, rows),
    insertAnswers(tx, rows),
    insertFees(
      tx,
      rows.map((row) => row.charge),
    ),
    insertNotes(
      tx,
      rows.map((row) => row.notes),
    ),
    sql`
      insert into cash_transactions (id, kind, reference, till_session_id, no, account_id, amount_minor, currency, paid_in_by, note, against)
      select * from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.reference)}::text[],
        ${rows.map((row) => row.till.sessionId)}::uuid[], ${rows.map((row) => row.no)}::int[], ${rows.map((row) => row.account)}::uuid[],
        ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.currency)}::bpchar[],
        ${rows.map((row) => row.paidInBy)}::text[], ${rows.map((row) => row.note)}::text[],
        ${rows.map((row) => row.against ?? null)}::text[])`,
    sql`
      update till_sessions s set last_no = r.no from unnest(${[...last.keys()]}::uuid[], ${[...last.values()]}::int[]) as r (id, no)
      where s.id = r.id`,
  ]);
}

/** What the activity log keeps beside ids and amounts: a waived fee, the document that was seen, the source that was told. */
function detailsOf(fee: ChargedMovement, answers: Answers): { after?: Record<string, string> } {
  const after = { ...waiverOf(fee).after, ...answerWords(answers) };
  return Object.keys(after).length > 0 ? { after } : {};
}

function cashAct(
  kind: "deposit" | "withdrawal",
  account: AccountFacts,
  done: { id: EntryId; reference: string; minor: bigint },
) {
  return {
    act: kind === "deposit" ? "cash.deposited" : "cash.withdrawn",
    ...aboutAccount(account),
    entryId: done.id,
    reference: done.reference,
    amount: { minor: done.minor, currency: account.currency },
  };
}

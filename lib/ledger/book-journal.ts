import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type EntryId, newId, type UserId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, type Book, tryEntry } from "./book";
import { type GlAccount, journalLines } from "./chart";
import { type JournalLine, journalLinesIn, journalNumbers } from "./journal-lines";
import { lockBalances } from "./lock-balances";
import { moneyCommand } from "./money-command";
import { needsSecond } from "./money-steps";
import type { bookJournalInput } from "./schema";
import { bookManualJournal } from "./templates/manual-journal";

type Input = Omit<z.output<typeof bookJournalInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;
/** An account that takes journals by hand, with its name and its branch's. */
type Open = GlAccount & { name: string; branch: string };
type State = { book: Book; accounts: readonly Open[]; branches: ReadonlyMap<string, string> };
type Row = { id: EntryId; reference: string; document: string; reason: string; agreedBy: UserId };

/**
 * Books a journal entered by hand, by its lines, on accounts of the bank's own: never on a control account, nor on one whose
 * figure the bank's own records prove. For the open day only, and once a second finance officer agreed. Refuses
 * `period_closed`, `day_ahead`, `journal_takes_none`, `journal_account`, `journal_side`, `unbalanced`, and amounts that cannot be read.
 */
export const bookJournal = moneyCommand<StaffActor, Input, State, Row, Result>("journal.book", {
  async load(tx, calls) {
    const named = calls.flatMap(({ input }) => journalNumbers.map((no) => input[`account${no}`] ?? ""));
    const [book, accounts, branches] = await Promise.all([
      lockBalances(tx, []),
      accountsNamed(
        tx,
        named.filter((code) => open.has(code)),
      ),
      sqlOf(tx)<{ id: string; name: string }[]>`select id, name from branches`,
    ]);
    return { book, accounts, branches: new Map(branches.map(({ id, name }) => [id, name])) };
  },
  decide(ctx, input, { book, accounts, branches }) {
    authorize(ctx.actor, "journal.book");
    assertOpenDay(ctx, input);
    const { currency, document, reason } = input;
    const lines = journalLinesIn(input).map((line) => ({
      ...line,
      minor: parseAmountOrRefuse(line.amount, currency, line.field),
      account: accountOf(line, currency, accounts, branches),
    }));
    for (const { account } of lines) book.gl.set(account.id, account);
    const [id, reference] = [newId<"entry">(), newReference("JNL")];
    const { branchId } = ctx.actor;
    const legs = lines.map(({ account, side, minor }) => ({ account: account.id, side, minor }));
    const draft = bookManualJournal({ id, reference, branchId, legs, document });
    const amount = {
      currency,
      minor: lines.reduce((sum, { side, minor }) => sum + (side === "debit" ? minor : 0n), 0n),
    };
    if (!ctx.approval) {
      tryEntry(book, draft);
      return needsSecond({
        subjectKind: "ledger_account",
        subjectId: lines[0]?.account.id as string,
        branchId,
        amount,
        reason,
        after: { document, booked_on: formatDate(input.bookedOn), ...Object.fromEntries(lines.map(wordsOf(currency))) },
      });
    }
    return {
      entries: [applyEntry(book, draft)],
      row: { id, reference, document, reason, agreedBy: ctx.approval.checkerId },
      audit: {
        act: "journal.booked",
        subjectKind: "entry",
        subjectId: id,
        entryId: id,
        reference,
        amount,
        after: { document, reason },
      },
      result: { entryId: id, reference },
    };
  },
  write: insertJournals,
});

function assertOpenDay({ businessDate }: Ctx, { bookedOn }: Input): void {
  if (bookedOn < businessDate) throw refusal("period_closed", { date: bookedOn });
  if (bookedOn > businessDate) throw refusal("day_ahead", { date: bookedOn, open: businessDate });
}

const open: ReadonlySet<string> = new Set([false, true].flatMap(journalLines).map(({ code }) => code));

async function accountsNamed(tx: Transaction, codes: readonly string[]): Promise<Open[]> {
  return sqlOf(tx)<Open[]>`
    select a.id, a.code, a.currency, a.branch_id as "branchId", a.normal_side as "normalSide", a.name, b.name as branch
    from ledger_accounts a join branches b on b.id = a.branch_id
    where a.kind = 'gl' and not a.is_control and a.code = any(${[...new Set(codes)]}::text[])`;
}

function accountOf(
  { no, account: code, branchId }: JournalLine,
  currency: Currency,
  accounts: readonly Open[],
  branches: State["branches"],
): Open {
  if (!open.has(code)) throw refusal("journal_takes_none", { account: code }, `account${no}`);
  const found = accounts.find((one) => one.code === code && one.branchId === branchId && one.currency === currency);
  if (found) return found;
  throw refusal(
    "journal_account",
    { account: code, branch: branches.get(branchId) ?? "The bank", currency },
    `account${no}`,
  );
}

/** A line as whoever decides reads it. */
const wordsOf =
  (currency: Currency) =>
  ({ no, side, minor, account }: { no: number; side: string; minor: bigint; account: Open }): [string, string] => [
    `line_${no}`,
    `${side === "debit" ? "Debit" : "Credit"} ${account.code} ${account.name}, ${account.branch}: ${formatMoney({ minor, currency })}`,
  ];

function insertJournals(tx: Transaction, rows: readonly Row[]) {
  return sqlOf(tx)`
    insert into manual_journals (id, reference, document, reason, agreed_by)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.reference)}::text[], ${rows.map((row) => row.document)}::text[],
      ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.agreedBy)}::uuid[])`;
}

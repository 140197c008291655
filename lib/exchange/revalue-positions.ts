import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { formatDate } from "../core/dates";
import { newId } from "../core/ids";
import { decimalText, money } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, type Book, glAccount } from "../ledger/book";
import { counterValueCode, readBooks } from "../ledger/chart";
import { postEntries } from "../ledger/post-entries";
import { bookRevaluation } from "../ledger/templates/exchange";
import { positionsOn } from "./positions";
import { formatRateOf } from "./rate";

/**
 * Values every currency position at the mid of the closing day and books what it gained or lost since it was last valued.
 * A day without a new rate is valued at the last one. Answers how many positions changed.
 */
export async function revaluePositions(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.close");
  const { base, positions } = await positionsOn(ctx.db, ctx.businessDate);
  const book: Book = { books: await readBooks(ctx.db), guarded: new Map(), gl: new Map() };
  const office = book.books.headOffice;
  let changed = 0;
  for (const { currency, minor, counterValueMinor, rate, worthMinor } of positions) {
    if (!rate || worthMinor === null || worthMinor === counterValueMinor) continue;
    const [id, reference] = [newId<"entry">(), newReference("FXR")];
    const draft = bookRevaluation({
      id,
      reference,
      branchId: office,
      narrative: `${decimalText(minor, currency)} ${currency} at ${formatRateOf(rate.mid)} of ${formatDate(rate.validFrom)}`,
      counterValue: glAccount(book, counterValueCode(currency), office, base),
      gains: glAccount(book, "4220", office, base),
      losses: glAccount(book, "5220", office, base),
      changeMinor: worthMinor - counterValueMinor,
    });
    await postEntries(ctx.db, [{ ctx, entry: applyEntry(book, draft) }]);
    const by = worthMinor - counterValueMinor;
    await record(ctx, {
      act: "position.revalued",
      subjectKind: "currency",
      subjectId: currency,
      entryId: id,
      reference,
      amount: money(by < 0n ? -by : by, base),
    });
    changed += 1;
  }
  return changed;
}

import type { BranchId, EntryId, LedgerAccountId } from "../core/ids";
import { type Book, glAccount } from "../ledger/book";
import { counterValueCode } from "../ledger/chart";
import type { EntryDraft } from "../ledger/entry";
import { bookExchange, type ExchangedSide } from "../ledger/templates/exchange";
import type { Quote, QuotedSide } from "./quote";
import type { Rates } from "./read-rates";

type Asked = {
  id: EntryId;
  reference: string;
  /** Where it happens: this branch earns the income. */
  branchId: BranchId;
  kind: Parameters<typeof bookExchange>[0]["kind"];
  /** What the customer gives from, an account or the till that takes their notes. */
  from: LedgerAccountId;
  to: LedgerAccountId;
};

/** The entry of a quoted exchange, over the positions at head office. */
export function draftExchange(book: Book, { base }: Rates, quoted: Quote, asked: Asked): EntryDraft {
  const { from, to, ...entry } = asked;
  const office = book.books.headOffice;
  const side = ({ minor, currency, rate, worthMinor }: QuotedSide, account: LedgerAccountId): ExchangedSide => ({
    account,
    minor,
    position: rate && {
      account: glAccount(book, "2910", office, currency),
      counterValue: glAccount(book, counterValueCode(currency), office, base),
      worthMinor,
    },
  });
  return bookExchange({
    ...entry,
    narrative: `${quoted.give.currency} for ${quoted.get.currency}`,
    gives: side(quoted.give, from),
    gets: side(quoted.get, to),
    income: glAccount(book, "4210", entry.branchId, base),
    incomeMinor: quoted.incomeMinor,
  });
}

import type { z } from "zod";
import type { Pending } from "../approvals/demand-approval";
import { bankFacts } from "../calendar/queries";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type EntryId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, type Book, glAccount, tryEntry } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { bookShareCapital as template } from "../ledger/templates/share-capital";
import type { bookShareCapitalInput } from "./schema";

type Input = Omit<z.output<typeof bookShareCapitalInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;
type State = { book: Book; held: readonly Currency[] };

/** Books capital that the owners paid in to the bank's settlement account. Refuses `currency_unknown`. */
export const bookShareCapital = moneyCommand<Actor, Input, State, null, Result>("capital.book", {
  bound: "capital.book",
  async load(tx) {
    const [book, { currencies }] = await Promise.all([lockBalances(tx, []), bankFacts(tx)]);
    return { book, held: currencies };
  },
  decide(ctx, input, { book, held }, powers) {
    authorize(ctx.actor, "capital.book");
    const currency = held.find((one) => one === input.currency);
    if (!currency) throw refusal("currency_unknown");
    const minor = parseAmountOrRefuse(input.amount, currency);
    const [id, reference] = [newId<"entry">(), newReference("CAP")];
    const office = book.books.headOffice;
    const [settlement, capital] = [
      glAccount(book, "1100", office, currency),
      glAccount(book, "3010", office, currency),
    ];
    const draft = template({ id, reference, branchId: office, settlement, capital, minor });
    const amount = { minor, currency };
    const second = powers.weigh(ctx, amount);
    if (second) {
      tryEntry(book, draft);
      return needsSecond({
        ...second,
        subjectKind: "ledger_account",
        subjectId: capital,
        branchId: office,
        amount,
        after: { amount: formatMoney(amount) },
      });
    }
    const entry = applyEntry(book, draft);
    return {
      entries: [entry],
      row: null,
      audit: {
        act: "capital.booked",
        subjectKind: "ledger_account",
        subjectId: capital,
        entryId: id,
        reference,
        amount,
      },
      result: { entryId: id, reference },
    };
  },
  write: async () => undefined,
});

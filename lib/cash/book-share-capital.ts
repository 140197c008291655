import type { z } from "zod";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor } from "../core/context";
import { isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type EntryId, newId } from "../core/ids";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, type Book, glAccount } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { bookShareCapital as template } from "../ledger/templates/share-capital";
import type { bookShareCapitalInput } from "./schema";

type Input = Omit<z.output<typeof bookShareCapitalInput>, "key">;

/** Books capital that the owners paid in to the bank's settlement account. */
export const bookShareCapital = moneyCommand<Actor, Input, Book, null, { entryId: EntryId; reference: string }>(
  "capital.book",
  {
    load: (tx) => lockBalances(tx, []),
    decide(ctx, input, book) {
      authorize(ctx.actor, "capital.book");
      if (!isCurrency(input.currency)) throw refusal("currency_unknown");
      const minor = parseAmountOrRefuse(input.amount, input.currency);
      const [id, reference] = [newId<"entry">(), newReference("CAP")];
      const office = book.books.headOffice;
      const [settlement, capital] = [
        glAccount(book, "1100", office, input.currency),
        glAccount(book, "3010", office, input.currency),
      ];
      const entry = applyEntry(book, template({ id, reference, branchId: office, settlement, capital, minor }));
      return {
        entries: [entry],
        row: null,
        audit: {
          act: "capital.booked",
          subjectKind: "ledger_account",
          subjectId: capital,
          entryId: id,
          reference,
          amount: { minor, currency: input.currency },
        },
        result: { entryId: id, reference },
      };
    },
    write: async () => undefined,
  },
);

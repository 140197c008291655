import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { accountIn, type LockedAccounts, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanCredit } from "../accounts/rules";
import type { Pending } from "../approvals/demand-approval";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor } from "../core/context";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type AccountId, type EntryId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, glAccount, tryEntry } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { bookIncomingCredit } from "../ledger/templates/incoming-credit";
import type { bookIncomingInput } from "./schema";

type Input = Omit<z.output<typeof bookIncomingInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;
type State = LockedAccounts & { known: Set<string> };

/**
 * Credits a customer with money that arrived on the settlement account; the sender's reference is booked once. Of what
 * staff book, the amounts count towards their limits, and from a policy's amount on a second person must agree.
 */
export const bookIncoming = moneyCommand<Actor, Input, State, IncomingRow, Result>("incoming.book", {
  bound: "incoming.book",
  async load(tx, calls) {
    const accounts = await lockAccounts(tx, { ibans: calls.map(({ input }) => input.iban) });
    const rows = await sqlOf(tx)<{ reference: string }[]>`
      select sender_reference as reference from incoming_payments
      where sender_reference = any(${calls.map(({ input }) => input.senderReference)}::text[])`;
    return { ...accounts, known: new Set(rows.map((row) => row.reference)) };
  },
  decide(ctx, input, state, powers) {
    const account = accountIn(state, { iban: input.iban });
    authorize(ctx.actor, "incoming.book", { customerIds: partiesIn(account) });
    if (state.known.has(input.senderReference)) throw refusal("sender_reference_known");
    assertCanCredit(account);
    const minor = parseAmountOrRefuse(input.amount, account.currency);
    const [id, reference] = [newId<"entry">(), newReference("INC")];
    const settlement = glAccount(state.book, "1100", state.book.books.headOffice, account.currency);
    const branchId = state.book.books.headOffice;
    const amount = { minor, currency: account.currency };
    const draft = bookIncomingCredit({ id, reference, branchId, settlement, account: account.id, minor });
    const second = powers.weigh(ctx, amount);
    if (second) {
      tryEntry(state.book, draft);
      return needsSecond({
        ...second,
        ...aboutAccount(account),
        branchId: account.branchId,
        amount,
        after: {
          amount: formatMoney(amount),
          to: formatMaskedIban(account.iban),
          sender: input.remitterName,
          sender_reference: input.senderReference,
          ...(input.remittance ? { note: input.remittance } : {}),
        },
      });
    }
    const entry = applyEntry(state.book, draft);
    state.known.add(input.senderReference);
    return {
      entries: [entry],
      row: { ...input, id, reference, account: account.id, minor, currency: account.currency },
      audit: {
        act: "incoming.booked",
        ...aboutAccount(account),
        entryId: id,
        reference,
        amount,
      },
      result: { entryId: id, reference },
    };
  },
  write: insertIncoming,
});

type IncomingRow = Input & { id: EntryId; reference: string; account: AccountId; minor: bigint; currency: string };

function insertIncoming(tx: Transaction, rows: readonly IncomingRow[]) {
  return sqlOf(tx)`
    insert into incoming_payments (id, reference, sender_reference, account_id, remitter_name, amount_minor, currency, remittance)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.reference)}::text[], ${rows.map((row) => row.senderReference)}::text[],
      ${rows.map((row) => row.account)}::uuid[], ${rows.map((row) => row.remitterName)}::text[],
      ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.currency)}::bpchar[],
      ${rows.map((row) => row.remittance ?? null)}::text[])`;
}

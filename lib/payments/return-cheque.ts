import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { type AccountFacts, partiesIn } from "../accounts/load-accounts";
import type { StaffActor } from "../core/context";
import { feeOn } from "../core/fee";
import { type EntryId, type HoldId, newId, type UserId } from "../core/ids";
import { newReference } from "../core/references";
import type { FeeCharge } from "../fees/charge-fee";
import { insertFees } from "../fees/insert-fees";
import { assertStranger, authorize } from "../identity/authorize";
import { bankMayTake } from "../ledger/blocked";
import { applyEntry, glAccount, guardedAccount } from "../ledger/book";
import type { DecidedEntry } from "../ledger/entry";
import { availableOf } from "../ledger/floor";
import { moneyCommand } from "../ledger/money-command";
import { bookChequeReturned } from "../ledger/templates/cheque";
import { bookFee } from "../ledger/templates/fee";
import { type Cheque, chequeIn, type LockedCheques, lockCheques } from "./lock-cheques";
import { type ReturnReason, type returnChequeInput, returnReasons } from "./schema";

type Input = Omit<z.output<typeof returnChequeInput>, "key">;
type Result = { chequeId: string };

/**
 * Takes a cheque that came back unpaid from the customer's account again, out of what was held for it, with the value date
 * it was paid in with, and charges what the product asks for it where the account has it and is not frozen: a fee is never forced.
 * Refuses `cheque_not_found`, `cheque_ended`.
 */
export const returnCheque = moneyCommand<StaffActor, Input, LockedCheques, ReturnedRow, Result>("cheque.return", {
  load: (tx, calls) =>
    lockCheques(
      tx,
      calls.map(({ input }) => input.chequeId),
    ),
  decide(ctx, input, state) {
    authorize(ctx.actor, "cheque.clear");
    const { cheque, account } = chequeIn(state, input.chequeId);
    assertStranger(ctx.actor, partiesIn(account));
    const { headOffice } = state.book.books;
    const [id, reference] = [newId<"entry">(), newReference("CHQ")];
    const clearing = glAccount(state.book, "1130", headOffice, cheque.currency);
    const { minor, clearsOn } = cheque;
    const base = { id, reference, of: cheque.reference, branchId: headOffice, valueDate: clearsOn };
    const entry = applyEntry(state.book, bookChequeReturned({ ...base, clearing, account: account.id, minor }));
    state.cheques.set(cheque.id, { ...cheque, status: "returned" });
    const fee = feeOfReturn(account, cheque, state, id);
    const { reason } = input;
    const note = input.note ?? null;
    return {
      entries: fee?.entry ? [entry, fee.entry] : [entry],
      row: {
        id: cheque.id,
        holdId: cheque.holdId,
        minor,
        entryId: id,
        reference,
        by: ctx.actor.userId,
        reason,
        note,
        charge: fee?.charge ?? null,
      },
      audit: {
        act: "cheque.returned",
        ...aboutAccount(account),
        entryId: id,
        reference: cheque.reference,
        amount: { minor, currency: cheque.currency },
        after: { reason: returnReasons[reason], note },
      },
      result: { chequeId: cheque.id },
    };
  },
  write: writeReturned,
});

/** What the return costs: an entry of its own where the account has it and may give it, else a fee that is let off. */
function feeOfReturn(
  account: AccountFacts,
  { minor, currency, reference }: Cheque,
  { book }: LockedCheques,
  returnId: EntryId,
): { entry: DecidedEntry | null; charge: FeeCharge } | null {
  const feeMinor = feeOn(
    account.fees.find(({ kind }) => kind === "cheque_returned"),
    minor,
  );
  if (feeMinor === 0n) return null;
  const charge = { kind: "cheque_returned", account: account.id, minor: feeMinor, currency } as const;
  const short = availableOf(guardedAccount(book, account.id)) < feeMinor;
  const waivedBecause = bankMayTake(account) ? (short ? "Not enough on the account" : null) : "The account is blocked";
  if (waivedBecause) return { entry: null, charge: { ...charge, entryId: returnId, leg: null, waivedBecause } };
  const id = newId<"entry">();
  const entry = applyEntry(
    book,
    bookFee({
      id,
      reference: newReference("FEE"),
      branchId: account.branchId,
      narrative: `Fee for the return of cheque ${reference}`,
      account: account.id,
      income: glAccount(book, "4110", account.branchId, currency),
      minor: feeMinor,
    }),
  );
  return { entry, charge: { ...charge, entryId: id, leg: 1, waivedBecause: null } };
}

type ReturnedRow = {
  id: EntryId;
  holdId: HoldId;
  minor: bigint;
  entryId: EntryId;
  reference: string;
  by: UserId;
  reason: ReturnReason;
  note: string | null;
  charge: FeeCharge | null;
};

async function writeReturned(tx: Transaction, rows: readonly ReturnedRow[]): Promise<void> {
  const sql = sqlOf(tx);
  const [entries, by] = [rows.map(({ entryId }) => entryId), rows.map((row) => row.by)];
  await Promise.all([
    sql`
      insert into hold_resolutions (hold_id, captured_minor, rest, entry_id, resolved_by)
      select hold_id, minor, 'released', entry_id, by from unnest(${rows.map(({ holdId }) => holdId)}::uuid[],
        ${rows.map(({ minor }) => minor.toString())}::bigint[], ${entries}::uuid[], ${by}::uuid[]) as r (hold_id, minor, entry_id, by)`,
    sql`
      update cheques c set status = 'returned', ended_entry_id = r.entry_id, ended_reference = r.reference, ended_by = r.by,
        return_reason = r.reason, return_note = r.note
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${entries}::uuid[], ${rows.map(({ reference }) => reference)}::text[],
        ${by}::uuid[], ${rows.map(({ reason }) => reason)}::text[], ${rows.map(({ note }) => note)}::text[])
        as r (id, entry_id, reference, by, reason, note)
      where c.id = r.id`,
    insertFees(
      tx,
      rows.map(({ charge }) => charge),
    ),
  ]);
}

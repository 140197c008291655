import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { partiesIn } from "../accounts/load-accounts";
import type { StaffActor } from "../core/context";
import { type AccountId, type EntryId, type HoldId, newId, type UserId } from "../core/ids";
import { newReference } from "../core/references";
import { assertStranger, authorize } from "../identity/authorize";
import { applyEntry, glAccount, guardedAccount } from "../ledger/book";
import { releaseFunds } from "../ledger/held";
import { moneyCommand } from "../ledger/money-command";
import { bookChequeCleared } from "../ledger/templates/cheque";
import { writeHeld } from "../ledger/write-held";
import { chequeIn, type LockedCheques, lockCheques } from "./lock-cheques";
import type { clearChequeInput } from "./schema";

type Input = Omit<z.output<typeof clearChequeInput>, "key">;
type Result = { chequeId: string };

/**
 * Notes that the other bank paid a cheque: its amount moves from clearing to the settlement account, and the customer may
 * spend it. Refuses `cheque_not_found`, `cheque_ended`.
 */
export const clearCheque = moneyCommand<StaffActor, Input, LockedCheques, ClearedRow, Result>("cheque.clear", {
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
    const [clearing, settlement] = (["1130", "1100"] as const).map((code) =>
      glAccount(state.book, code, headOffice, cheque.currency),
    ) as [AccountId, AccountId];
    const { minor } = cheque;
    const entry = applyEntry(
      state.book,
      bookChequeCleared({ id, reference, of: cheque.reference, branchId: headOffice, clearing, settlement, minor }),
    );
    releaseFunds(state.book, account.id, minor);
    state.cheques.set(cheque.id, { ...cheque, status: "cleared" });
    return {
      entries: [entry],
      row: { id: cheque.id, holdId: cheque.holdId, account: account.id, entryId: id, reference, by: ctx.actor.userId },
      audit: {
        act: "cheque.cleared",
        ...aboutAccount(account),
        entryId: id,
        reference: cheque.reference,
        amount: { minor, currency: cheque.currency },
      },
      result: { chequeId: cheque.id },
    };
  },
  write: (tx, rows, state) => writeCleared(tx, rows, state),
});

type ClearedRow = {
  id: EntryId;
  holdId: HoldId;
  account: AccountId;
  entryId: EntryId;
  reference: string;
  by: UserId;
};

async function writeCleared(tx: Transaction, rows: readonly ClearedRow[], { book }: LockedCheques): Promise<void> {
  const sql = sqlOf(tx);
  const accounts = [...new Set(rows.map(({ account }) => account))];
  await Promise.all([
    writeHeld(
      tx,
      accounts.map((id) => guardedAccount(book, id)),
    ),
    sql`
      insert into hold_resolutions (hold_id, rest, resolved_by)
      select hold_id, 'released', by from unnest(${rows.map(({ holdId }) => holdId)}::uuid[], ${rows.map(({ by }) => by)}::uuid[]) as r (hold_id, by)`,
    sql`
      update cheques c set status = 'cleared', ended_entry_id = r.entry_id, ended_reference = r.reference, ended_by = r.by
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ entryId }) => entryId)}::uuid[],
        ${rows.map(({ reference }) => reference)}::text[], ${rows.map(({ by }) => by)}::uuid[]) as r (id, entry_id, reference, by)
      where c.id = r.id`,
  ]);
}

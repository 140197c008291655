import { type Database, sqlOf } from "@/db/client";
import { begin } from "@/lib/command/transact";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type AccountId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { applyEntry, glAccount } from "@/lib/ledger/book";
import { credit, debit } from "@/lib/ledger/entry";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import type { TestBank } from "../../support/bank";

/** End of day credits an account on the day that is closing, as capitalised interest will. */
export function creditAtEndOfDay(bank: TestBank, account: AccountId, minor: bigint): Promise<void> {
  return begin(
    bank.system.db,
    bank.system,
    async (inside) => {
      const book = await lockBalances(inside.db, [account]);
      const branchId = bank.branch("001").id;
      const income = glAccount(book, "4010", branchId, "EUR");
      const entry = applyEntry(book, {
        id: newId<"entry">(),
        kind: "loan_interest_accrued",
        reference: newReference("LNI"),
        narrative: "Interest",
        branchId,
        legs: [debit(income, minor), credit(account, minor)],
      });
      await postEntries(inside.db, [{ ctx: inside, entry }]);
    },
    "closing",
  );
}

/** Every movement of an account, newest first, with the balance as the sum of everything up to it: the slow truth. */
export async function ledgerHistory(db: Database, account: AccountId) {
  const rows = await sqlOf(db)<{ reference: string; bookingDate: string; changeMinor: bigint; balanceMinor: bigint }[]>`
    select e.reference, p.booking_date::text as "bookingDate", -p.amount_minor as "changeMinor",
      (select -sum(q.amount_minor) from postings q where q.account_id = p.account_id
        and (q.booking_date, q.seq) <= (p.booking_date, p.seq))::bigint as "balanceMinor"
    from postings p join journal_entries e on e.id = p.entry_id
    where p.account_id = ${account} order by p.booking_date desc, p.seq desc`;
  return [...rows];
}

export type Staff = Ctx<StaffActor, Database>;

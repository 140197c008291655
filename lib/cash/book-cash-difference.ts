import { sqlOf, type Transaction } from "@/db/client";
import type { StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type BranchId, type EntryId, type Id, type LedgerAccountId, newId, type UserId } from "../core/ids";
import { newReference } from "../core/references";
import { authorize, may } from "../identity/authorize";
import { applyEntry, type Book, glAccount, guardedAccount } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { bookCashDifference as template } from "../ledger/templates/cash";

type Input = { countId: Id<"cashCount">; currency: Currency; reason: string };
type Result = { entryId: EntryId; reference: string };
type Found = {
  countId: Id<"cashCount">;
  currency: Currency;
  tillId: Id<"till">;
  place: "till" | "vault";
  branchId: BranchId;
  account: LedgerAccountId;
  countedMinor: bigint;
  bookedMinor: bigint;
};
type State = { book: Book; found: Found[] };
type Row = Result & Input & { kind: "over" | "short"; minor: bigint; agreedBy: UserId };

/**
 * Books what a count found over or short in one currency, so that the books of the till or vault say what lies in it; only once a
 * second person agreed. Refuses `second_person_needed`, `count_over`.
 */
export const bookCashDifference = moneyCommand<StaffActor, Input, State, Row, Result>("cash.difference", {
  async load(tx, calls) {
    const found = await sqlOf(tx)<Found[]>`
      select c.id as "countId", t.currency, c.cash_point_id as "tillId", p.kind as place, p.branch_id as "branchId",
        a.ledger_account_id as account, t.counted_minor as "countedMinor", t.booked_minor as "bookedMinor"
      from cash_counts c
        join cash_count_totals t on t.count_id = c.id
        join cash_points p on p.id = c.cash_point_id
        join cash_accounts a on a.cash_point_id = c.cash_point_id and a.currency = t.currency
      where c.id = any(${calls.map(({ input }) => input.countId)}::uuid[])`;
    return {
      found,
      book: await lockBalances(
        tx,
        found.map(({ account }) => account),
      ),
    };
  },
  decide(ctx, input, { found, book }) {
    authorize(ctx.actor, may(ctx.actor, "till.operate") ? "till.operate" : "till.count_for");
    if (!ctx.approval) throw refusal("second_person_needed");
    const count = found.find((one) => one.countId === input.countId && one.currency === input.currency);
    // The cash moved since it was counted: what was found says nothing any more.
    if (!count || guardedAccount(book, count.account).balance !== count.bookedMinor) throw refusal("count_over");
    const difference = count.countedMinor - count.bookedMinor;
    const [kind, minor] = difference > 0n ? (["over", difference] as const) : (["short", -difference] as const);
    const { currency, branchId, account: cash } = count;
    const [id, reference] = [newId<"entry">(), newReference("CDF")];
    const waits = glAccount(book, kind === "over" ? "2310" : "1310", branchId, currency);
    const entry = applyEntry(book, template({ id, reference, branchId, kind, minor, cash, difference: waits }));
    return {
      entries: [entry],
      row: { ...input, entryId: id, reference, kind, minor, agreedBy: ctx.approval.checkerId },
      audit: {
        act: "cash.difference_booked",
        subjectKind: count.place,
        subjectId: count.tillId,
        entryId: id,
        reference,
        amount: { minor, currency },
        after: { difference: kind, reason: input.reason },
      },
      result: { entryId: id, reference },
    };
  },
  write: insertDifferences,
});

function insertDifferences(tx: Transaction, rows: readonly Row[]) {
  return sqlOf(tx)`
    insert into cash_differences (id, reference, count_id, currency, kind, amount_minor, reason, agreed_by)
    select * from unnest(
      ${rows.map((row) => row.entryId)}::uuid[], ${rows.map((row) => row.reference)}::text[], ${rows.map((row) => row.countId)}::uuid[],
      ${rows.map((row) => row.currency)}::bpchar[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.agreedBy)}::uuid[])`;
}

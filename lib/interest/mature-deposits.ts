import { type Database, sqlOf } from "@/db/client";
import { writeClosings } from "../accounts/closing";
import { accountIn, lockAccounts } from "../accounts/load-accounts";
import { assertCanCredit } from "../accounts/rules";
import { record } from "../audit/record";
import { isBusinessDay } from "../calendar/business-day";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { isBankError } from "../core/errors";
import { type AccountId, newId } from "../core/ids";
import { money } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, guardedAccount } from "../ledger/book";
import type { EntryDraft } from "../ledger/entry";
import { lockBalances } from "../ledger/lock-balances";
import { postEntries } from "../ledger/post-entries";
import { bookDepositFunded, bookDepositPaidOut } from "../ledger/templates/term-deposit";
import { loadClosingInterest, settleAtClosing } from "./closing-interest";
import { assertFits, offeredTerms } from "./deposit-terms";
import { noteMovements, type PlacedDeposit, placeDeposit } from "./place-deposit";
import type { Instruction } from "./schema";
import { netOf, writeSettlements } from "./settle-interest";

type Due = {
  id: AccountId;
  status: "active" | "matured";
  instruction: Instruction;
  payoutId: AccountId;
  principalMinor: bigint;
  months: number;
};

/**
 * Pays out or renews every term deposit that has matured by the open day, each in a transaction of its own; on a day that
 * is no business day none, and the nights until the next one earn on. One that cannot be paid is marked as matured and
 * tried again the next day. Answers how many were paid out or renewed.
 */
export async function matureDeposits(ctx: Ctx<Actor, Database>): Promise<{ matured: number }> {
  authorize(ctx.actor, "day.close");
  let [matured, after]: [number, AccountId | null] = [0, null];
  for (;;) {
    const last: AccountId | null = after;
    const done: Done = await transact(ctx, "deposit.mature", (inside) => matureNext(inside, last));
    if (!done) return { matured };
    matured += done.paid ? 1 : 0;
    after = done.id;
  }
}

type Done = { id: AccountId; paid: boolean } | null;

async function matureNext(ctx: TxCtx, after: AccountId | null): Promise<Done> {
  if (!isBusinessDay(ctx.businessDate)) return null;
  const sql = sqlOf(ctx.db);
  const [due] = await sql<Due[]>`
    select account_id as id, status, instruction, payout_account_id as "payoutId", principal_minor as "principalMinor",
      (extract(year from age(matures_on, starts_on)) * 12 + extract(month from age(matures_on, starts_on)))::int as months
    from term_deposits
    where status in ('active', 'matured') and matures_on <= ${ctx.businessDate} ${after ? sql`and account_id > ${after}` : sql``}
      and not exists (select from banking_days where status = 'closing')
    order by account_id limit 1 for update`;
  if (!due) return null;
  if (due.status === "active") await sql`update term_deposits set status = 'matured' where account_id = ${due.id}`;
  try {
    await ctx.db.transaction((tx) => mature({ ...ctx, db: tx }, due));
    return { id: due.id, paid: true };
  } catch (error) {
    if (isBankError(error)) return { id: due.id, paid: false };
    throw error;
  }
}

async function mature(ctx: TxCtx, due: Due): Promise<void> {
  const { id, payoutId } = due;
  const accounts = await lockAccounts(ctx.db, { ids: [id, payoutId] });
  const [account, payout] = [accountIn(accounts, { id }), accountIn(accounts, { id: payoutId })];
  const settled = settleAtClosing(ctx, account, await loadClosingInterest(ctx, [id]), accounts);
  const wholeMinor = guardedAccount(accounts.book, id).balance;
  const next = await renewed(ctx, due, wholeMinor);
  const base = () => ({
    id: newId<"entry">(),
    reference: newReference("TDP"),
    branchId: account.row.branchId,
    from: id,
  });
  const drafts: EntryDraft[] = [];
  if (next) {
    const fresh = (await lockBalances(ctx.db, [next.id])).guarded.get(next.id);
    if (fresh) accounts.book.guarded.set(next.id, fresh);
    drafts.push(bookDepositFunded({ ...base(), to: next.id, minor: next.minor }));
  }
  const restMinor = wholeMinor - (next?.minor ?? 0n);
  if (restMinor > 0n) {
    assertCanCredit(payout);
    drafts.push(bookDepositPaidOut({ ...base(), to: payoutId, minor: restMinor }));
  }
  const entries = drafts.map((draft) => applyEntry(accounts.book, draft));
  await postEntries(
    ctx.db,
    [...settled.flatMap(({ entry }) => (entry ? [entry] : [])), ...entries].map((entry) => ({ ctx, entry })),
  );
  await writeSettlements(ctx.db, settled);
  await noteMovements(
    ctx.db,
    entries.map((entry) => ({ id: entry.id, depositId: id, reference: entry.reference })),
  );
  await writeClosings(ctx.db, [{ id, on: ctx.businessDate, reason: next ? "Matured and renewed" : "Matured" }]);
  await sqlOf(ctx.db)`update term_deposits set status = ${next ? "renewed" : "closed"} where account_id = ${id}`;
  await record(ctx, {
    act: next ? "deposit.renewed" : "deposit.matured",
    subjectKind: "account",
    subjectId: id,
    customerId: account.owners[0] ?? null,
    amount: money(wholeMinor, account.currency),
    after: { interest: netOf(settled).toString(), renewed: next?.iban ?? null, paidOut: restMinor.toString() },
  });
}

/** The deposit that follows at today's rate, as the customer told; none where they did not, or the product no longer takes it. */
async function renewed(ctx: TxCtx, due: Due, wholeMinor: bigint): Promise<(PlacedDeposit & { minor: bigint }) | null> {
  if (due.instruction === "pay_out") return null;
  const minor = due.instruction === "renew_all" ? wholeMinor : due.principalMinor;
  const terms = await offeredTerms(ctx, { productOf: due.id });
  if (!terms || !fits(() => assertFits(terms, minor, due.months))) return null;
  const [place] = await sqlOf(ctx.db)<{ branchId: Parameters<typeof placeDeposit>[1]["branchId"] }[]>`
    select branch_id as "branchId" from ledger_accounts where id = ${due.id}`;
  if (!place) return null;
  const placed = await placeDeposit(ctx, {
    like: due.id,
    branchId: place.branchId,
    terms,
    principalMinor: minor,
    months: due.months,
    instruction: due.instruction,
    payoutId: due.payoutId,
    renewsId: due.id,
  });
  return { ...placed, minor };
}

function fits(assert: () => void): boolean {
  try {
    assert();
    return true;
  } catch (error) {
    if (isBankError(error)) return false;
    throw error;
  }
}

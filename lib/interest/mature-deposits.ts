import { type Database, sqlOf } from "@/db/client";
import { writeClosings } from "../accounts/closing";
import { accountIn, lockAccounts } from "../accounts/load-accounts";
import { assertCanCapture, assertCanCredit } from "../accounts/rules";
import { record, recordRefusal } from "../audit/record";
import { isBusinessDay } from "../calendar/business-day";
import { sqlStateOf } from "../command/sql-state";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type BankError, isBankError, refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type AccountId, type CustomerId, newId } from "../core/ids";
import { money } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, guardedAccount } from "../ledger/book";
import type { EntryDraft } from "../ledger/entry";
import { lockBalances } from "../ledger/lock-balances";
import { postEntries } from "../ledger/post-entries";
import { bookDepositFunded, bookDepositPaidOut } from "../ledger/templates/term-deposit";
import { notifyRole } from "../notifications/notify-role";
import { assertEligible } from "../products/assert-eligible";
import { loadClosingInterest, settleAtClosing } from "./closing-interest";
import { applicantOf, assertFits, offeredTerms } from "./deposit-terms";
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
  ownerId: CustomerId | null;
  iban: string;
  /** Why nothing new is begun for an owner of it. */
  barred: "prohibited" | "deceased" | null;
};

/** Where the last one stood in the order of maturities. */
type Place = { day: BusinessDate; id: AccountId };

/**
 * Pays out or renews every term deposit that has matured by the open day, each in a transaction of its own; on a day that
 * is no business day none, and the nights until the next one earn on. One that cannot be paid is marked as matured, its
 * refusal recorded, and tried again the next day; those after it are paid. Answers how many were paid out or renewed.
 */
export async function matureDeposits(ctx: Ctx<Actor, Database>): Promise<{ matured: number }> {
  authorize(ctx.actor, "day.close");
  let [matured, after]: [number, Place | null] = [0, null];
  for (;;) {
    const last: Place | null = after;
    const done: Done = await transact(ctx, "deposit.mature", (inside) => matureNext(inside, last));
    if (!done) return { matured };
    matured += done.paid ? 1 : 0;
    after = done.place;
  }
}

type Done = { place: Place; paid: boolean } | null;

async function matureNext(ctx: TxCtx, after: Place | null): Promise<Done> {
  if (!isBusinessDay(ctx.businessDate)) return null;
  const place = await nextPlace(ctx, after);
  if (!place) return null;
  const due = await lockDue(ctx, place.id);
  if (!due) return { place, paid: false };
  if (due.status === "active") {
    await sqlOf(ctx.db)`update term_deposits set status = 'matured' where account_id = ${due.id}`;
    if (due.instruction !== "pay_out") await noteBarred(ctx, due);
  }
  try {
    await ctx.db.transaction((tx) => mature({ ...ctx, db: tx }, due));
    return { place, paid: true };
  } catch (error) {
    const refused = refusedBy(error);
    if (!refused) throw error;
    const about = { subjectKind: "account", subjectId: due.id, customerId: due.ownerId };
    await recordRefusal(ctx, "deposit.mature", refused, about);
    return { place, paid: false };
  }
}

async function nextPlace(ctx: TxCtx, after: Place | null): Promise<Place | undefined> {
  const sql = sqlOf(ctx.db);
  const [place] = await sql<Place[]>`
    select matures_on::text as day, account_id as id from term_deposits
    where status in ('active', 'matured') and matures_on <= ${ctx.businessDate}
      ${after ? sql`and (matures_on, account_id) > (${after.day}::date, ${after.id}::uuid)` : sql``}
      and not exists (select from banking_days where status = 'closing')
    order by matures_on, account_id limit 1`;
  return place;
}

/** What is agreed of a deposit ends where the bank may not serve an owner, of which compliance is told, or where one has died. */
async function noteBarred(ctx: TxCtx, due: Due): Promise<void> {
  if (!due.barred) return;
  await record(ctx, {
    act: "deposit.not_renewed",
    subjectKind: "account",
    subjectId: due.id,
    customerId: due.ownerId,
    after: { because: due.barred },
  });
  if (due.barred === "prohibited")
    await notifyRole(ctx, "compliance_officer", {
      kind: "deposit_not_renewed",
      params: { account: formatMaskedIban(due.iban) },
    });
}

/** The deposit under its lock, unless it ended while this waited for it. */
async function lockDue(ctx: TxCtx, id: AccountId): Promise<Due | undefined> {
  const [due] = await sqlOf(ctx.db)<Due[]>`
    select account_id as id, status, instruction, payout_account_id as "payoutId", principal_minor as "principalMinor",
      ((extract(year from matures_on) - extract(year from starts_on)) * 12
        + extract(month from matures_on) - extract(month from starts_on))::int as months,
      (select p.customer_id from account_parties p where p.account_id = d.account_id and p.role = 'owner' limit 1) as "ownerId",
      (select a.iban from accounts a where a.id = d.account_id) as iban,
      (select case when bool_or(c.risk_rating = 'prohibited') then 'prohibited' when bool_or(c.deceased_on is not null) then 'deceased' end
        from account_parties p join customers c on c.id = p.customer_id
        where p.account_id = d.account_id and p.role in ('owner', 'joint_owner')) as barred
    from term_deposits d where account_id = ${id} and status in ('active', 'matured') for update of d`;
  return due;
}

/** The refusal that makes one deposit wait; undefined for what is wrong with more than that deposit. */
function refusedBy(error: unknown): BankError | undefined {
  if (isBankError(error)) return error;
  return sqlStateOf(error)?.startsWith("23") ? refusal("deposit_waits") : undefined;
}

async function mature(ctx: TxCtx, due: Due): Promise<void> {
  const { id, payoutId } = due;
  const accounts = await lockAccounts(ctx.db, { ids: [id, payoutId] });
  const [account, payout] = [accountIn(accounts, { id }), accountIn(accounts, { id: payoutId })];
  assertCanCapture(account);
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
    // Nobody else gets hold of what is theirs: it goes only where nothing leaves.
    if (due.barred === "prohibited" && !payout.underReview) throw refusal("deposit_waits");
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

/**
 * The deposit that follows at today's rate, as the customer told; none where they did not, where the product no longer takes
 * it or them, or where the bank may not serve an owner or one has died.
 */
async function renewed(ctx: TxCtx, due: Due, wholeMinor: bigint): Promise<(PlacedDeposit & { minor: bigint }) | null> {
  if (due.instruction === "pay_out" || due.barred) return null;
  const minor = due.instruction === "renew_all" ? wholeMinor : due.principalMinor;
  const terms = await offeredTerms(ctx, { productOf: due.id });
  const applicant = await applicantOf(ctx.db, due.id);
  if (!terms || !applicant) return null;
  const takes = fits(() => {
    assertFits(terms, minor, due.months);
    assertEligible(terms, applicant, ctx.businessDate);
  });
  if (!takes) return null;
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

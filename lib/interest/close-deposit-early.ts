import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { writeClosings } from "../accounts/closing";
import { insertSignatures } from "../accounts/insert-signatures";
import { accountIn, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanCredit, assertMayLeave } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { readPowers } from "../approvals/powers";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { type BusinessDate, formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type AccountId, type EntryId, newId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, guardedAccount } from "../ledger/book";
import { postEntries } from "../ledger/post-entries";
import { bookDepositPaidOut } from "../ledger/templates/term-deposit";
import { interestWords, loadClosingInterest, settleAtClosing } from "./closing-interest";
import { readExact } from "./exact";
import { nightInterest } from "./night-interest";
import { periodOf } from "./periods";
import { readInterestTerms } from "./read-terms";
import type { closeDepositEarlyInput } from "./schema";
import { writeSettlements } from "./settle-interest";
import type { NightRow } from "./write-nights";

/**
 * Closes a term deposit before its maturity: its nights earn the rate for that instead of the contract's, what was accrued
 * beyond is taken back, and everything is paid to the account that funded it. From a policy's amount on a second person
 * must agree. Refuses `deposit_ended`,
 * `interest_not_known`, what stops money from leaving or coming, and what the signing rule lacks.
 */
export function closeDepositEarly(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof closeDepositEarlyInput>,
): Promise<{ accountId: AccountId; entryId: EntryId } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "deposit.close_early", key, input: asked }, async (inside) => {
    const sql = sqlOf(inside.db);
    const powers = await readPowers(inside.db, "deposit.close_early", [{ ctx: inside }], inside.businessDate);
    const [deposit] = await sql<{ payoutId: AccountId; status: string; maturesOn: BusinessDate }[]>`
      select payout_account_id as "payoutId", status, matures_on::text as "maturesOn" from term_deposits where account_id = ${asked.accountId} for update`;
    const ids = [asked.accountId, ...(deposit ? [deposit.payoutId] : [])];
    const accounts = await lockAccounts(inside.db, { ids });
    const account = accountIn(accounts, { id: asked.accountId });
    authorize(inside.actor, "deposit.close_early", { branchId: account.branchId, customerIds: partiesIn(account) });
    if (deposit?.status !== "active" || deposit.maturesOn <= inside.businessDate) throw refusal("deposit_ended");
    const payout = accountIn(accounts, { id: deposit.payoutId });
    assertMayLeave(inside, account);
    assertCanCredit(payout);
    const signed = signaturesFor(inside.actor, account, asked.present);
    const known = await loadClosingInterest(inside, [account.id]);
    if (known.waiting.has(account.id)) throw refusal("interest_not_known");
    const interest = { ...known, revisions: await takenBack(inside, account.id, known.revisions) };
    const held = money(guardedAccount(accounts.book, account.id).balance, account.currency);
    const settled = settleAtClosing(inside, account, interest, accounts);
    const minor = guardedAccount(accounts.book, account.id).balance;
    const [entryId, reference] = [newId<"entry">(), newReference("TDP")];
    const draft = { id: entryId, reference, branchId: inside.actor.branchId, from: account.id, to: payout.id, minor };
    const entry = applyEntry(accounts.book, bookDepositPaidOut(draft));
    const pending = await demandApproval(inside, {
      ...powers.weigh(inside, held),
      kind: "deposit.close_early",
      payload: input,
      ...aboutAccount(account),
      branchId: account.branchId,
      amount: held,
      reason: asked.reason,
      before: { deposit: formatMaskedIban(account.iban), status: "active", matures_on: formatDate(deposit.maturesOn) },
      after: {
        deposit: formatMaskedIban(account.iban),
        status: "closed early",
        pays: formatMoney(money(minor, account.currency)),
        to: formatMaskedIban(payout.iban),
        ...interestWords(settled, account.currency),
      },
    });
    if (pending) return pending;
    powers.use(inside, held);
    await powers.write(inside.db);
    await postEntries(
      inside.db,
      [...settled.flatMap((one) => (one.entry ? [one.entry] : [])), entry].map((one) => ({ ctx: inside, entry: one })),
    );
    await writeSettlements(inside.db, settled);
    await sql`insert into term_deposit_movements (id, deposit_id, reference) values (${entryId}, ${account.id}, ${reference})`;
    await insertSignatures(inside.db, [{ id: entryId, signed }]);
    await writeClosings(inside.db, [{ id: account.id, on: inside.businessDate, reason: asked.reason }]);
    await sql`update term_deposits set status = 'closed_early' where account_id = ${account.id}`;
    await record(inside, {
      act: "deposit.closed_early",
      ...aboutAccount(account),
      entryId,
      reference,
      amount: money(minor, account.currency),
      before: { status: "active" },
      after: { status: "closed early", reason: asked.reason, ...interestWords(settled, account.currency) },
    });
    return { accountId: account.id, entryId };
  });
}

/** What every night earns at the rate for closing early, instead of what is known of it and what today changes of that. */
async function takenBack(ctx: TxCtx, accountId: AccountId, revisions: readonly NightRow[]): Promise<NightRow[]> {
  const sql = sqlOf(ctx.db);
  const termsOf = await readInterestTerms(ctx.db);
  const nights = await sql<
    { night: BusinessDate; versionId: NightRow["versionId"]; balanceMinor: bigint; known: string }[]
  >`
    select night::text as night, (array_agg(version_id order by known_on desc))[1] as "versionId",
      (array_agg(balance_minor order by known_on desc))[1] as "balanceMinor", sum(change)::text as known
    from interest_accruals where account_id = ${accountId} and kind = 'deposit' group by night order by night`;
  const today = new Map(revisions.flatMap((row) => (row.kind === "deposit" ? [[row.night, row] as const] : [])));
  const known = new Map(nights.map(({ night, known }) => [night, readExact(known)]));
  const standing = [...nights.filter(({ night }) => !today.has(night)), ...today.values()];
  const back = standing.flatMap(({ night, versionId, balanceMinor }): NightRow[] => {
    const before = known.get(night) ?? 0n;
    const changed = today.get(night);
    if (before + (changed?.change ?? 0n) <= 0n) return changed ? [changed] : [];
    const { earlyRate, ...terms } = termsOf(versionId);
    const flat = { ...terms, annualRate: earlyRate, tiers: [], interestFromMinor: null };
    const amount = nightInterest(flat, balanceMinor, night, periodOf(night, terms.period))?.exact ?? 0n;
    const change = amount - before;
    return change === 0n ? [] : [{ accountId, night, kind: "deposit", versionId, balanceMinor, amount, change }];
  });
  return [...revisions.filter(({ kind }) => kind !== "deposit"), ...back];
}

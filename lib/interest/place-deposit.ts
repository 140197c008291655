import { sqlOf, type Transaction } from "@/db/client";
import { nextIban } from "../accounts/next-iban";
import type { TxCtx } from "../core/context";
import { addMonths, type BusinessDate } from "../core/dates";
import { type AccountId, type BranchId, type EntryId, newId } from "../core/ids";
import { openLedgerAccounts } from "../ledger/open-ledger-account";
import type { DepositTerms } from "./deposit-terms";
import type { Instruction } from "./schema";

export type NewDeposit = {
  /** Whose parties and signing rule it takes. */
  like: AccountId;
  branchId: BranchId;
  terms: DepositTerms;
  principalMinor: bigint;
  months: number;
  instruction: Instruction;
  payoutId: AccountId;
  renewsId: AccountId | null;
};

export type PlacedDeposit = { id: AccountId; iban: string; maturesOn: BusinessDate };

/** Opens the account of a term deposit with the parties of another, and notes its terms; the money is moved by the caller. */
export async function placeDeposit(ctx: TxCtx, deposit: NewDeposit): Promise<PlacedDeposit> {
  const { like, branchId, terms, principalMinor, months, instruction, payoutId, renewsId } = deposit;
  const sql = sqlOf(ctx.db);
  const [id, iban] = [newId<"ledgerAccount">(), await nextIban(ctx)];
  const maturesOn = addMonths(ctx.businessDate, months);
  await openLedgerAccounts(ctx.db, [
    { id, code: iban, name: terms.name, kind: "deposit", control: "2030", branchId, currency: terms.currency },
  ]);
  await sql`
    insert into accounts (id, iban, kind, status, product_version_id, currency, branch_id, signing_rule, opened_on)
    select ${id}, ${iban}, 'term_deposit', 'active', ${terms.versionId}, ${terms.currency}, ${branchId}, signing_rule, ${ctx.businessDate}
    from accounts where id = ${like}`;
  await sql`
    insert into account_parties (account_id, customer_id, role) select ${id}, customer_id, role from account_parties where account_id = ${like}`;
  await sql`insert into account_versions (account_id, from_day, version_id) values (${id}, ${ctx.businessDate}, ${terms.versionId})`;
  await sql`
    insert into term_deposits (account_id, principal_minor, starts_on, matures_on, instruction, payout_account_id, renews_id)
    values (${id}, ${principalMinor.toString()}::bigint, ${ctx.businessDate}, ${maturesOn}, ${instruction}, ${payoutId}, ${renewsId})`;
  return { id, iban, maturesOn };
}

/** Notes which entries moved the money of term deposits, by the reference of each. */
export async function noteMovements(
  tx: Transaction,
  movements: readonly { id: EntryId; depositId: AccountId; reference: string }[],
): Promise<void> {
  for (const { id, depositId, reference } of movements)
    await sqlOf(
      tx,
    )`insert into term_deposit_movements (id, deposit_id, reference) values (${id}, ${depositId}, ${reference})`;
}

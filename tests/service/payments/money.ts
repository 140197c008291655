import { type Database, type Executor, sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { addProductVersion } from "@/lib/products/add-product-version";
import { newKey, type TestBank } from "../../support/bank";

/** The running balance of an account, in its normal side. */
export async function balanceOf(db: Executor, id: AccountId): Promise<bigint | undefined> {
  const [row] = await sqlOf(db)<{ balance: bigint }[]>`select balance from account_balances where account_id = ${id}`;
  return row?.balance;
}

/** Stops debits, credits or both on an account. */
export async function blockAccount(
  bank: TestBank,
  db: Executor,
  id: AccountId,
  kind: "debit" | "credit" | "all",
): Promise<void> {
  const officer = await bank.staff("compliance_officer");
  await sqlOf(db)`
    insert into account_blocks (id, account_id, kind, reason, placed_by) values (${newId()}, ${id}, ${kind}, 'Court order', ${officer.actor.userId})`;
}

/** An account of a customer of branch 001 in another currency than the bank's own. */
export async function openAccountInCurrency(
  bank: TestBank,
  owner: CustomerId,
  currency: "USD" | "CHF",
): Promise<{ id: AccountId; iban: string }> {
  const { productVersionId } = await addProductVersion(bank.system, {
    key: newKey(),
    code: `CURRENT-${currency}`,
    kind: "current",
    name: `Everyday ${currency}`,
    currency,
    effectiveFrom: "2026-01-01",
    annualRate: "0",
    dayCount: "30/360",
    minimumAge: 0,
  });
  const opened = await openAccount(await bank.staff("service_officer"), {
    key: newKey(),
    customerId: owner,
    productVersionId,
  });
  return { id: opened.accountId, iban: opened.iban };
}

/** Resolves once some session of this database waits for a row that another one holds. */
export async function whenBlockedOnALock(admin: Database, sessions = 1): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const [row] = await sqlOf(admin)<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
    if ((row?.waiting ?? 0) >= sessions) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error("Nobody waits for the lock");
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import type { AccountId } from "@/lib/core/ids";
import { readRates } from "@/lib/exchange/read-rates";
import { verifyLedger } from "@/lib/ledger/verify";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { placeHold } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { setRates } from "../../support/rates";
import { sealAll } from "../../support/seal";
import { openAccountInCurrency } from "../payments/money";

let database: TestDatabase;
let bank: TestBank;
let account: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  const [payer, payee] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt")];
  account = await bank.account(payer.id, 100_000n);
  const to = await bank.account(payee.id);
  const input = { from: account.id, to: to.iban, amount: "12.34", remittance: undefined, beneficiaryId: undefined };
  await createTransfer(payer.ctx, { ...input, key: newKey() });
  await setRates(bank, "0.9050", "0.9150", "0.9250");
  const dollars = await openAccountInCurrency(bank, payer.id, "USD");
  const rate = (await readRates(database.db, FIRST_DAY)).byCurrency.get("USD")?.id;
  await createTransfer(payer.ctx, { ...input, to: dollars.iban, quote: `own.${rate}`, key: newKey() });
  const officer = await bank.staff("service_officer");
  const savings = await openAccount(officer, {
    key: newKey(),
    customerId: payer.id,
    productVersionId: bank.products.savings,
  });
  await bank.fund(savings.iban, 1_000_000n);
  await cutDay(bank.system, FIRST_DAY);
  await createTransfer(payer.ctx, { ...input, key: newKey() });
  await closeDay(bank.system, FIRST_DAY);
  await placeHold(officer, {
    key: newKey(),
    accountId: account.id,
    amount: "1.00",
    reason: "card",
    expiresOn: undefined,
    note: undefined,
  });
  await closeAccountPayingOut(officer, {
    key: newKey(),
    accountId: savings.accountId,
    to: account.iban,
    reason: "Moves away",
    present: undefined,
  });
});
afterAll(() => database.close());

test("proves a ledger that nobody touched, before and after it is sealed", async () => {
  expect((await verifyLedger(database.jobs)).filter(({ bad }) => bad !== null)).toEqual([]);
  await sealAll(database);
  const findings = await verifyLedger(database.jobs);
  expect(findings.filter(({ bad }) => bad !== null)).toEqual([]);
  expect(findings.filter(({ rows }) => rows === 0n)).toEqual([]);
});

test("one verification runs at a time", async () => {
  const both = await Promise.allSettled([verifyLedger(database.jobs), verifyLedger(database.jobs)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "verify_running" } });
});

const tampering = [
  [
    "an amount",
    "update postings set amount_minor = amount_minor + 1 where entry_id = (select min(entry_id::text)::uuid from postings) and leg = 1",
  ],
  ["a leg", "delete from postings where entry_id = (select min(entry_id::text)::uuid from postings) and leg = 1"],
  ["a balance", "update account_balances set balance = balance + 1 where account_id = $account"],
  [
    "a running balance",
    "update postings set balance_after = balance_after + 1 where account_id = $account and seq = 1",
  ],
  [
    "a floor passed",
    "alter table account_balances drop constraint account_balances_floor; update account_balances set held = balance + 1 where account_id = $account",
  ],
  ["an open hold forgotten", "delete from open_holds"],
  ["an open hold’s end", "update open_holds set expires_at = bank_now()"],
  ["a closing balance", "update daily_balances set closing = closing + 1 where account_id = $account"],
  ["a day's debits", "update daily_balances set debits = debits + 1 where account_id = $account"],
  ["a daily balance removed", "delete from daily_balances where account_id = $account"],
  ["a value movement", "update value_movements set moved = moved + 1 where account_id = $account"],
  ["an entry's legs gone", "delete from postings where entry_id = (select min(id::text)::uuid from journal_entries)"],
] as const;

test.each(tampering)("names the first bad row after tampering with %s", async (_, statement) => {
  await expect(
    database.admin.transaction(async (tx) => {
      await sqlOf(tx).unsafe("set session_replication_role = replica");
      for (const one of statement.replaceAll("$account", `'${account.id}'`).split("; ")) await sqlOf(tx).unsafe(one);
      const findings = await verifyLedger(tx);
      throw new Error(findings.flatMap((finding) => finding.bad ?? []).join("; ") || "nothing found");
    }),
  ).rejects.toThrow(/(^|; )(account|entry|hold) \S/);
});

const calendar = [
  [
    "its day is said to have closed before it",
    "update banking_days set closed_at = (select max(booked_at) from journal_entries where booking_date = day) - interval '1 microsecond'",
  ],
  ["its day is gone", "delete from banking_days"],
] as const;

test.each(calendar)("names an entry when %s", async (_, statement) => {
  const bad = await database.admin
    .transaction(async (tx) => {
      await sqlOf(tx).unsafe("set local session_replication_role = replica");
      await sqlOf(tx).unsafe(`${statement} where day = '${FIRST_DAY}'`);
      const findings = await verifyLedger(tx);
      throw new Found(findings.find(({ check }) => check.startsWith("Every entry falls on a day"))?.bad);
    })
    .catch((error: unknown) => (error instanceof Found ? error.bad : Promise.reject(error)));
  expect(bad).toMatch(new RegExp(`^entry \\S+ on ${FIRST_DAY}$`));
});

const references = [
  [
    "an entry in a branch that there is not",
    "update journal_entries set branch_id = gen_random_uuid() where id = (select min(id::text)::uuid from journal_entries)",
    "entry",
  ],
  [
    "a leg in another currency than its account's",
    "update postings set currency = 'USD' where seq is null and currency = 'EUR'",
    "entry",
  ],
  [
    "a leg in another branch than its account's",
    "update postings set branch_id = (select id from branches where code = '002') where seq = 1",
    "entry",
  ],
  [
    "a leg on an account that there is not",
    "update postings set account_id = gen_random_uuid() where seq is null",
    "entry",
  ],
  [
    "a transfer to an account that its entry does not move",
    "update transfers set to_account_id = (select max(id::text)::uuid from accounts where id not in (from_account_id, to_account_id)) where reference = (select min(reference) from transfers)",
    "transfer",
  ],
  [
    "a transfer whose entry is gone",
    "update transfers set id = gen_random_uuid() where reference = (select min(reference) from transfers)",
    "transfer",
  ],
] as const;

test.each(references)("names %s, which no foreign key would refuse", async (_, statement, names) => {
  const bad = await database.admin
    .transaction(async (tx) => {
      await sqlOf(tx).unsafe("set local session_replication_role = replica");
      expect((await sqlOf(tx).unsafe(statement)).count).toBeGreaterThan(0);
      const findings = await verifyLedger(tx);
      throw new Found(findings.find(({ check }) => check.startsWith("Every entry is of a branch"))?.bad);
    })
    .catch((error: unknown) => (error instanceof Found ? error.bad : Promise.reject(error)));
  expect(bad).toMatch(new RegExp(`^${names} \\S+$`));
});

const broken = [
  ["one of them is changed", ["balance_after = balance_after + 1 where seq = 2"], 2],
  [
    "two of them are changed so that their sum stands",
    ["balance_after = balance_after + 1 where seq = 2", "balance_after = balance_after - 1 where seq = 3"],
    2,
  ],
  ["all of them are moved alike", ["balance_after = balance_after + 1 where true"], 1],
  [
    "one is changed to what folds to the same 32 bits",
    ["balance_after = balance_after # ((1::bigint << 32) | 1) where seq = 2"],
    2,
  ],
  ["the last one is changed", ["balance_after = balance_after + 1 where seq = 5"], 5],
  ["a number is left out", ["seq = seq + 1 where seq >= 4"], 5],
  ["two postings have one number", ["seq = 2, balance_after = 2 where seq = 3"], 2],
  ["an amount is changed and nothing else", ["amount_minor = amount_minor - 1 where seq = 4"], 4],
] as const;

test.each(broken)("names the posting from which the running balances do not follow: %s", async (_, changes, at) => {
  const bad = await database.admin
    .transaction(async (tx) => {
      await sqlOf(tx).unsafe("set local session_replication_role = replica");
      const [{ seq } = { seq: 0n }] = await sqlOf(
        tx,
      )`select seq from account_balances where account_id = ${account.id}`;
      expect(seq).toBe(5n);
      for (const change of changes)
        await sqlOf(tx).unsafe(
          `update postings set ${change.replace("where ", `where account_id = '${account.id}' and `)}`,
        );
      const findings = await verifyLedger(tx);
      await sqlOf(tx).unsafe("set local session_replication_role = origin");
      throw new Found(findings.find(({ check }) => check === "Every running balance follows from the one before")?.bad);
    })
    .catch((error: unknown) => (error instanceof Found ? error.bad : Promise.reject(error)));
  expect(bad).toBe(`account ${account.id}, posting ${at}`);
});

/** Leaves the transaction, and with it what was tampered with. */
class Found extends Error {
  constructor(readonly bad: string | null | undefined) {
    super("found");
  }
}

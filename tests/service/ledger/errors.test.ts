import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { placeBlock } from "@/lib/accounts/place-block";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import { isBankError } from "@/lib/core/errors";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { bookJournal } from "@/lib/ledger/book-journal";
import { bookJournalInput } from "@/lib/ledger/schema";
import { closeAccount } from "@/lib/operations/close-account";
import { cutDay } from "@/lib/operations/cut-day";
import { addProductVersion } from "@/lib/products/add-product-version";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { captureHold, createTransfer, placeHold, releaseHold, reverseEntry } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openAccountInCurrency } from "../payments/money";

type Account = { id: AccountId; iban: string };

let database: TestDatabase;
let bank: TestBank;
let officer: Ctx<StaffActor, Database>;
let manager: Ctx<StaffActor, Database>;
let finance: Ctx<StaffActor, Database>;
let owner: Awaited<ReturnType<TestBank["customer"]>>;
let from: Account;
let to: Account;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  finance = await bank.staff("finance_officer", "000");
  owner = await bank.customer("Amina Okafor");
  from = await bank.account(owner.id, 100_00n);
  to = await bank.account((await bank.customer("Jonas Brandt")).id);
});
afterAll(() => database.close());

const input = (over: Partial<{ key: string; from: AccountId; to: string; amount: string }> = {}) => ({
  key: newKey(),
  from: from.id,
  to: to.iban,
  amount: "1.00",
  remittance: undefined,
  beneficiaryId: undefined,
  ...over,
});
const pay = (over: Parameters<typeof input>[0] = {}) => createTransfer(owner.ctx, input(over));

const closedAccount = async () => {
  const account = await bank.account(owner.id);
  await closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Moved" });
  return account;
};
const blockedAccount = async (kind: "debit" | "credit", minor = 0n) => {
  const account = await bank.account(owner.id, minor);
  await placeBlock(manager, { key: newKey(), accountId: account.id, kind, reason: "Asked by the owner" });
  return account;
};
const limitedAccount = async (customerId: CustomerId): Promise<Account> => {
  const terms = { kind: "current", name: "Bounded", currency: "EUR", annualRate: "0", dayCount: "30/360" } as const;
  const { productVersionId } = await addProductVersion(bank.system, {
    ...terms,
    key: newKey(),
    code: `BOUND-${newKey().slice(0, 8)}`,
    effectiveFrom: "2026-01-01",
    minimumAge: 0,
    debitLimitMinor: 50_00n,
  });
  const opened = await openAccount(officer, { key: newKey(), customerId, productVersionId });
  return { id: opened.accountId, iban: opened.iban };
};
const hold = () =>
  placeHold(officer, {
    key: newKey(),
    accountId: from.id,
    amount: "2.00",
    reason: "card",
    expiresOn: undefined,
    note: undefined,
  });
/** Entered by hand by finance, on the first day. */
const journal = (over: object = {}) =>
  bookJournal(
    finance,
    bookJournalInput.parse({
      key: newKey(),
      currency: "EUR",
      bookedOn: FIRST_DAY,
      document: "Statement 3 of the central bank",
      reason: "Charges of February",
      account1: "5410",
      branch1: finance.actor.branchId,
      debit1: "10.00",
      account2: "1100",
      branch2: finance.actor.branchId,
      credit2: "10.00",
      ...over,
    }),
  );

/** What was refused, as the person at the screen reads it. */
async function refused(asked: Promise<unknown>): Promise<{ reason: string; sentence: string }> {
  const error = await asked.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!isBankError(error)) throw error ?? new Error("nothing was refused");
  return { reason: error.reason, sentence: error.sentence };
}

/** Each reason of the ledger with what produces it and what is then said. */
const causes: [reason: string, sentence: string | RegExp, cause: () => Promise<unknown>][] = [
  [
    "key_reused",
    "This form was already sent with other figures. Check the movements, then open a new form.",
    async () => {
      const key = newKey();
      await pay({ key });
      return pay({ key, amount: "1.01" });
    },
  ],
  ["account_not_found", "No account found with this number.", () => pay({ to: "AT611904300234573201" })],
  ["account_closed", /^Account \S.* is closed\.$/, async () => pay({ to: (await closedAccount()).iban })],
  [
    "account_blocked",
    /^Account \S.* is blocked for this\. Compliance or the branch manager can say more\.$/,
    async () => pay({ from: (await blockedAccount("debit", 5_00n)).id }),
  ],
  [
    "currency_mismatch",
    "Both accounts must be in EUR.",
    async () => pay({ to: (await openAccountInCurrency(bank, owner.id, "USD")).iban }),
  ],
  [
    "limit_exceeded",
    "Amount must be €50.00 or less — that is the limit.",
    async () => pay({ from: (await limitedAccount(owner.id)).id, amount: "50.01" }),
  ],
  [
    "insufficient_funds",
    /^Amount must be €\d+\.\d\d or less — that is what is available\. It is €900\.00 short\.$/,
    async () => {
      const account = await bank.account(owner.id, 99_00n);
      return pay({ from: account.id, amount: "999.00" });
    },
  ],
  ["amount_too_large", "The amount is larger than one movement may be.", () => pay({ amount: "1000000000000000.01" })],
  [
    "hold_resolved",
    "This hold was already captured, released or expired.",
    async () => {
      const { holdId } = await hold();
      await releaseHold(officer, { key: newKey(), holdId });
      return captureHold(officer, { key: newKey(), holdId, amount: "2.00", to: to.iban });
    },
  ],
  [
    "already_reversed",
    "This entry was already reversed.",
    async () => {
      const { entryId } = await pay();
      const reverse = () => reverseEntry(manager, { key: newKey(), entryId, reason: "wrong_amount", note: undefined });
      await reverse();
      return reverse();
    },
  ],
  ["unbalanced", "Debits and credits of this entry differ. Nothing was booked.", () => journal({ credit2: "9.99" })],
  [
    "stale",
    "This changed since you opened it. Review it again.",
    async () => cutDay(await bank.staff("operations", "000"), addDays(FIRST_DAY, 1)),
  ],
  // Last: from here on the first day is closing.
  [
    "period_closed",
    "2 Mar 2026 is closed. Nothing can be booked on it.",
    async () => {
      await cutDay(await bank.staff("operations", "000"), FIRST_DAY);
      return journal();
    },
  ],
];

test("the ledger's reasons stand in their order: what is told first when several hold", async () => {
  const [closed, blocked, limited] = [
    await closedAccount(),
    await blockedAccount("debit"),
    await limitedAccount(owner.id),
  ];
  const dollars = await openAccountInCurrency(bank, owner.id, "USD");
  const key = newKey();
  await pay({ key });
  const tellsFirst = async (over: Parameters<typeof input>[0]) => (await refused(pay(over))).reason;
  expect(await tellsFirst({ key, to: "AT611904300234573201", amount: "999.00" })).toBe("key_reused");
  expect(await tellsFirst({ from: closed.id, to: "AT611904300234573201", amount: "999.00" })).toBe("account_not_found");
  expect(await tellsFirst({ from: blocked.id, to: closed.iban, amount: "999.00" })).toBe("account_blocked");
  expect(await tellsFirst({ from: closed.id, to: blocked.iban, amount: "999.00" })).toBe("account_closed");
  expect(await tellsFirst({ from: blocked.id, to: dollars.iban, amount: "999.00" })).toBe("account_blocked");
  expect(await tellsFirst({ to: dollars.iban, amount: "999.00" })).toBe("currency_mismatch");
  expect(await tellsFirst({ from: limited.id, amount: "999.00" })).toBe("limit_exceeded");
});

describe("each reason is told in a sentence that says what to do", () => {
  test.each(causes)("%s", async (reason, sentence, cause) => {
    const told = await refused(cause());
    expect(told.reason).toBe(reason);
    if (typeof sentence === "string") expect(told.sentence).toBe(sentence);
    else expect(told.sentence).toMatch(sentence);
  });
});

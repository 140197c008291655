import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { describeMovement } from "@/lib/accounts/load-movement";
import { openAccount } from "@/lib/accounts/open-account";
import { statementPage } from "@/lib/accounts/statement";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type AccountId, newId } from "@/lib/core/ids";
import { feeOfEvent } from "@/lib/fees/queries";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { decideApproval } from "@/lib/operations/decide-approval";
import { checkTransfer } from "@/lib/payments/check-transfer";
import { createTransfer as transferOrWait } from "@/lib/payments/create-transfer";
import { addProductVersion } from "@/lib/products/add-product-version";
import { receiptOf } from "@/lib/statements/receipt";
import { receiptPaper } from "@/lib/statements/receipt-paper";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, depositCash, reverseEntry, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let manager: Ctx<StaffActor, Database>;
let teller: Ctx<StaffActor, Database>;
let payPerUse: string;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  teller = await bank.teller(1_000_000n);
  const made = await addProductVersion(bank.system, {
    key: newKey(),
    code: "PAY-PER-USE",
    kind: "current",
    name: "Pay per use",
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0",
    dayCount: "30/360",
    minimumAge: 0,
    fees: [
      { kind: "deposit", amountMinor: 50n },
      { kind: "withdrawal", amountMinor: 100n, rate: "0.005", minMinor: 150n, maxMinor: 1_000n },
      { kind: "transfer", amountMinor: 75n },
      { kind: "closing", amountMinor: 500n },
    ],
  });
  payPerUse = made.productVersionId;
});
afterAll(() => database.close());

/** An account that pays for what is done on it, with so much on it once that was paid in. */
async function paying(minor: bigint, name = "Amina Okafor") {
  const customer = await bank.customer(name);
  const officer = await bank.staff("service_officer");
  const { accountId, iban } = await openAccount(officer, {
    key: newKey(),
    customerId: customer.id,
    productVersionId: payPerUse,
  });
  const from = await bank.account((await bank.customer("Source")).id, minor);
  if (minor > 0n) await createTransfer(teller, { ...transfer(from.id, iban, text(minor)), key: newKey() });
  return { id: accountId, iban, customer };
}
const text = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
const cash = (iban: string, amount: string, over: object = {}) => ({
  key: newKey(),
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
  ...over,
});
const transfer = (from: AccountId, to: string, amount: string, over: object = {}) => ({
  key: newKey(),
  from,
  to,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
  ...over,
});
const balance = async (id: string) => {
  const [row] = await sqlOf(database.db)<{ balance: bigint }[]>`
    select balance from account_balances where account_id = ${id}`;
  return row?.balance;
};
const income = async () => {
  const [row] = await sqlOf(database.db)<{ minor: bigint }[]>`
    select coalesce(-sum(p.amount_minor), 0)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id where a.code = '4110'`;
  return row?.minor ?? 0n;
};
const told = async (id: AccountId) =>
  (await statementPage(teller, id)).rows.map(({ changeMinor, balanceMinor, movement }) => [
    describeMovement(movement).text.split(",")[0],
    changeMinor,
    balanceMinor,
  ]);

describe("the fee of a movement", () => {
  test("is taken in the movement's own entry, told on the statement and on the receipt", async () => {
    const before = await income();
    const account = await paying(0n);
    const paidIn = await depositCash(teller, cash(account.iban, "1000.00"));
    const paidOut = await withdrawCash(teller, cash(account.iban, "200.00"));
    expect(await balance(account.id)).toBe(100_000n - 50n - 20_000n - 200n);
    expect(await income()).toBe(before + 250n);
    expect(await told(account.id)).toEqual([
      ["Fee for cash withdrawal", -200n, 79_750n],
      ["Cash withdrawal", -20_000n, 79_950n],
      ["Fee for cash deposit", -50n, 99_950n],
      ["Cash deposit", 100_000n, 100_000n],
    ]);
    const receipt = await receiptOf(teller, paidOut.reference);
    expect(receipt).toMatchObject({
      changeMinor: -20_000n,
      balanceMinor: 79_750n,
      fee: { minor: 200n, waived: false },
    });
    expect(receipt && receiptPaper(receipt).lines).toContainEqual({ term: "Fee", value: "€2.00" });
    expect(await receiptOf(teller, paidIn.reference)).toMatchObject({ changeMinor: 100_000n, balanceMinor: 99_950n });
  });

  test("is told before anything is posted: by the form, and by the customer's own check page", async () => {
    const account = await paying(10_000n);
    expect(await feeOfEvent(teller, account.id, "withdrawal")).toEqual({
      kind: "withdrawal",
      amountMinor: 100n,
      rate: "0.005000",
      minMinor: 150n,
      maxMinor: 1_000n,
    });
    const own = await openAccount(await bank.staff("service_officer"), {
      key: newKey(),
      customerId: account.customer.id,
      productVersionId: bank.products.savings,
    });
    const asked = { from: account.id, to: own.accountId, remittance: undefined };
    expect(await checkTransfer(account.customer.ctx, { ...asked, amount: "80.00" })).toMatchObject({ feeMinor: 75n });
    await expect(checkTransfer(account.customer.ctx, { ...asked, amount: "99.50" })).rejects.toMatchObject({
      sentence: "€100.00 is available. With the fee of €0.75 this is €0.25 short.",
    });
  });

  test("counts towards what is available, and the refusal says so", async () => {
    const account = await paying(10_000n);
    await expect(withdrawCash(teller, cash(account.iban, "100.00"))).rejects.toMatchObject({
      reason: "insufficient_funds",
      sentence: "€100.00 is available. With the fee of €1.50 this is €1.50 short.",
    });
    const payee = await bank.account((await bank.customer("Jonas Brandt")).id);
    await expect(createTransfer(account.customer.ctx, transfer(account.id, payee.iban, "99.26"))).rejects.toMatchObject(
      {
        sentence: "€100.00 is available. With the fee of €0.75 this is €0.01 short.",
      },
    );
    await createTransfer(account.customer.ctx, transfer(account.id, payee.iban, "99.25"));
    expect([await balance(account.id), await balance(payee.id)]).toEqual([0n, 9_925n]);
    const [row] = (await statementPage(manager, payee.id)).rows;
    expect(row?.movement.fee).toBeNull();
  });

  test("is given back with the movement when that is reversed", async () => {
    const before = await income();
    const account = await paying(50_000n);
    const { entryId } = await withdrawCash(teller, cash(account.iban, "100.00"));
    const undone = await reverseEntry(manager, { key: newKey(), entryId, reason: "wrong_amount", note: undefined });
    expect([await balance(account.id), await income()]).toEqual([50_000n, before]);
    expect((await told(account.id)).slice(0, 2).map(([words, change]) => [words, change])).toEqual([
      ["Correction of fee for cash withdrawal", 150n],
      ["Correction of cash withdrawal", 10_000n],
    ]);
    const receipt = await receiptOf(teller, undone.reference);
    expect(receipt).toMatchObject({ changeMinor: 10_000n, balanceMinor: 50_000n });
    expect(receipt && receiptPaper(receipt).lines).toContainEqual({ term: "Fee given back", value: "€1.50" });
  });

  test("is never changed or taken out of the books afterwards", async () => {
    await withdrawCash(teller, cash((await paying(50_000n)).iban, "100.00"));
    await expect(sqlOf(database.db)`update fee_charges set amount_minor = 1`).rejects.toThrow();
    await expect(sqlOf(database.db)`delete from fee_charges`).rejects.toThrow();
  });
});

describe("waiving a fee", () => {
  test("needs a reason, which the activity log keeps, and takes nothing", async () => {
    const account = await paying(50_000n);
    const paid = await withdrawCash(teller, cash(account.iban, "100.00", { waive: "Machine out of order" }));
    expect(await balance(account.id)).toBe(40_000n);
    const [kept] = await sqlOf(database.db)`
      select kind, amount_minor, leg, waived_because from fee_charges where entry_id = ${paid.entryId}`;
    expect(kept).toEqual({ kind: "withdrawal", amount_minor: 150n, leg: null, waived_because: "Machine out of order" });
    const receipt = await receiptOf(teller, paid.reference);
    expect(receipt && receiptPaper(receipt).lines).toContainEqual({ term: "Fee", value: "€1.50, waived" });
  });

  test("is for staff, and only of a fee that there is", async () => {
    const account = await paying(50_000n);
    const free = await bank.account((await bank.customer("Jonas Brandt")).id, 10_000n);
    await expect(
      createTransfer(account.customer.ctx, transfer(account.id, free.iban, "10.00", { waive: "I would rather not" })),
    ).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(withdrawCash(teller, cash(free.iban, "10.00", { waive: "Kindness" }))).rejects.toMatchObject({
      reason: "fee_not_charged",
      field: "waive",
    });
  });

  test("above the limit of the role waits for a second person, who reads fee and reason", async () => {
    await sqlOf(database.db)`
      insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'fee.waive', 'teller', 'EUR', 76, 'branch_manager', '2026-03-02')`;
    const account = await paying(200_000n);
    const payee = await bank.account((await bank.customer("Jonas Brandt")).id);
    const waive = "Third payment of the same bill";
    // A transfer's fee of 0.75 is within the teller's limit; a withdrawal's of 1.50 is not.
    await createTransfer(teller, transfer(account.id, payee.iban, "100.00", { waive }));
    const { withdrawCash: withdraw } = await import("@/lib/cash/withdraw-cash");
    const asked = await withdraw(teller, cash(account.iban, "100.00", { waive }));
    if (!("pending" in asked)) throw new Error("It did not wait");
    expect(await balance(account.id)).toBe(190_000n);
    const request = await readApproval(manager, asked.pending);
    expect(request.after).toMatchObject({ fee: "€1.50", fee_waived: waive });
    const decided = await decideApproval(manager, {
      key: newKey(),
      approvalId: asked.pending,
      seen: request.version,
      answer: "approved",
    });
    expect(decided.status).toBe("released");
  });

  test("that was agreed to with a transfer is carried out", async () => {
    await sqlOf(database.db)`
      insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'fee.waive', 'teller', 'EUR', 70, 'branch_manager', '2026-03-02')`;
    const account = await paying(20_000n);
    const payee = await bank.account((await bank.customer("Jonas Brandt")).id);
    const asked = await transferOrWait(teller, transfer(account.id, payee.iban, "100.00", { waive: "Our mistake" }));
    if (!("pending" in asked)) throw new Error("It did not wait");
    const { version } = await readApproval(manager, asked.pending);
    const key = newKey();
    await decideApproval(manager, { key, approvalId: asked.pending, seen: version, answer: "approved" });
    expect([await balance(account.id), await balance(payee.id)]).toEqual([10_000n, 10_000n]);
  });
});

describe("closing an account that costs something", () => {
  test("takes the fee and pays out the rest", async () => {
    const [account, other] = [await paying(10_000n), await bank.account((await bank.customer()).id)];
    const officer = await bank.staff("service_officer");
    const closing = { accountId: account.id, to: other.iban, reason: "Moves away", present: undefined };
    await closeAccountPayingOut(officer, { key: newKey(), ...closing });
    expect([await balance(account.id), await balance(other.id)]).toEqual([0n, 9_500n]);
  });

  test("is refused where the fee takes all that is left, and goes through without it", async () => {
    const [account, other] = [await paying(400n), await bank.account((await bank.customer()).id)];
    const officer = await bank.staff("service_officer");
    const closing = { accountId: account.id, to: other.iban, reason: "Moves away", present: undefined };
    await expect(closeAccountPayingOut(officer, { key: newKey(), ...closing })).rejects.toMatchObject({
      reason: "fee_over_balance",
      field: "waive",
    });
    await closeAccountPayingOut(officer, { key: newKey(), ...closing, waive: "Less is left than it costs" });
    expect(await balance(other.id)).toBe(400n);
  });
});

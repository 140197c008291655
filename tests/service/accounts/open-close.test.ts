import { isValidIBAN } from "ibantools";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { type AccountId, type CustomerId, newId } from "@/lib/core/ids";
import { readCustomer } from "@/lib/customers/profile-queries";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { closeAccount } from "@/lib/operations/close-account";
import { createTransfer } from "@/lib/payments/create-transfer";
import { addProductVersion } from "@/lib/products/add-product-version";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "../customers/applicants";
import { application } from "../loans/lending";
import type { Staff } from "./history";

let database: TestDatabase;
let bank: TestBank;
let officer: Staff;
let customer: { id: CustomerId };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  customer = await bank.customer();
});
afterAll(() => database.close());

const opening = (over: object = {}) => ({
  key: newKey(),
  customerId: customer.id,
  productVersionId: bank.products.savings,
  ...over,
});
const closing = (accountId: AccountId, over: object = {}) => ({
  key: newKey(),
  accountId,
  reason: "The customer moves away",
  ...over,
});
const cash = (iban: string, amount: string) => ({
  key: newKey(),
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
});

describe("opening an account", () => {
  test("gives an IBAN with true check digits, an empty balance and an owner, and records it", async () => {
    const { accountId, iban } = await openAccount(officer, opening());
    expect(iban).toMatch(/^AT\d{2}19999\d{11}$/);
    expect(isValidIBAN(iban)).toBe(true);
    const [row] = await sqlOf(database.db)`
      select a.status, a.kind, a.opened_on::text as opened, b.balance, b.floor, p.role, l.name, l.code
      from accounts a join account_balances b on b.account_id = a.id join account_parties p on p.account_id = a.id
      join ledger_accounts l on l.id = a.id where a.id = ${accountId}`;
    expect(row).toEqual({
      status: "active",
      kind: "savings",
      opened: "2026-03-02",
      balance: 0n,
      floor: 0n,
      role: "owner",
      name: "Savings",
      code: iban,
    });
    const [act] = await sqlOf(database.db)`select act, customer_id from audit_events where subject_id = ${accountId}`;
    expect(act).toEqual({ act: "account.opened", customer_id: customer.id });
  });

  test("is refused until tax, purpose, funds and political exposure are declared, for the joint owner too", async () => {
    const { id: undeclared } = await bank.customer("Nemo Nichts");
    // Whoever is a customer from before declarations were a part of the application.
    await sqlOf(database.admin)`delete from customer_declarations where customer_id = ${undeclared}`;
    await expect(openAccount(officer, opening({ customerId: undeclared }))).rejects.toMatchObject({
      reason: "declarations_missing",
    });
    const { customerNo } = await readCustomer(officer, undeclared);
    await expect(openAccount(officer, opening({ jointOwner: customerNo }))).rejects.toMatchObject({
      reason: "declarations_missing",
    });
    await a.declare(officer, undeclared);
    await openAccount(officer, opening({ customerId: undeclared }));
    await openAccount(officer, opening({ jointOwner: customerNo }));
  });

  test("gives every account its own number, however many open at once, and one for one key", async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => openAccount(officer, opening())));
    expect(new Set(many.map(({ iban }) => iban)).size).toBe(20);
    expect(many.every(({ iban }) => isValidIBAN(iban))).toBe(true);
    const key = newKey();
    const same = await Promise.all(Array.from({ length: 5 }, () => openAccount(officer, opening({ key }))));
    expect(new Set(same.map(({ iban }) => iban)).size).toBe(1);
  });

  test("is for service officers of the customer's branch", async () => {
    for (const role of ["teller", "branch_manager", "loan_officer", "operations"] as const)
      await expect(openAccount(await bank.staff(role), opening())).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(openAccount(await bank.staff("service_officer", "002"), opening())).rejects.toMatchObject({
      reason: "other_branch",
    });
  });

  test("refuses a product that is not a deposit account, not in effect yet, superseded or unknown", async () => {
    const next = { ...version, code: "SAVINGS-1", effectiveFrom: "2026-06-01" };
    const later = (await addProductVersion(bank.system, { ...next, key: newKey() })).productVersionId;
    for (const productVersionId of [bank.products.loan, later, newId(), "none"])
      await expect(openAccount(officer, opening({ productVersionId }))).rejects.toMatchObject({
        reason: "product_not_offered",
      });
    const first = (await addProductVersion(bank.system, { ...version, key: newKey() })).productVersionId;
    const second = (await addProductVersion(bank.system, { ...version, key: newKey(), effectiveFrom: "2026-03-01" }))
      .productVersionId;
    await expect(openAccount(officer, opening({ productVersionId: first }))).rejects.toMatchObject({
      reason: "product_not_offered",
    });
    await expect(openAccount(officer, opening({ productVersionId: second }))).resolves.toBeDefined();
  });

  test("refuses who is not an active customer, and who is too young for the product", async () => {
    const draft = newId<"customer">();
    await sqlOf(database.db)`
      insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, search_text)
      values (${draft}, 'T-9001', 'individual', ${bank.branch("001").id}, 'Mia Sousa', '2011-03-03', 'mia sousa')`;
    await expect(openAccount(officer, opening({ customerId: draft }))).rejects.toMatchObject({
      reason: "customer_not_active",
    });
    await expect(openAccount(officer, opening({ customerId: newId() }))).rejects.toMatchObject({
      reason: "customer_not_found",
    });
    const adult = (await addProductVersion(bank.system, { ...version, key: newKey(), code: "ADULT-1", minimumAge: 38 }))
      .productVersionId;
    // Born on 14 March 1988: 37 on 2 March 2026.
    const asked = openAccount(officer, opening({ productVersionId: adult }));
    await expect(asked).rejects.toMatchObject({
      reason: "under_age",
      sentence: "The customer must be at least 38 years old.",
    });
  });
});

describe("closing an account", () => {
  test("an empty one closes with a reason, and takes nothing any more", async () => {
    const account = await bank.account(customer.id);
    await closeAccount(officer, closing(account.id));
    const [row] = await sqlOf(
      database.db,
    )`select status, closed_on::text as day, close_reason from accounts where id = ${account.id}`;
    expect(row).toEqual({ status: "closed", day: "2026-03-02", close_reason: "The customer moves away" });
    const teller = await bank.teller(10_000n);
    await expect(depositCash(teller, cash(account.iban, "5.00"))).rejects.toMatchObject({ reason: "account_closed" });
    await expect(withdrawCash(teller, cash(account.iban, "5.00"))).rejects.toMatchObject({ reason: "account_closed" });
    await expect(closeAccount(officer, closing(account.id))).rejects.toMatchObject({ reason: "account_closed" });
  });

  test("needs a zero balance, which a transfer can make", async () => {
    const [payer, payee] = [await bank.account(customer.id, 1_234n), await bank.account(customer.id)];
    await expect(closeAccount(officer, closing(payer.id))).rejects.toMatchObject({
      reason: "balance_not_zero",
      sentence: "With its interest the account holds €12.34. Pay it out with the closing, or move it before.",
    });
    const all = {
      key: newKey(),
      from: payer.id,
      to: payee.iban,
      amount: "12.34",
      remittance: undefined,
      beneficiaryId: undefined,
    };
    await createTransfer(await bank.teller(), all);
    await expect(closeAccount(officer, closing(payer.id))).resolves.toEqual({ accountId: payer.id });
  });

  test("needs nothing pending: no loan that is paid from it, no block", async () => {
    const account = await bank.account(customer.id);
    await applyForLoan(await bank.staff("loan_officer"), application(bank, { id: customer.id, account }) as never);
    await expect(closeAccount(officer, closing(account.id))).rejects.toMatchObject({ reason: "account_has_pending" });
    const blocked = await bank.account(customer.id);
    await sqlOf(database.db)`
      insert into account_blocks (id, account_id, kind, reason, placed_by) values (${newId()}, ${blocked.id}, 'debit', 'Court order', ${officer.actor.userId})`;
    await expect(closeAccount(officer, closing(blocked.id))).rejects.toMatchObject({
      params: { what: "a block is on it" },
    });
  });

  test("two at once close it once; another branch and another role cannot", async () => {
    const account = await bank.account(customer.id);
    await expect(closeAccount(await bank.staff("teller"), closing(account.id))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(closeAccount(await bank.staff("service_officer", "002"), closing(account.id))).rejects.toMatchObject({
      reason: "other_branch",
    });
    const both = await Promise.allSettled([
      closeAccount(officer, closing(account.id)),
      closeAccount(officer, closing(account.id)),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const key = newKey();
    const other = await bank.account(customer.id);
    await closeAccount(officer, closing(other.id, { key }));
    await expect(closeAccount(officer, closing(other.id, { key }))).resolves.toEqual({ accountId: other.id });
  });

  test("a closing and a deposit at the same moment leave no money on a closed account", async () => {
    const teller = await bank.teller();
    for (let round = 0; round < 8; round += 1) {
      const account = await bank.account(customer.id);
      await Promise.allSettled([
        closeAccount(officer, closing(account.id)),
        depositCash(teller, cash(account.iban, "5.00")),
      ]);
      const [row] = await sqlOf(database.db)<{ status: string; balance: bigint }[]>`
        select a.status, b.balance from accounts a join account_balances b on b.account_id = a.id where a.id = ${account.id}`;
      expect([row?.status, row?.balance]).toEqual(row?.status === "closed" ? ["closed", 0n] : ["active", 500n]);
    }
  });
});

const version = {
  code: "YOUTH-1",
  kind: "savings" as const,
  name: "Youth savings",
  currency: "EUR" as const,
  effectiveFrom: "2026-01-01",
  annualRate: "0.01",
  dayCount: "30/360" as const,
  minimumAge: 0,
};

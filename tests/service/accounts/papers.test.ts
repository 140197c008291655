import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { accountStop } from "@/lib/accounts/stop-queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { refusal } from "@/lib/core/errors";
import type { CustomerId } from "@/lib/core/ids";
import { createTransfer } from "@/lib/payments/create-transfer";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "../customers/applicants";

let database: TestDatabase;
let bank: TestBank;
let teller: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.teller(100_000n);
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const reviewOn = (id: CustomerId, day: string) => sql()`update customers set next_review_on = ${day} where id = ${id}`;

async function holder() {
  const [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  const id = await a.active(officer, manager);
  return { id, account: await bank.account(id, 50_000n) };
}
const withdraw = (iban: string, present?: CustomerId[]) =>
  withdrawCash(teller, {
    key: newKey(),
    iban,
    amount: "20.00",
    notes: coins("20.00"),
    paidInBy: undefined,
    note: undefined,
    ...(present ? { present } : {}),
  });
const deposit = (iban: string) =>
  depositCash(teller, {
    key: newKey(),
    iban,
    amount: "20.00",
    notes: coins("20.00"),
    paidInBy: undefined,
    note: undefined,
  });

describe("an account whose owner's papers ran out", () => {
  it("pays out until the last day of document and review, and after it only takes money in", async () => {
    const { id, account } = await holder();
    const other = await bank.account((await bank.customer("Hedda Quast")).id, 50_000n);
    await reviewOn(id, FIRST_DAY);
    await withdraw(account.iban);
    await reviewOn(id, "2026-03-01");
    await expect(withdraw(account.iban)).rejects.toThrow("papers_overdue");
    const move = { key: newKey(), from: account.id, to: other.iban, amount: "1.00", remittance: undefined };
    await expect(createTransfer(teller, { ...move, beneficiaryId: undefined })).rejects.toThrow("papers_overdue");
    await deposit(account.iban);
    await reviewOn(id, "2030-01-01");
    await withdraw(account.iban);
    await sql()`update identity_documents set expires_on = '2026-03-01' where customer_id = ${id}`;
    await expect(withdraw(account.iban)).rejects.toThrow("papers_overdue");
    await deposit(account.iban);
    await sql()`update identity_documents set expires_on = ${FIRST_DAY} where customer_id = ${id}`;
    await withdraw(account.iban);
  });

  it("says since when, and who can help", () => {
    expect(refusal("papers_overdue", { since: "2026-03-01" }).sentence).toBe(
      "Money cannot leave this account: the papers or review of its owner, or of who signs for it, ran out on 1 Mar 2026. A service officer at the branch can renew them.",
    );
  });

  it("is stopped by a joint owner's papers, not by a signatory's", async () => {
    const { account } = await holder();
    const [joint, signatory] = [await bank.customer("Jo Int"), await bank.customer("Sig Natory")];
    await reviewOn(joint.id, "2026-03-01");
    await reviewOn(signatory.id, "2026-03-01");
    await sql()`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${signatory.id}, 'signatory')`;
    const signed = {
      key: newKey(),
      iban: account.iban,
      amount: "20.00",
      notes: coins("20.00"),
      paidInBy: undefined,
      note: undefined,
    };
    await withdrawCash(teller, { ...signed, present: [signatory.id] });
    await sql()`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${joint.id}, 'joint_owner')`;
    await expect(withdrawCash(teller, { ...signed, key: newKey(), present: [joint.id] })).rejects.toThrow(
      "papers_overdue",
    );
  });
});

describe("an account for which a guardian signs", () => {
  it("is stopped by the guardian's papers, who alone signs", async () => {
    const { account } = await holder();
    const guardian = await bank.customer("Gundula Vormund");
    await sql()`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${guardian.id}, 'guardian')`;
    await reviewOn(guardian.id, FIRST_DAY);
    await withdraw(account.iban, [guardian.id]);
    await reviewOn(guardian.id, "2026-03-01");
    await expect(withdraw(account.iban, [guardian.id])).rejects.toThrow("papers_overdue");
    await deposit(account.iban);
  });
});

describe("the page before money moves", () => {
  it("is told why none can, by the sentence of the rule, and only in the direction that is stopped", async () => {
    const { id, account } = await holder();
    expect(await accountStop(teller, account.id, "out")).toBeNull();
    await reviewOn(id, "2026-03-01");
    expect(await accountStop(teller, account.id, "out")).toEqual({
      reason: "papers_overdue",
      sentence: refusal("papers_overdue", { since: "2026-03-01" }).sentence,
    });
    expect(await accountStop(teller, account.id, "in")).toBeNull();
  });
});

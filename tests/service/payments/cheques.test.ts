import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { describeMovement } from "@/lib/accounts/load-movement";
import { openAccount } from "@/lib/accounts/open-account";
import { placeBlock } from "@/lib/accounts/place-block";
import { releaseHold } from "@/lib/accounts/release-hold";
import { statementPage } from "@/lib/accounts/statement";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { runProofs } from "@/lib/operations/proofs";
import { chequePage, dueCheques, listCheques } from "@/lib/payments/cheque-queries";
import { clearCheque } from "@/lib/payments/clear-cheque";
import { clearDueCheques } from "@/lib/payments/clear-due-cheques";
import { returnCheque } from "@/lib/payments/return-cheque";
import { addProductVersion } from "@/lib/products/add-product-version";
import { receiptOf } from "@/lib/statements/receipt";
import { receiptPaper } from "@/lib/statements/receipt-paper";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, payInCheque } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { findEachByReference } from "../../support/found-by-reference";

let database: TestDatabase;
let bank: TestBank;
let teller: Ctx<StaffActor, Database>;
let operations: Ctx<StaffActor, Database>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.staff("teller");
  operations = await bank.staff("operations", "000");
});
afterAll(() => database.close());

let numbers = 100_000;
const cheque = (iban: string, amount: string, over: object = {}) => ({
  key: newKey(),
  iban,
  bank: "Danube Savings Bank",
  number: String(++numbers),
  amount,
  drawnOn: "2026-02-27" as never,
  ...over,
});
const stands = async (id: AccountId) =>
  (
    await sqlOf(database.db)<{ balance: bigint; held: bigint; unarranged: bigint }[]>`
      select balance, held, unarranged from account_balances where account_id = ${id}`
  )[0];
const inBooks = async (code: string) => {
  const [row] = await sqlOf(database.db)<{ minor: bigint }[]>`
    select coalesce(sum(p.amount_minor), 0)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id where a.code = ${code}`;
  return row?.minor ?? 0n;
};
const account = async (name = "Amina Okafor", minor = 0n) => bank.account((await bank.customer(name)).id, minor);
const ended = (entryId: string) => ({ key: newKey(), chequeId: entryId as never });

describe("a cheque paid in", () => {
  test("is credited and held, counts from the day it should clear, and is on receipt and statement", async () => {
    const [own, before] = [await account(), await inBooks("1130")];
    const paid = await payInCheque(teller, cheque(own.iban, "500.00", { number: "00441790" }));
    expect(await stands(own.id)).toEqual({ balance: 50_000n, held: 50_000n, unarranged: 0n });
    expect(await inBooks("1130")).toBe(before + 50_000n);
    const [row] = (await statementPage(teller, own.id)).rows;
    expect(row).toMatchObject({ changeMinor: 50_000n, bookingDate: FIRST_DAY, valueDate: "2026-03-05" });
    expect(row && describeMovement(row.movement).text).toBe("Cheque paid in, Danube Savings Bank 00441790");
    const receipt = await receiptOf(teller, paid.reference);
    expect(receipt && receiptPaper(receipt).lines).toContainEqual({
      term: "Held until it is cleared",
      value: "about 5 Mar 2026",
    });
    const other = await account("Jonas Brandt");
    const spend = { key: newKey(), from: own.id, to: other.iban, amount: "0.01", remittance: undefined };
    await expect(createTransfer(teller, { ...spend, beneficiaryId: undefined })).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
  });

  test("is paid in once for one key, and no cheque twice", async () => {
    const own = await account();
    const input = cheque(own.iban, "80.00");
    const twice = await Promise.all([payInCheque(teller, input), payInCheque(teller, input)]);
    expect(twice[0]).toEqual(twice[1]);
    await expect(payInCheque(teller, { ...input, key: newKey(), bank: "DANUBE savings bank" })).rejects.toMatchObject({
      reason: "cheque_known",
      field: "number",
    });
    expect(await stands(own.id)).toMatchObject({ balance: 8_000n });
  });

  test("carries a day that has come and is not too long ago, and is taken by tellers", async () => {
    const own = await account();
    for (const [drawnOn, reason] of [
      ["2026-03-03", "cheque_postdated"],
      ["2025-09-01", "cheque_old"],
    ])
      await expect(payInCheque(teller, cheque(own.iban, "80.00", { drawnOn }))).rejects.toMatchObject({ reason });
    await expect(payInCheque(operations, cheque(own.iban, "80.00"))).rejects.toMatchObject({ reason: "not_permitted" });
  });

  test("holds what nobody may let go of by hand", async () => {
    const own = await account();
    const { entryId } = await payInCheque(teller, cheque(own.iban, "80.00"));
    const [row] = await sqlOf(database.db)<
      { hold: string }[]
    >`select hold_id as hold from cheques where id = ${entryId}`;
    const officer = await bank.staff("service_officer");
    await expect(releaseHold(officer, { key: newKey(), holdId: row?.hold as never })).rejects.toMatchObject({
      reason: "hold_of_cheque",
    });
  });
});

describe("a cheque that is cleared", () => {
  test("can be spent, and its money lies on the settlement account", async () => {
    const [own, settled, clearing] = [await account(), await inBooks("1100"), await inBooks("1130")];
    const { entryId } = await payInCheque(teller, cheque(own.iban, "500.00"));
    const input = ended(entryId);
    expect(await clearCheque(operations, input)).toEqual(await clearCheque(operations, input));
    expect(await stands(own.id)).toEqual({ balance: 50_000n, held: 0n, unarranged: 0n });
    expect([await inBooks("1100"), await inBooks("1130")]).toEqual([settled + 50_000n, clearing]);
    expect(await chequePage(operations, entryId)).toMatchObject({
      status: "cleared",
      endedBy: operations.actor.name,
      endedOn: FIRST_DAY,
    });
    for (const command of [clearCheque, returnCheque] as const)
      await expect(
        command(operations, { ...ended(entryId), reason: "no_funds", note: undefined } as never),
      ).rejects.toMatchObject({ reason: "cheque_ended" });
    await expect(clearCheque(teller, ended(entryId))).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("a cheque that comes back", () => {
  const back = (entryId: string) => ({ ...ended(entryId), reason: "no_funds", note: undefined }) as const;

  test("is taken from what was held for it, and nothing else moves", async () => {
    const [own, clearing] = [await account("Amina Okafor", 1_000n), await inBooks("1130")];
    const { entryId } = await payInCheque(teller, cheque(own.iban, "500.00"));
    await returnCheque(operations, back(entryId));
    expect(await stands(own.id)).toEqual({ balance: 1_000n, held: 0n, unarranged: 0n });
    expect(await inBooks("1130")).toBe(clearing);
    const [row] = (await statementPage(teller, own.id)).rows;
    expect(row).toMatchObject({ changeMinor: -50_000n, valueDate: "2026-03-05" });
    expect(row && describeMovement(row.movement).text).toContain("Cheque returned unpaid");
    expect(await receiptOf(teller, String(row?.reference))).toMatchObject({
      changeMinor: -50_000n,
      balanceMinor: 1_000n,
    });
  });

  test("may be paid in again", async () => {
    const own = await account();
    const input = cheque(own.iban, "80.00");
    await returnCheque(operations, back((await payInCheque(teller, input)).entryId));
    await payInCheque(teller, { ...input, key: newKey() });
    expect(await stands(own.id)).toMatchObject({ balance: 8_000n, held: 8_000n });
  });

  test("costs what the product says, where the account has it and is not frozen: the fee is never forced", async () => {
    const { productVersionId } = await addProductVersion(bank.system, {
      key: newKey(),
      code: "CHEQUES",
      kind: "current",
      name: "With cheques",
      currency: "EUR",
      effectiveFrom: "2026-01-01",
      annualRate: "0",
      dayCount: "30/360",
      minimumAge: 0,
      fees: [{ kind: "cheque_returned", amountMinor: 900n }],
    });
    const officer = await bank.staff("service_officer");
    const compliance = await bank.staff("compliance_officer", "000");
    for (const [minor, left, charge, kind] of [
      [1_000n, 100n, { leg: 1, waived_because: null }, "debit"],
      [899n, 899n, { leg: null, waived_because: "Not enough on the account" }, null],
      [1_000n, 1_000n, { leg: null, waived_because: "The account is blocked" }, "freeze"],
    ] as const) {
      const { id } = await bank.customer();
      const own = await openAccount(officer, { key: newKey(), customerId: id, productVersionId });
      const from = await account("Source", minor);
      const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
      const fill = { key: newKey(), from: from.id, to: own.iban, amount, remittance: undefined };
      await createTransfer(teller, { ...fill, beneficiaryId: undefined });
      const { entryId } = await payInCheque(teller, cheque(own.iban, "500.00"));
      const block = { key: newKey(), accountId: own.accountId, reason: "Court order" };
      if (kind) await placeBlock(compliance, { ...block, kind });
      await returnCheque(operations, back(entryId));
      expect(await stands(own.accountId)).toEqual({ balance: left, held: 0n, unarranged: 0n });
      const [kept] = await sqlOf(database.db)`
        select leg, waived_because from fee_charges where account_id = ${own.accountId}`;
      expect(kept).toEqual(charge);
      if (charge.leg)
        expect(
          (await statementPage(teller, own.accountId)).rows.map(({ movement }) => describeMovement(movement).text)[0],
        ).toBe("Fee for returned cheque");
    }
  });
});

test("cheques in clearing are listed by the day they should clear, a page at a time, in the reader's branch", async () => {
  const own = await account();
  for (let at = 0; at < 26; at += 1) await payInCheque(teller, cheque(own.iban, "1.00"));
  const first = await listCheques(operations, {});
  expect(first.older).not.toBeNull();
  const second = await listCheques(operations, { older: first.older as string });
  const ids = [...first.rows, ...second.rows].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(first.rows.every(({ status }) => status === "in_clearing")).toBe(true);
  expect((await listCheques(await bank.staff("teller", "002"), {})).rows).toEqual([]);
});

test("the close of the day proves that what stands in clearing is the cheques in clearing", async () => {
  await cutDay(operations, FIRST_DAY);
  await closeDay(operations, FIRST_DAY);
  const proofs = await database.db.transaction((tx) => runProofs(tx, FIRST_DAY));
  const ours = proofs.filter(({ name, currency }) => name === "Cheques in clearing" && currency === "EUR");
  expect(ours).toHaveLength(1);
  expect(ours[0]?.expected).toBeGreaterThan(0n);
  expect(ours[0]?.actual).toBe(ours[0]?.expected);
});

test("all cheques that are due are cleared at once, those of another day and of one's own are not", async () => {
  for (const day of ["2026-03-03", "2026-03-04"] as const) {
    const ctx = { ...operations, businessDate: businessDate(day) };
    await cutDay(ctx, ctx.businessDate);
    await closeDay(ctx, ctx.businessDate);
  }
  const later = await payInCheque(teller, cheque((await account()).iban, "7.00"));
  const [due] = await sqlOf(database.admin)<{ id: string }[]>`
    select id from cheques where status = 'in_clearing' and clears_on = '2026-03-05' order by id desc limit 1`;
  const [held] = await sqlOf(database.db)<{ accountId: string }[]>`
    select account_id as "accountId" from cheques where id = ${due?.id ?? null}`;
  const [owner] = await sqlOf(database.db)<{ id: string }[]>`
    select customer_id as id from account_parties where account_id = ${held?.accountId ?? null} and role = 'owner'`;
  const today = businessDate("2026-03-05");
  const related = { ...operations, businessDate: today, actor: { ...operations.actor, related: [owner?.id as never] } };
  const before = await dueCheques(related);
  expect(before).toMatchObject([{ currency: "EUR" }]);
  expect(before[0]?.cheques).toBeGreaterThan(1);
  const [mine] = await sqlOf(database.db)<{ n: number; minor: bigint }[]>`
    select count(*)::int as n, sum(c.amount_minor)::bigint as minor from cheques c
      join account_parties p on p.account_id = c.account_id and p.role = 'owner'
    where c.status = 'in_clearing' and c.clears_on <= ${today} and p.customer_id = ${owner?.id ?? null}`;
  await expect(clearDueCheques(teller, { key: newKey(), due: today })).rejects.toMatchObject({
    reason: "not_permitted",
  });
  const cleared = (before[0]?.cheques ?? 0) - (mine?.n ?? 0);
  const clear = () => clearDueCheques(related, { key: newKey(), due: today });
  expect(await clear()).toEqual({ cleared, left: mine?.n });
  expect(await clear(), "sent again nothing is cleared twice").toEqual({ cleared: 0, left: mine?.n });
  expect(await dueCheques(related)).toEqual([{ cheques: mine?.n, currency: "EUR", minor: mine?.minor }]);
  expect(await chequePage(operations, later.entryId)).toMatchObject({ status: "in_clearing", clearsOn: "2026-03-08" });
  // A page of yesterday clears what was due yesterday, and nobody clears ahead.
  expect(await clearDueCheques(related, { key: newKey(), due: businessDate("2027-01-01") })).toMatchObject({
    cleared: 0,
  });
});

test("every entry of these is found by its reference", async () => {
  const { lost, kinds } = await findEachByReference(await bank.staff("finance_officer", "000"));
  expect(lost).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(["CHQ", "FEE"]));
});

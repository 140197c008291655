import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { bookClearing } from "@/lib/cash/book-clearing";
import { clearDifference } from "@/lib/cash/clear-difference";
import { cashDifference, cashDifferences } from "@/lib/cash/difference-queries";
import { settleTill } from "@/lib/cash/settle-till";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { runProofs } from "@/lib/operations/proofs";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { countAndClose } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { findEachByReference } from "../../support/found-by-reference";
import { carried } from "../../support/second-person";

type Staff = Ctx<StaffActor, Database>;
type Clearing = Omit<Parameters<typeof clearDifference>[1], "key" | "reason">;

let database: TestDatabase;
let bank: TestBank;
let manager: Staff;
let custodian: Staff;
let account: { id: string; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [manager, custodian] = await Promise.all([bank.staff("branch_manager"), bank.staff("vault_custodian")]);
  account = await bank.account((await bank.customer("Amina Okafor")).id, 10_00n);
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
/** A till that held a hundred euros and was counted at so many: the difference that was booked of it. */
async function difference(found: bigint): Promise<{ id: never; reference: string }> {
  const teller = await bank.teller(100_00n);
  const { countId } = await countAndClose(teller, { key: newKey(), counts: { EUR: coins(found) } });
  const settle = { key: newKey(), countId: countId as never, reason: "Cannot say." };
  expect(await carried(settleTill, settle, { maker: teller, checker: manager })).toBe("approved");
  const [row] = await sql()<{ id: never; reference: string }[]>`
    select id, reference from cash_differences where count_id = ${countId}`;
  if (!row) throw new Error("no difference was booked");
  return row;
}
const ask = (clearing: Clearing) => ({ ...clearing, key: newKey(), reason: "The customer came back." });
const clear = (clearing: Clearing) => carried(clearDifference, ask(clearing), { maker: custodian, checker: manager });
/** What stands on an account of the books, debits positive. */
const booked = async (code: string) => {
  const [row] = await sql()<{ minor: bigint }[]>`
    select coalesce(sum(p.amount_minor), 0)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id
    where a.code = ${code} and a.currency = 'EUR'`;
  return row?.minor ?? 0n;
};
const bothBooked = async (one: string, other: string) => [await booked(one), await booked(other)] as const;
const balance = async () => {
  const [row] = await sql()<
    { balance: bigint }[]
  >`select balance from account_balances where account_id = ${account.id}`;
  return row?.balance ?? 0n;
};
const left = async (id: string) => (await cashDifference(custodian, id))?.leftMinor;

describe("a cash difference that was found", () => {
  test("goes back to the customer it was with, in parts, once a second person agreed", async () => {
    const over = await difference(105_00n);
    const [[waits, kept], had] = [await bothBooked("2310", "4310"), await balance()];
    const part = { differenceId: over.id, how: "customer" as const, iban: account.iban, amount: "3.00" };
    expect(await clear(part)).toBe("approved");
    expect(await left(over.id)).toBe(2_00n);
    expect(await balance()).toBe(had + 3_00n);
    await expect(clearDifference(custodian, ask({ ...part, amount: "2.01" }))).rejects.toMatchObject({
      reason: "more_than_difference",
      sentence: "Only €2.00 of this difference is left to be cleared.",
    });
    expect(await clear({ differenceId: over.id, how: "bank", amount: "2.00" })).toBe("approved");
    expect(await bothBooked("2310", "4310")).toEqual([waits + 5_00n, kept - 2_00n]);
    expect((await cashDifference(custodian, over.id))?.clearings).toMatchObject([
      {
        kind: "customer",
        minor: 3_00n,
        iban: account.iban,
        askedBy: custodian.actor.name,
        agreedBy: manager.actor.name,
      },
      { kind: "bank", minor: 2_00n, other: null },
    ]);
    await expect(
      clearDifference(custodian, ask({ differenceId: over.id, how: "bank", amount: "1.00" })),
    ).rejects.toMatchObject({ reason: "difference_cleared" });
  });

  test("short is paid by the customer who has it, never beyond what they have, or borne by the bank", async () => {
    const short = await difference(80_00n);
    const had = await balance();
    const paid = { differenceId: short.id, how: "customer" as const, iban: account.iban };
    expect(await clear({ ...paid, amount: "4.00" })).toBe("approved");
    expect(await balance()).toBe(had - 4_00n);
    expect(await clear({ ...paid, amount: "16.00" }), "refused as it was run").toBe("returned");
    expect(await left(short.id)).toBe(16_00n);
    const borne = await booked("5310");
    expect(await clear({ differenceId: short.id, how: "bank", amount: "16.00" })).toBe("approved");
    expect(await booked("5310")).toBe(borne + 16_00n);
  });

  test("is set off against one of the other kind, and both are the less", async () => {
    const [over, short, small] = [await difference(107_00n), await difference(95_00n), await difference(99_00n)];
    const page = await cashDifference(custodian, over.id);
    expect(page?.matches.map(({ reference }) => reference)).toEqual(
      expect.arrayContaining([short.reference, small.reference]),
    );
    const match = { differenceId: over.id, how: "matched" as const };
    expect(await clear({ ...match, otherId: small.id, amount: "2.00" }), "there is less of it").toBe("returned");
    expect(await clear({ ...match, otherId: over.id, amount: "2.00" })).toBe("returned");
    const [shorts, overs] = await bothBooked("1310", "2310");
    expect(await clear({ ...match, otherId: short.id, amount: "5.00" })).toBe("approved");
    expect(await bothBooked("1310", "2310")).toEqual([shorts - 5_00n, overs + 5_00n]);
    expect(await left(over.id)).toBe(2_00n);
    expect(await left(short.id)).toBe(0n);
    expect((await cashDifference(custodian, short.id))?.clearings).toMatchObject([{ other: over.reference }]);
    const open = await cashDifferences(custodian, { open: true });
    expect(open.rows.map(({ reference }) => reference)).toEqual([small.reference, over.reference]);
  });

  test("needs a second person and the custodian of the branch; a request that came too late is returned", async () => {
    const over = await difference(101_00n);
    const input = { differenceId: over.id, how: "bank" as const, amount: "1.00" };
    for (const [who, reason] of [
      [manager, "not_permitted"],
      [await bank.staff("teller"), "not_permitted"],
      [await bank.staff("vault_custodian", "002"), "other_branch"],
    ] as const)
      await expect(clearDifference(who, ask(input))).rejects.toMatchObject({ reason });
    await expect(bookClearing(custodian, ask(input))).rejects.toMatchObject({ reason: "second_person_needed" });
    await expect(clearDifference(custodian, ask({ ...input, how: "customer" }))).rejects.toMatchObject({
      reason: "required",
      field: "iban",
    });
    await expect(clearDifference(custodian, ask({ ...input, differenceId: newId() }))).rejects.toMatchObject({
      reason: "difference_not_found",
    });
    const asked = [
      await clearDifference(custodian, ask(input)),
      await clearDifference(custodian, { ...ask(input), reason: "Told twice." }),
    ].map((one) => {
      if (!("pending" in one)) throw new Error("cleared by one person");
      return one.pending;
    });
    const decide = async (approvalId: string) => {
      const { version } = await readApproval(manager, approvalId);
      return (await decideApproval(manager, { key: newKey(), approvalId, seen: version, answer: "approved" })).status;
    };
    expect([await decide(asked[0] as string), await decide(asked[1] as string)]).toEqual(["approved", "returned"]);
    expect(await cashDifference(await bank.staff("branch_manager", "002"), over.id)).toBeNull();
  });

  test("is the database's to keep: nothing is changed, nor cleared by more than it was", async () => {
    const over = await difference(102_00n);
    await clear({ differenceId: over.id, how: "bank", amount: "2.00" });
    await expect(sqlOf(database.admin)`delete from cash_clearings`).rejects.toMatchObject({ code: "23001" });
    const [entry] = await sql()<{ id: string }[]>`select id from journal_entries where kind = 'cash_deposit'
      union all select id from journal_entries where kind = 'vault_to_till' limit 1`;
    await expect(
      sql()`insert into cash_clearings (id, reference, difference_id, kind, amount_minor, currency, reason, agreed_by)
        values (${entry?.id as string}, 'X', ${over.id}, 'bank', 1, 'EUR', 'x', ${manager.actor.userId})`,
    ).rejects.toMatchObject({ constraint_name: "cash_clearings_sum" });
  });
});

describe("the close of the day", () => {
  const proofs = async (tx: Transaction) =>
    (await runProofs(tx, FIRST_DAY))
      .filter(
        ({ name, branch, currency }) => / to be cleared$/.test(name) && branch === "Harbour" && currency === "EUR",
      )
      .map(({ name, expected, actual }) => [name, expected, actual])
      .sort();
  const standing = [
    ["Cash overages to be cleared", -2_00n, -2_00n],
    ["Cash shortages to be cleared", 1_00n, 1_00n],
  ];
  /** The proofs as they would be after somebody did this behind the application's back. */
  const tampered = async (tampering: string): Promise<unknown> => {
    let found: unknown;
    await database.admin
      .transaction(async (tx) => {
        await sqlOf(tx)`set local session_replication_role = replica`;
        await sqlOf(tx).unsafe(tampering);
        found = await proofs(tx);
        tx.rollback();
      })
      .catch(() => undefined);
    return found;
  };

  test("proves what is left of differences against the books, of the closed day for good", async () => {
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, FIRST_DAY);
    await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
    expect(await database.db.transaction(proofs)).toEqual(standing);
    const { rows } = await cashDifferences(custodian, { open: true });
    const over = rows.find(({ kind }) => kind === "over");
    expect(await clear({ differenceId: over?.id as never, how: "bank", amount: "2.00" })).toBe("approved");
    expect(await database.db.transaction(proofs)).toEqual(standing);
  });

  test("finds a clearing or a difference that was deleted or changed", async () => {
    expect(await tampered("delete from cash_clearings where kind = 'matched'")).toEqual([
      ["Cash overages to be cleared", -7_00n, -2_00n],
      ["Cash shortages to be cleared", 6_00n, 1_00n],
    ]);
    expect(
      await tampered("update cash_clearings set amount_minor = amount_minor - 1 where account_id is not null"),
    ).toEqual([
      ["Cash overages to be cleared", -2_01n, -2_00n],
      ["Cash shortages to be cleared", 1_01n, 1_00n],
    ]);
    expect(
      await tampered("update cash_differences set kind = 'over' where amount_minor = 100 and kind = 'short'"),
    ).toEqual([
      ["Cash overages to be cleared", -3_00n, -2_00n],
      ["Cash shortages to be cleared", 0n, 1_00n],
    ]);
    expect(await database.db.transaction(proofs)).toEqual(standing);
  });
});

test("every entry of these is found by its reference", async () => {
  const { lost, kinds } = await findEachByReference(await bank.staff("finance_officer", "000"));
  expect(lost).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(["CDC", "CDF", "CMV"]));
});

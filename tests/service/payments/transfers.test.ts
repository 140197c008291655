import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { closeAccount } from "@/lib/operations/close-account";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { balanceOf, blockAccount, openAccountInCurrency, whenBlockedOnALock } from "./money";

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

type Account = { id: AccountId; iban: string };
const balance = (account: Account) => balanceOf(database.db, account.id);
const transfer = (
  from: Account,
  to: Account,
  amount: string,
  more: { beneficiaryId?: string; remittance?: string; key?: string } = {},
) => ({
  key: more.key ?? newKey(),
  from: from.id,
  to: to.iban,
  amount,
  remittance: more.remittance,
  beneficiaryId: more.beneficiaryId as never,
});

/** Two customers with an account each, the first with 1,000.00 on it. */
async function two(): Promise<{
  amina: { id: CustomerId; ctx: Ctx<CustomerActor, Database>; account: Account };
  jonas: { id: CustomerId; ctx: Ctx<CustomerActor, Database>; account: Account };
}> {
  const [amina, jonas] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Brandt", "002")];
  return {
    amina: { ...amina, account: await bank.account(amina.id, 100_000n) },
    jonas: { ...jonas, account: await bank.account(jonas.id, 100_000n) },
  };
}

describe("control 26: a customer without a second factor", () => {
  test("moves nothing, and with the same key pays once a factor is there", async () => {
    const { amina, jonas } = await two();
    const alone = { ...amina.ctx, actor: { ...amina.ctx.actor, unproven: "no_factor" as const } };
    const input = transfer(amina.account, jonas.account, "10.00");
    await expect(createTransfer(alone, input)).rejects.toMatchObject({ reason: "factor_needed", code: "step_up" });
    expect(await balance(amina.account)).toBe(100_000n);
    await createTransfer(amina.ctx, input);
    expect(await balance(amina.account)).toBe(99_000n);
  });
});

describe("control 30: in the day after a password was set with a link", () => {
  test("a customer moves money between their own accounts only", async () => {
    const { amina, jonas } = await two();
    const savings = await bank.account(amina.id);
    const cooling = { ...amina.ctx, actor: { ...amina.ctx.actor, coolingUntil: "3 Mar 2026, 10:00" } };
    const refused = createTransfer(cooling, transfer(amina.account, jonas.account, "10.00"));
    await expect(refused).rejects.toMatchObject({ reason: "cooling_off" });
    await createTransfer(cooling, transfer(amina.account, savings, "10.00"));
    expect([await balance(amina.account), await balance(savings)]).toEqual([99_000n, 1_000n]);
  });
});

describe("a transfer inside the bank", () => {
  test("between own accounts moves the money once and says it was one's own", async () => {
    const { amina } = await two();
    const savings = await bank.account(amina.id);
    const { reference, entryId } = await createTransfer(
      amina.ctx,
      transfer(amina.account, savings, "80.00", { remittance: "Rainy days" }),
    );
    expect(reference).toMatch(/^TRF-[0-9A-Z]{9}-[0-9A-Z]$/);
    expect([await balance(amina.account), await balance(savings)]).toEqual([92_000n, 8_000n]);
    const [row] = await sqlOf(
      database.db,
    )`select kind, amount_minor, remittance, beneficiary_id from transfers where id = ${entryId}`;
    expect(row).toMatchObject({ kind: "own", amount_minor: 8_000n, remittance: "Rainy days", beneficiary_id: null });
    const [entry] = await sqlOf(
      database.db,
    )`select channel, actor_kind, narrative from journal_entries where id = ${entryId}`;
    expect(entry).toMatchObject({ channel: "self_service", actor_kind: "customer", narrative: "Transfer" });
  });

  test("to another customer of another branch balances in each branch", async () => {
    const { amina, jonas } = await two();
    const { entryId } = await createTransfer(amina.ctx, transfer(amina.account, jonas.account, "12.34"));
    expect([await balance(amina.account), await balance(jonas.account)]).toEqual([98_766n, 101_234n]);
    const sums = await sqlOf(
      database.db,
    )`select branch_id, sum(amount_minor) as sum, count(*)::int as n from postings where entry_id = ${entryId} group by branch_id`;
    expect(sums.map((row) => [String(row.sum), row.n])).toEqual([
      ["0", 2],
      ["0", 2],
    ]);
  });

  test("repeated under its key is one transfer; with other figures the key is refused", async () => {
    const { amina, jonas } = await two();
    const asked = transfer(amina.account, jonas.account, "5.00");
    const answers = await Promise.all(Array.from({ length: 20 }, () => createTransfer(amina.ctx, asked)));
    expect(new Set(answers.map((one) => one.reference)).size).toBe(1);
    expect(await balance(amina.account)).toBe(99_500n);
    await expect(createTransfer(amina.ctx, { ...asked, amount: "6.00" })).rejects.toMatchObject({
      reason: "key_reused",
    });
  });

  test("is recorded with who, what and how much, and a refusal with its reason", async () => {
    const { amina, jonas } = await two();
    const { reference } = await createTransfer(amina.ctx, transfer(amina.account, jonas.account, "1.00"));
    const [done] = await sqlOf(
      database.db,
    )`select act, actor_id, customer_id, amount_minor, result from audit_events where reference = ${reference}`;
    expect(done).toMatchObject({
      act: "transfer.created",
      actor_id: amina.ctx.actor.userId,
      customer_id: amina.id,
      amount_minor: 100n,
      result: "done",
    });
    await expect(createTransfer(amina.ctx, transfer(amina.account, jonas.account, "5000.00"))).rejects.toMatchObject({
      reason: "insufficient_funds",
    });
    const [refused] = await sqlOf(database.db)`
      select act, reason from audit_events where actor_id = ${amina.ctx.actor.userId} and result = 'refused' order by id desc limit 1`;
    expect(refused).toMatchObject({ act: "transfer.create", reason: "insufficient_funds" });
  });
});

describe("a transfer is refused", () => {
  test("when it is more than is available, with the shortfall", async () => {
    const { amina, jonas } = await two();
    await expect(createTransfer(amina.ctx, transfer(amina.account, jonas.account, "1000.01"))).rejects.toMatchObject({
      reason: "insufficient_funds",
      field: "amount",
      sentence: "Amount must be €1,000.00 or less — that is what is available. It is €0.01 short.",
    });
    expect([await balance(amina.account), await balance(jonas.account)]).toEqual([100_000n, 100_000n]);
  });

  test("to the same account, to an unknown one and to a closed one", async () => {
    const { amina, jonas } = await two();
    await expect(createTransfer(amina.ctx, transfer(amina.account, amina.account, "1.00"))).rejects.toMatchObject({
      reason: "same_account",
    });
    const unknown = { id: newId() as AccountId, iban: "AT611904300234573201" };
    await expect(createTransfer(amina.ctx, transfer(amina.account, unknown, "1.00"))).rejects.toMatchObject({
      reason: "account_not_found",
    });
    const closed = await bank.account(jonas.id);
    await closeAccount(await bank.staff("service_officer", "002"), {
      key: newKey(),
      accountId: closed.id,
      reason: "Moved",
    });
    await expect(createTransfer(amina.ctx, transfer(amina.account, closed, "1.00"))).rejects.toMatchObject({
      reason: "account_closed",
    });
  });

  test("from somebody else's account, as if that account did not exist", async () => {
    const { amina, jonas } = await two();
    const theirs = createTransfer(jonas.ctx, transfer(amina.account, jonas.account, "1.00"));
    const nobodys = createTransfer(jonas.ctx, transfer({ id: newId() as AccountId, iban: "" }, jonas.account, "1.00"));
    const [one, other] = await Promise.all(
      [theirs, nobodys].map((asked) =>
        asked.then(
          () => null,
          (error: { reason: string; sentence: string }) => error,
        ),
      ),
    );
    expect(one).toMatchObject({ reason: "account_not_found", code: "not_found" });
    expect(one?.sentence).toBe(other?.sentence);
    expect(await balance(amina.account)).toBe(100_000n);
  });

  test("with somebody else's beneficiary, or one's own for another IBAN", async () => {
    const { amina, jonas } = await two();
    const shop = await bank.account((await bank.customer("Linden Bakery")).id);
    const { beneficiaryId } = await addBeneficiary(jonas.ctx, {
      key: newKey(),
      customerId: undefined,
      name: "Linden Bakery",
      nickname: undefined,
      iban: shop.iban,
    });
    await expect(
      createTransfer(amina.ctx, transfer(amina.account, shop, "1.00", { beneficiaryId })),
    ).rejects.toMatchObject({ reason: "beneficiary_not_found" });
    await expect(
      createTransfer(jonas.ctx, transfer(jonas.account, amina.account, "1.00", { beneficiaryId })),
    ).rejects.toMatchObject({ reason: "beneficiary_not_found" });
    const { entryId } = await createTransfer(jonas.ctx, transfer(jonas.account, shop, "1.00", { beneficiaryId }));
    const [row] = await sqlOf(database.db)`select beneficiary_id, kind from transfers where id = ${entryId}`;
    expect(row).toMatchObject({ beneficiary_id: beneficiaryId, kind: "internal" });
  });

  test("between two currencies", async () => {
    const { amina } = await two();
    const dollars = await openAccountInCurrency(bank, amina.id, "USD");
    await expect(createTransfer(amina.ctx, transfer(amina.account, dollars, "1.00"))).rejects.toMatchObject({
      reason: "currency_mismatch",
      params: { expected: "EUR" },
    });
  });

  test.each([
    ["debit", "account_blocked", null],
    ["credit", null, "account_blocked"],
    ["all", "account_blocked", "account_blocked"],
  ] as const)("when a %s block stands: out %s, in %s", async (kind, out, into) => {
    const { amina, jonas } = await two();
    await blockAccount(bank, database.db, amina.account.id, kind);
    const outcome = (asked: Promise<unknown>) =>
      asked.then(
        () => null,
        (error: { reason: string }) => error.reason,
      );
    expect(await outcome(createTransfer(amina.ctx, transfer(amina.account, jonas.account, "1.00")))).toBe(out);
    expect(await outcome(createTransfer(jonas.ctx, transfer(jonas.account, amina.account, "1.00")))).toBe(into);
  });

  test("when staff without the counter's power ask for it", async () => {
    const { amina, jonas } = await two();
    for (const role of ["operations", "branch_manager", "auditor", "loan_officer", "service_officer"] as const) {
      await expect(
        createTransfer(await bank.staff(role), transfer(amina.account, jonas.account, "1.00")),
      ).rejects.toMatchObject({ code: "forbidden" });
    }
    await createTransfer(await bank.staff("teller"), transfer(amina.account, jonas.account, "1.00"));
  });
});

describe("transfers that meet", () => {
  test("64 from A to B and from B to A at once lose no cent, and no deadlock reaches a caller", async () => {
    const { amina, jonas } = await two();
    const before = ((await balance(amina.account)) ?? 0n) + ((await balance(jonas.account)) ?? 0n);
    const asked = Array.from({ length: 64 }, (_, at) =>
      at % 2 === 0
        ? createTransfer(amina.ctx, transfer(amina.account, jonas.account, "3.00"))
        : createTransfer(jonas.ctx, transfer(jonas.account, amina.account, "2.00")),
    );
    await Promise.all(asked);
    expect([await balance(amina.account), await balance(jonas.account)]).toEqual([96_800n, 103_200n]);
    expect(before).toBe(200_000n);
  });

  test("a block set while a debit waits for the lock stops the debit", async () => {
    const { amina, jonas } = await two();
    let asked: Promise<unknown> = Promise.resolve();
    await database.admin.transaction(async (tx) => {
      const sql = sqlOf(tx);
      await sql`select 1 from account_balances where account_id = ${amina.account.id} for no key update`;
      asked = createTransfer(amina.ctx, transfer(amina.account, jonas.account, "10.00")).then(
        () => "paid",
        (error: { reason: string }) => error.reason,
      );
      await whenBlockedOnALock(database.admin);
      await blockAccount(bank, tx, amina.account.id, "debit");
    });
    expect(await asked).toBe("account_blocked");
    expect(await balance(amina.account)).toBe(100_000n);
  });
});

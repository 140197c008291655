import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { beginTillCount } from "@/lib/cash/begin-till-count";
import { cashDrawer } from "@/lib/cash/count-queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { endOffer } from "@/lib/cash/end-offer";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { offerCash as askOffer } from "@/lib/cash/offer-cash";
import { openOffers, receiversOf } from "@/lib/cash/offer-queries";
import { latestCashMoves, myTill } from "@/lib/cash/queries";
import { resumeTill } from "@/lib/cash/resume-till";
import { moveVaultCashInput } from "@/lib/cash/schema";
import { takeCash as askTake } from "@/lib/cash/take-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { Notes } from "@/lib/core/notes";
import { readApproval } from "@/lib/operations/approval-queries";
import { completeRequest } from "@/lib/operations/complete-request";
import { decideApproval } from "@/lib/operations/decide-approval";
import { cashSlipOf } from "@/lib/statements/cash-slip";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { offerCash, takeCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { closeCounted, countAndClose } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried, completed } from "../../support/second-person";

type Staff = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let custodian: Staff;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  custodian = await bank.staff("vault_custodian");
  const fill = { kind: "settlement_to_vault" as const, vaultId: vault() as never, currency: "EUR" };
  await moveVaultCash(bank.system, { ...fill, key: newKey(), amount: "900.00", notes: { "5000": 10, "2000": 20 } });
});
afterAll(() => database.close());

const vault = () => bank.branch("001").vaultId;
const tillOf = async (teller: Staff) => (await myTill(teller))?.tillId as string;
const stock = async (point: string): Promise<Notes> => {
  const { stock: held } = await cashDrawer(custodian, point, "EUR");
  return Object.fromEntries(Object.entries(held).filter(([, pieces]) => pieces > 0));
};
const offer = (giver: Staff, fromId: string, toId: string, amount: string, notes: Notes) =>
  offerCash(giver, { key: newKey(), fromId: fromId as never, toId: toId as never, currency: "EUR", amount, notes });
const take = (taker: Staff, offerId: string) => takeCash(taker, { key: newKey(), offerId: offerId as never });
const end = (who: Staff, offerId: string) => endOffer(who, { key: newKey(), offerId: offerId as never });

describe("cash between people", () => {
  test("goes from the vault to a till when the teller takes what the custodian counted out", async () => {
    const teller = await bank.teller();
    const tillId = await tillOf(teller);
    const before = await stock(vault());
    const { offerId } = await offer(custodian, vault(), tillId, "140.00", { "5000": 2, "2000": 2 });
    expect(await stock(vault()), "nothing has moved yet").toEqual(before);
    expect((await myTill(teller))?.cash[0]?.expectedMinor).toBe(0n);
    expect((await openOffers(teller)).rows).toMatchObject([
      { id: offerId, from: "Vault", amountMinor: 140_00n, notes: "2 × 50, 2 × 20", own: false },
    ]);
    expect((await openOffers(custodian)).rows).toMatchObject([{ id: offerId, own: true }]);
    await expect(take(custodian, offerId)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    const { reference } = await take(teller, offerId);
    expect(await stock(tillId)).toEqual({ "5000": 2, "2000": 2 });
    expect(await stock(vault())).toEqual({ "5000": 8, "2000": 18 });
    expect((await myTill(teller))?.cash[0]).toMatchObject({ vaultMinor: 140_00n, openingMinor: 0n });
    expect(await cashSlipOf(custodian, reference)).toMatchObject({
      title: "Cash from vault to till",
      from: "Vault",
      givenBy: custodian.actor.name,
      movedBy: teller.actor.name,
    });
    expect((await latestCashMoves(custodian))[0]).toMatchObject({ reference, givenBy: custodian.actor.name });
    expect((await openOffers(teller)).rows).toEqual([]);
    await expect(take(teller, offerId)).rejects.toMatchObject({ reason: "offer_over" });
  });

  test("goes from till to till, and back to the vault", async () => {
    const [giver, taker] = await Promise.all([bank.teller(80_00n), bank.teller()]);
    const [from, to] = await Promise.all([tillOf(giver), tillOf(taker)]);
    expect((await receiversOf(giver, from)).map(({ id }) => id)).toEqual(expect.arrayContaining([vault(), to]));
    const { offerId } = await offer(giver, from, to, "30.00", coins("30.00"));
    const { entryId } = await take(taker, offerId);
    const [move] = await sqlOf(
      database.db,
    )`select kind, vault_id, till_id, giving_till_id from cash_moves where id = ${entryId}`;
    expect(move).toEqual({ kind: "till_to_till", vault_id: null, till_id: to, giving_till_id: from });
    expect((await myTill(giver))?.cash[0]).toMatchObject({ expectedMinor: 50_00n, openingMinor: 0n });
    expect((await myTill(taker))?.cash[0]).toMatchObject({ expectedMinor: 30_00n, openingMinor: 0n });
    const back = await offer(taker, to, vault(), "30.00", coins("30.00"));
    await take(custodian, back.offerId);
    expect(await stock(to)).toEqual({});
    expect(await countAndClose(taker, { key: newKey(), counts: {} })).toMatchObject({ closed: true });
  });

  test("is given only by its holder and taken only by the holder of the other place, in one branch", async () => {
    const [giver, taker, third] = await Promise.all([bank.teller(20_00n), bank.teller(), bank.teller()]);
    const [from, to] = await Promise.all([tillOf(giver), tillOf(taker)]);
    await expect(offer(third, from, to, "10.00", coins("10.00"))).rejects.toMatchObject({ reason: "not_your_cash" });
    await expect(offer(giver, vault(), to, "10.00", { "2000": 1 })).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(offer(custodian, from, to, "10.00", coins("10.00"))).rejects.toMatchObject({
      reason: "not_permitted",
    });
    const elsewhere = bank.branch("002").tillIds[0] as string;
    await expect(offer(giver, from, elsewhere, "10.00", coins("10.00"))).rejects.toMatchObject({
      reason: "till_not_found",
    });
    await expect(offer(giver, from, from, "10.00", coins("10.00"))).rejects.toMatchObject({ reason: "till_not_found" });
    await expect(offer(giver, from, to, "10.00", { "1000": 1 })).rejects.toMatchObject({ reason: "notes_short" });
    await expect(offer(giver, from, to, "10.00", coins("9.00"))).rejects.toMatchObject({ reason: "notes_differ" });
    const { offerId } = await offer(giver, from, to, "10.00", coins("10.00"));
    await expect(take(third, offerId)).rejects.toMatchObject({ reason: "not_your_cash" });
    await expect(take(await bank.staff("branch_manager"), offerId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(end(third, offerId)).rejects.toMatchObject({ reason: "not_your_cash" });
    await end(taker, offerId);
    await expect(take(taker, offerId)).rejects.toMatchObject({ reason: "offer_over" });
  });

  test("is taken once, and not when the notes are gone meanwhile", async () => {
    const [giver, taker] = await Promise.all([bank.teller(25_00n), bank.teller()]);
    const [from, to] = await Promise.all([tillOf(giver), tillOf(taker)]);
    const { offerId } = await offer(giver, from, to, "20.00", coins("20.00"));
    const both = await Promise.allSettled([take(taker, offerId), take(taker, offerId)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await myTill(taker))?.cash[0]?.expectedMinor).toBe(20_00n);
    const account = await bank.account((await bank.customer()).id, 100_00n);
    const second = await offer(giver, from, to, "5.00", coins("5.00"));
    const cash = { iban: account.iban, paidInBy: undefined, note: undefined };
    await withdrawCash(giver, { ...cash, key: newKey(), amount: "5.00", notes: coins("5.00") });
    await depositCash(giver, { ...cash, key: newKey(), amount: "5.00", notes: { "500": 1 } });
    await expect(take(taker, second.offerId)).rejects.toMatchObject({ reason: "notes_short" });
    await end(giver, second.offerId);
  });

  test("holds the count of a till up until it is settled", async () => {
    const [giver, taker] = await Promise.all([bank.teller(15_00n), bank.teller()]);
    const { offerId } = await offer(giver, await tillOf(giver), await tillOf(taker), "15.00", coins("15.00"));
    for (const teller of [giver, taker])
      await expect(beginTillCount(teller, { key: newKey(), goal: "close" })).rejects.toMatchObject({
        reason: "offers_open",
      });
    await end(giver, offerId);
    expect(await countAndClose(giver, { key: newKey(), counts: { EUR: coins("15.00") } })).toMatchObject({
      closed: true,
    });
  });

  test("is not handed to or from a till whose count begins in the same moment", async () => {
    const [giver, taker] = await Promise.all([bank.teller(15_00n), bank.teller()]);
    const [from, to] = await Promise.all([tillOf(giver), tillOf(taker)]);
    for (const counted of [taker, giver]) {
      let go = () => {};
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      let count: Promise<void> | undefined;
      await new Promise<void>((begun) => {
        count = database.db.transaction(async (tx) => {
          await beginTillCount({ ...counted, db: tx } as never, { key: newKey(), goal: "close" });
          begun();
          await held;
        });
      });
      let answered = false;
      const offered = offer(giver, from, to, "15.00", coins("15.00")).finally(() => {
        answered = true;
      });
      const refused = expect(offered).rejects.toMatchObject({ reason: "till_counting" });
      const waits = async () => {
        const [row] = await sqlOf(database.admin)<{ waits: boolean }[]>`
          select exists (select from pg_stat_activity
            where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0) as waits`;
        return row?.waits || answered;
      };
      await expect.poll(waits, { interval: 20 }).toBe(true);
      go();
      await count;
      await refused;
      await resumeTill(counted, { key: newKey() });
    }
    for (const teller of [giver, taker]) await closeCounted(teller);
  });

  test("of a vault is bound by its keeper's limits and by the policies on moving it, both ways", async () => {
    const manager = await bank.staff("branch_manager");
    const keeper = await bank.staff("vault_custodian");
    const sql = sqlOf(database.db);
    await sql`
      insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'vault.move', null, 'EUR', 50000, 'branch_manager', '2026-03-02')`;
    await sql`
      insert into staff_limits (id, user_id, currency, per_transaction_minor, per_day_minor, effective_from)
      values (${newId()}, ${keeper.actor.userId}, 'EUR', 80000, 100000, '2026-03-02')`;
    const fill = { kind: "settlement_to_vault" as const, vaultId: vault() as never, currency: "EUR" };
    await moveVaultCash(bank.system, { ...fill, key: newKey(), amount: "3000.00", notes: { "10000": 30 } });
    const teller = await bank.teller();
    const tillId = await tillOf(teller);
    const ask = (amount: string, pieces: number) => ({
      key: newKey(),
      fromId: vault() as never,
      toId: tillId as never,
      currency: "EUR",
      amount,
      notes: { "10000": pieces },
    });
    await expect(askOffer(keeper, ask("900.00", 9))).rejects.toMatchObject({ reason: "over_transaction_limit" });
    const first = await offer(keeper, vault(), tillId, "400.00", { "10000": 4 });
    await take(teller, first.offerId);
    const [used] = await sql<{ used: bigint }[]>`
      select used_minor as used from limit_uses where user_id = ${keeper.actor.userId}`;
    expect(used?.used, "what was taken counts in the keeper's day").toBe(400_00n);
    const [tellers] = await sql`select 1 from limit_uses where user_id = ${teller.actor.userId}`;
    expect(tellers, "and not in the teller's").toBeUndefined();
    expect(await carried(askOffer, ask("500.00", 5), { maker: keeper, checker: manager })).toBe("approved");
    const [agreed] = (await openOffers(teller)).rows;
    await take(teller, agreed?.id as string);
    await expect(askOffer(keeper, ask("200.00", 2))).rejects.toMatchObject({ reason: "over_day_limit" });

    // Two offers that each fit the day, and together do not.
    const [one, two] = [
      await offer(keeper, vault(), tillId, "100.00", { "10000": 1 }),
      await offer(keeper, vault(), tillId, "100.00", { "10000": 1 }),
    ];
    await take(teller, one.offerId);
    await expect(take(teller, two.offerId)).rejects.toMatchObject({
      reason: "giver_over_limit",
      sentence: expect.stringContaining(keeper.actor.name),
    });
    await end(teller, two.offerId);

    // Back into the vault: whoever takes it is bound, and it is released to them.
    const other = await bank.staff("vault_custodian");
    const back = await offer(teller, tillId, vault(), "600.00", { "10000": 6 });
    const asked = await askTake(other, { key: newKey(), offerId: back.offerId as never });
    if (!("pending" in asked)) throw new Error("taken by one person");
    expect(await stock(tillId), "nothing has moved").toEqual({ "10000": 10 });
    const { version } = await readApproval(manager, asked.pending);
    const yes = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
    expect(await decideApproval(manager, yes)).toMatchObject({ status: "released" });
    const { reference } = await completeRequest(other, { key: newKey(), approvalId: asked.pending as never });
    expect(reference).toMatch(/^CMV-/);
    expect(await stock(tillId)).toEqual({ "10000": 4 });
    await sql`
      insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'vault.move', null, 'EUR', 50000, null, '2026-03-02')`;
  });

  test("enters and leaves a vault by two people, whatever the amount and without any policy", async () => {
    const manager = await bank.staff("branch_manager");
    const before = await stock(vault());
    const move = { vaultId: vault() as never, currency: "EUR", amount: "20.00", notes: { "2000": 1 } };
    const input = (kind: "settlement_to_vault" | "vault_to_settlement") => ({ ...move, kind, key: newKey() });
    for (const kind of ["settlement_to_vault", "vault_to_settlement"] as const) {
      const asked = await moveVaultCash(custodian, input(kind));
      if (!("pending" in asked)) throw new Error(`${kind} by one person`);
      const { version, policy } = await readApproval(manager, asked.pending);
      expect(policy).toBe("Cash into and out of a vault always needs the branch manager.");
      const yes = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
      await expect(decideApproval(custodian, yes)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await stock(vault()), "nothing has moved").toEqual(before);
    const people = { maker: custodian, checker: manager };
    expect(await completed(moveVaultCash, input("settlement_to_vault"), people)).toMatch(/^CMV-/);
    expect((await stock(vault()))["2000"]).toBe((before["2000"] ?? 0) + 1);
    expect(await completed(moveVaultCash, input("vault_to_settlement"), people)).toMatch(/^CMV-/);
    expect(await stock(vault())).toEqual(before);
  });

  test("is listed page by page, however much is under way", async () => {
    const [giver, taker] = await Promise.all([bank.teller(60_00n), bank.teller()]);
    const [from, to] = await Promise.all([tillOf(giver), tillOf(taker)]);
    const made: string[] = [];
    for (let n = 0; n < 57; n += 1) made.push((await offer(giver, from, to, "1.00", coins("1.00"))).offerId);
    const seen: string[] = [];
    let page = await openOffers(taker);
    for (;;) {
      seen.push(...page.rows.map(({ id }) => id));
      if (!page.older) break;
      page = await openOffers(taker, { older: page.older });
    }
    expect(seen).toEqual(made.toReversed());
    const back = await openOffers(taker, { newer: page.newer as string });
    expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(25, 50));
  });

  test("never moves by one person alone, whatever the application says", async () => {
    const teller = await bank.teller();
    const move = { vaultId: vault() as never, tillId: (await tillOf(teller)) as never, currency: "EUR" };
    const alone = { ...move, key: newKey(), kind: "vault_to_till", amount: "20.00", notes: { "2000": 1 } };
    expect(moveVaultCashInput.safeParse(alone).success, "no command takes it").toBe(false);
    const [entry] = await sqlOf(database.db)<{ id: string }[]>`
      select id from journal_entries where actor_kind = 'staff' and kind = 'settlement_to_vault' limit 1`;
    await expect(
      sqlOf(database.admin)`
        insert into cash_moves (id, kind, reference, vault_id, till_id, amount_minor, currency)
        values (${entry?.id as string}, 'vault_to_till', 'X', ${vault()}, ${move.tillId}, 1, 'EUR')`,
    ).rejects.toMatchObject({ constraint_name: "cash_moves_two_people" });
    const [taken] = await sqlOf(database.db)<
      { id: string }[]
    >`select id from cash_offers where status = 'taken' limit 1`;
    await expect(
      sqlOf(database.admin)`update cash_offers set status = 'withdrawn' where id = ${taken?.id as string}`,
    ).rejects.toMatchObject({ constraint_name: "cash_offers_over" });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { beginColleaguesCount } from "@/lib/cash/begin-colleagues-count";
import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeColleaguesTill } from "@/lib/cash/close-colleagues-till";
import { closeTill } from "@/lib/cash/close-till";
import { countColleaguesTill } from "@/lib/cash/count-colleagues-till";
import { cashPosition, ownCount } from "@/lib/cash/count-queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { endColleaguesOffer } from "@/lib/cash/end-colleagues-offer";
import { endHandover } from "@/lib/cash/end-handover";
import { exportJournal } from "@/lib/cash/export-journal";
import { handOverTill } from "@/lib/cash/hand-over-till";
import { colleaguesTill, freeTellers, openHandover } from "@/lib/cash/handover-queries";
import { tillJournal, tillSession } from "@/lib/cash/journal-queries";
import { placeLimits } from "@/lib/cash/limit-queries";
import { offersAtTill } from "@/lib/cash/offer-queries";
import { placePositions } from "@/lib/cash/position-queries";
import { cashPlaces, myTill } from "@/lib/cash/queries";
import { resumeTill } from "@/lib/cash/resume-till";
import { settleTill } from "@/lib/cash/settle-till";
import { suspendTill } from "@/lib/cash/suspend-till";
import { takeTill } from "@/lib/cash/take-till";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { ownNotices } from "@/lib/notifications/queries";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { offerCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { closeCounted, countAndClose, countAndHandOver, countFor, countOf, openCounted } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";

type Staff = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let manager: Staff;
let custodian: Staff;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  custodian = await bank.staff("vault_custodian");
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const sessionOf = async (teller: Staff) => {
  const till = await myTill(teller);
  if (!till) throw new Error("no till is open");
  return { sessionId: till.sessionId as never, tillId: till.tillId };
};
const statusOf = async (sessionId: string) => {
  const [row] = await sql()<{ status: string }[]>`select status from till_sessions where id = ${sessionId}`;
  return row?.status;
};
const count = (who: Staff, sessionId: never, notes: Record<string, number>) =>
  countFor(who, { key: newKey(), sessionId, counts: { EUR: notes } });
const begin = (who: Staff, sessionId: never) => beginColleaguesCount(who, { key: newKey(), sessionId });
const deposit = async (teller: Staff, tillSessionId?: never) => {
  const { iban } = await bank.account((await bank.customer()).id);
  const cash = { iban, amount: "10.00", notes: coins("10.00"), paidInBy: undefined, note: undefined };
  return depositCash(teller, { ...cash, key: newKey(), tillSessionId });
};

describe("the till of a teller who cannot count it", () => {
  test.each([
    ["agrees", 80_00n],
    ["is short", 75_00n],
    ["is over", 81_50n],
  ])("is counted by a colleague and closed by two: the count %s", async (_, found) => {
    const ill = await bank.teller(80_00n);
    const { sessionId, tillId } = await sessionOf(ill);
    const { countId } = await count(custodian, sessionId, coins(found));
    expect(await statusOf(sessionId)).toBe("counting");
    await expect(deposit(ill)).rejects.toMatchObject({ reason: "till_counting" });
    expect(await colleaguesTill(custodian, tillId)).toMatchObject({
      holder: ill.actor.name,
      count: { totals: [{ currency: "EUR", countedMinor: found, bookedMinor: 80_00n }, { currency: "USD" }] },
    });
    const close = { key: newKey(), sessionId, countId: countId as never, reason: "Taken ill at noon." };
    expect(await carried(closeColleaguesTill, close, { maker: custodian, checker: manager })).toBe("approved");
    expect(await statusOf(sessionId)).toBe("closed");
    expect(await colleaguesTill(custodian, tillId)).toBeNull();
    const [stock] = await sql()<{ minor: bigint; booked: bigint }[]>`
      select sum(s.value_minor * s.quantity)::bigint as minor, max(b.balance) as booked from cash_stock s
        join cash_accounts c on c.cash_point_id = s.cash_point_id and c.currency = s.currency
        join account_balances b on b.account_id = c.ledger_account_id
      where s.cash_point_id = ${tillId} and s.currency = 'EUR'`;
    expect(stock).toEqual({ minor: found, booked: found });
    const differences = await sql()`
      select d.amount_minor as minor, d.reason, d.agreed_by as by from cash_differences d where d.count_id = ${countId}`;
    const by = found > 80_00n ? found - 80_00n : 80_00n - found;
    expect([...differences]).toEqual(
      by === 0n ? [] : [{ minor: by, reason: "Taken ill at noon.", by: manager.actor.userId }],
    );
    const next = await bank.staff("teller");
    await openCounted(next, tillId);
  });

  test("needs the second person even when the count agrees, and another than its teller", async () => {
    const ill = await bank.teller(30_00n);
    const { sessionId } = await sessionOf(ill);
    const { countId } = await count(custodian, sessionId, coins(30_00n));
    const close = { key: newKey(), sessionId, countId: countId as never, reason: "Shut out." };
    const asked = await closeColleaguesTill(custodian, close);
    if (!("pending" in asked)) throw new Error("closed by one person");
    expect(await statusOf(sessionId)).toBe("counting");
    await expect(count(ill, sessionId, coins(30_00n))).rejects.toMatchObject({ reason: "own_till" });
    await expect(count(await bank.staff("branch_manager"), sessionId, {})).rejects.toMatchObject({
      reason: "not_permitted",
    });
    await expect(count(await bank.staff("teller", "002"), sessionId, {})).rejects.toMatchObject({
      reason: "other_branch",
    });
    // Whose count it was not does not close the till on it.
    await expect(closeColleaguesTill(await bank.staff("teller"), { ...close, key: newKey() })).rejects.toMatchObject({
      reason: "count_over",
    });
    // The teller is back and serves: the count stands no more.
    await resumeTill(ill, { key: newKey() });
    await deposit(ill);
    const { version } = await readApproval(manager, asked.pending);
    const late = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
    expect(await decideApproval(manager, late)).toMatchObject({ status: "returned" });
    expect(await statusOf(sessionId)).toBe("open");
    await closeCounted(ill);
    await expect(count(custodian, sessionId, {})).rejects.toMatchObject({ reason: "till_session_closed" });
  });

  test("waits until cash on its way has found a hand", async () => {
    const [ill, other] = await Promise.all([bank.teller(20_00n), bank.teller()]);
    const [from, to] = await Promise.all([sessionOf(ill), sessionOf(other)]);
    const offer = { fromId: from.tillId as never, toId: to.tillId as never, currency: "EUR", amount: "5.00" };
    await offerCash(ill, { ...offer, key: newKey(), notes: coins("5.00") });
    await expect(count(custodian, from.sessionId, {})).rejects.toMatchObject({ reason: "offers_open" });
    await expect(begin(custodian, from.sessionId)).rejects.toMatchObject({ reason: "offers_open" });
  });

  test("is not held up by an offer between two tellers who are both away: whoever counts takes it back", async () => {
    const [ill, away] = await Promise.all([bank.teller(20_00n), bank.teller()]);
    const [from, to] = await Promise.all([sessionOf(ill), sessionOf(away)]);
    const offer = { fromId: from.tillId as never, toId: to.tillId as never, currency: "EUR", amount: "5.00" };
    const made = await offerCash(ill, { ...offer, key: newKey(), notes: coins("5.00") });
    const offerId = made.offerId as never;
    const end = (who: Staff, sessionId: never) => endColleaguesOffer(who, { key: newKey(), sessionId, offerId });
    // Both tills show it to whoever may count them, and to nobody else.
    for (const { tillId } of [from, to])
      expect(await offersAtTill(custodian, tillId)).toMatchObject([{ id: offerId, amountMinor: 5_00n, own: false }]);
    expect(await offersAtTill(await bank.staff("vault_custodian", "002"), from.tillId)).toEqual([]);
    await expect(end(manager, from.sessionId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(end(await bank.staff("teller", "002"), from.sessionId)).rejects.toMatchObject({
      reason: "other_branch",
    });
    await expect(end(ill, from.sessionId)).rejects.toMatchObject({ reason: "own_till" });
    const elsewhere = await sessionOf(await bank.teller());
    await expect(end(custodian, elsewhere.sessionId), "not an offer of that till").rejects.toMatchObject({
      reason: "offer_over",
    });
    await end(custodian, to.sessionId);
    await expect(end(custodian, from.sessionId)).rejects.toMatchObject({ reason: "offer_over" });
    const [row] = await sql()`select status, ended_by as by from cash_offers where id = ${offerId}`;
    expect(row).toEqual({ status: "withdrawn", by: custodian.actor.userId });
    expect(await offersAtTill(custodian, from.tillId)).toEqual([]);
    expect((await ownNotices(ill.db, ill.actor)).map(({ subject }) => subject)).toEqual([
      "Cash you handed over was taken back",
    ]);
    // Nothing moved: the cash is where it came from, and the count goes on.
    const { countId } = await count(custodian, from.sessionId, coins(20_00n));
    expect(await colleaguesTill(custodian, from.tillId)).toMatchObject({
      count: { totals: [{ countedMinor: 20_00n, bookedMinor: 20_00n }, { currency: "USD" }] },
    });
    const close = { key: newKey(), sessionId: from.sessionId, countId: countId as never, reason: "Taken ill." };
    expect(await carried(closeColleaguesTill, close, { maker: custodian, checker: manager })).toBe("approved");
    expect((await ownNotices(ill.db, ill.actor))[0], "the teller learns of it").toMatchObject({
      subject: "Your till was counted and closed by a colleague",
      body: expect.stringMatching(/^Till \d+ agreed with the books\. CNT-\S+ is the slip of the count\.$/),
    });
  });
});

describe("a count is blind", () => {
  const figures = async (who: Staff, { tillId, sessionId }: { tillId: string; sessionId: never }) => ({
    place: (await cashPlaces(who)).find(({ id }) => id === tillId)?.cash.length ?? 0,
    position: (await placePositions(who)).filter(({ id }) => id === tillId).length,
    totals: (await tillSession(who, sessionId))?.cash.length ?? 0,
    journal: (await tillJournal(who, sessionId)).rows.length,
  });
  const nothing = { place: 0, position: 0, totals: 0, journal: 0 };
  const all = { place: 2, position: 2, totals: 2, journal: 1 };

  test("from its beginning until it is in, for everybody who might count, and for nobody else", async () => {
    const teller = await bank.teller(80_00n);
    const till = await sessionOf(teller);
    const byNote = async (who: Staff) =>
      (await cashPosition(who))[0]?.notes.reduce((sum, one) => sum + one.valueMinor * BigInt(one.tills), 0n) ?? 0n;
    const [before, seen] = [await byNote(custodian), await byNote(manager)];
    expect(await figures(teller, till)).toEqual(all);
    await beginTillCount(teller, { key: newKey(), sessionId: till.sessionId, goal: "close" });
    expect(await statusOf(till.sessionId)).toBe("counting");
    await expect(deposit(teller)).rejects.toMatchObject({ reason: "till_counting" });
    for (const who of [teller, custodian, await bank.staff("teller")])
      expect(await figures(who, till), who.actor.roles.join()).toEqual(nothing);
    expect((await placeLimits(custodian, till.tillId))?.limits[0]?.heldMinor).toBeNull();
    await expect(exportJournal(teller, till.sessionId)).rejects.toMatchObject({ reason: "till_counting" });
    expect(before - (await byNote(custodian)), "nor as a rest of the sum").toBe(80_00n);
    expect(await figures(manager, till)).toEqual(all);
    expect(await byNote(manager)).toBe(seen);
    const short = { key: newKey(), sessionId: till.sessionId, counts: { EUR: coins(70_00n) } };
    expect(await closeTill(teller, short)).toMatchObject({ closed: false });
    expect(await figures(teller, till), "the difference is shown after the count").toEqual(all);
    expect((await ownCount(teller))?.totals[0]).toMatchObject({ countedMinor: 70_00n, bookedMinor: 80_00n });
    // Begun anew, the count before stands no more.
    await resumeTill(teller, { key: newKey() });
    expect(await figures(teller, till)).toEqual(all);
    await beginTillCount(teller, { key: newKey(), sessionId: till.sessionId, goal: "hand-over" });
    expect(await ownCount(teller)).toBeNull();
    expect(await figures(teller, till)).toEqual(nothing);
    await closeCounted(teller);
  });

  test("and is taken only after its beginning and until it is in, so that nobody counts what they have read", async () => {
    const [teller, colleague] = await Promise.all([bank.teller(80_00n), bank.staff("teller")]);
    const { sessionId } = await sessionOf(teller);
    const short = { sessionId, counts: { EUR: coins(70_00n) } };
    const ways = [
      () => closeTill(teller, { key: newKey(), ...short }),
      () => handOverTill(teller, { key: newKey(), ...short, toId: colleague.actor.userId }),
      () => countColleaguesTill(custodian, { key: newKey(), ...short }),
    ];
    const refused = async (when: string) => {
      for (const way of ways)
        await expect(way(), when).rejects.toMatchObject({
          reason: "count_not_begun",
          sentence: expect.stringContaining("Begin the count, then count it."),
        });
    };
    await refused("while the till serves");
    // The form stays open in one tab while the teller goes on serving in another, and reads the figure there.
    await beginTillCount(teller, { key: newKey(), sessionId, goal: "close" });
    await resumeTill(teller, { key: newKey() });
    await refused("once it serves again");
    await beginTillCount(teller, { key: newKey(), sessionId, goal: "close" });
    expect(await closeTill(teller, { key: newKey(), ...short })).toMatchObject({ closed: false });
    expect((await ownCount(teller))?.totals[0], "the books are open now").toMatchObject({ bookedMinor: 80_00n });
    await refused("after the count is in");
    await closeCounted(teller);
  });

  test("also where a colleague counts after the teller has counted", async () => {
    const ill = await bank.teller(80_00n);
    const till = await sessionOf(ill);
    const own = await countAndClose(ill, { key: newKey(), counts: { EUR: coins(70_00n) } });
    await begin(custodian, till.sessionId);
    expect(await figures(custodian, till)).toEqual(nothing);
    expect(await colleaguesTill(custodian, till.tillId)).toMatchObject({ begun: true, count: null });
    const settle = { key: newKey(), countId: own.countId as never, reason: "A ten was missing" };
    await expect(settleTill(ill, settle), "nor does the teller's count stand").rejects.toMatchObject({
      reason: "count_over",
    });
    await count(custodian, till.sessionId, coins(80_00n));
    expect(await figures(custodian, till)).toEqual(all);
    expect(await colleaguesTill(custodian, till.tillId)).toMatchObject({ begun: false });
    await closeCounted(ill);
  });
});

describe("a whole till", () => {
  const handOver = async (giver: Staff, taker: Staff, counts?: Record<string, Record<string, number>>) =>
    countAndHandOver(giver, { key: newKey(), toId: taker.actor.userId, counts: counts ?? (await countOf(giver)) });
  const take = (taker: Staff, handoverId: string | null) =>
    takeTill(taker, { key: newKey(), handoverId: handoverId as never });

  test("goes from one teller to another once both agree to its count", async () => {
    const [giver, taker, third] = await Promise.all([bank.teller(45_00n), bank.staff("teller"), bank.staff("teller")]);
    const { sessionId, tillId } = await sessionOf(giver);
    await deposit(giver);
    expect((await freeTellers(giver)).map(({ id }) => id)).toContain(taker.actor.userId);
    const { handoverId, countId } = await handOver(giver, taker);
    expect(await openHandover(taker, "to")).toMatchObject({
      from: giver.actor.name,
      cash: [
        { currency: "EUR", countedMinor: 55_00n, notes: coins(55_00n) },
        { currency: "USD", countedMinor: 0n },
      ],
    });
    expect(await statusOf(sessionId), "nobody serves at it meanwhile").toBe("counting");
    await expect(take(third, handoverId)).rejects.toMatchObject({ reason: "handover_over" });
    await expect(take(giver, handoverId)).rejects.toMatchObject({ reason: "handover_over" });
    await take(taker, handoverId);
    expect(await statusOf(sessionId)).toBe("closed");
    expect(await myTill(giver)).toBeNull();
    expect(await myTill(taker)).toMatchObject({ tillId, status: "open", lastNo: 0 });
    expect((await myTill(taker))?.cash[0]).toMatchObject({ openingMinor: 55_00n, expectedMinor: 55_00n });
    const kinds = await sql()<{ kind: string; by: string }[]>`
      select kind, counted_by as by from cash_counts where cash_point_id = ${tillId} and id >= ${countId} order by id`;
    expect([...kinds]).toEqual([
      { kind: "handover", by: giver.actor.userId },
      { kind: "opening", by: taker.actor.userId },
    ]);
    await expect(take(taker, handoverId)).rejects.toMatchObject({ reason: "handover_over" });
    await deposit(taker);
    expect(await closeCounted(taker)).toMatchObject({ closed: true });
  });

  test("is taken back, refused, or left by whoever goes on serving, and then nobody takes it", async () => {
    const [giver, taker] = await Promise.all([bank.teller(12_00n), bank.staff("teller")]);
    const first = await handOver(giver, taker);
    await endHandover(taker, { key: newKey(), handoverId: first.handoverId as never });
    expect(await openHandover(giver, "from")).toBeNull();
    const second = await handOver(giver, taker);
    await expect(
      endHandover(await bank.staff("teller"), { key: newKey(), handoverId: second.handoverId as never }),
    ).rejects.toMatchObject({ reason: "handover_over" });
    await resumeTill(giver, { key: newKey() });
    await expect(take(taker, second.handoverId)).rejects.toMatchObject({ reason: "handover_over" });
    const third = await handOver(giver, taker);
    const { sessionId } = await sessionOf(giver);
    await count(custodian, sessionId, coins(12_00n));
    await expect(take(taker, third.handoverId)).rejects.toMatchObject({ reason: "handover_over" });
    const rows = await sql()<{ status: string }[]>`
      select status from till_handovers where till_session_id = ${sessionId} order by id`;
    expect(rows.map(({ status }) => status)).toEqual(["refused", "withdrawn", "withdrawn"]);
  });

  test("that is over or short is handed to nobody, nor one to a teller who has a till", async () => {
    const [giver, taker, busy] = await Promise.all([bank.teller(12_00n), bank.staff("teller"), bank.teller()]);
    expect(await handOver(giver, taker, { EUR: coins(11_00n) })).toMatchObject({ handoverId: null });
    expect(await openHandover(taker, "to")).toBeNull();
    await expect(handOver(giver, busy)).rejects.toMatchObject({ reason: "teller_not_free" });
    await expect(handOver(giver, giver)).rejects.toMatchObject({ reason: "choose" });
    await expect(handOver(giver, await bank.staff("teller", "002"))).rejects.toMatchObject({ reason: "choose" });
    await expect(handOver(giver, custodian)).rejects.toMatchObject({ reason: "choose" });
    const { handoverId } = await handOver(giver, taker);
    await openCounted(taker, bank.branch("001").tillIds[50] as string);
    await expect(take(taker, handoverId)).rejects.toMatchObject({ reason: "till_already_open" });
    expect(await statusOf((await sessionOf(giver)).sessionId), "nothing has changed hands").toBe("counting");
  });

  test("changes hands once, and the database lets no answer be changed", async () => {
    const [giver, taker] = await Promise.all([bank.teller(), bank.staff("teller")]);
    const { handoverId } = await handOver(giver, taker);
    const both = await Promise.allSettled([take(taker, handoverId), take(taker, handoverId)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(
      sqlOf(database.admin)`update till_handovers set status = 'refused' where id = ${handoverId}`,
    ).rejects.toMatchObject({ constraint_name: "till_handovers_over" });
  });
});

test("a form that was drawn for an earlier session of the till is refused with a sentence", async () => {
  const teller = await bank.teller(10_00n);
  const { sessionId: before, tillId } = await sessionOf(teller);
  await deposit(teller, before);
  await closeCounted(teller);
  await openCounted(teller, tillId);
  const stale = { reason: "till_session_changed", sentence: expect.stringContaining("has ended. Open the page again") };
  await expect(deposit(teller, before)).rejects.toMatchObject(stale);
  const counts = await countOf(teller);
  await expect(closeTill(teller, { key: newKey(), sessionId: before, counts })).rejects.toMatchObject(stale);
  await expect(suspendTill(teller, { key: newKey(), sessionId: before })).rejects.toMatchObject(stale);
  await expect(resumeTill(teller, { key: newKey(), sessionId: before })).rejects.toMatchObject(stale);
  const to = { toId: bank.branch("001").vaultId as never, currency: "EUR", amount: "1.00", notes: coins("1.00") };
  await expect(
    offerCash(teller, { ...to, key: newKey(), fromId: tillId as never, tillSessionId: before }),
  ).rejects.toMatchObject(stale);
  await expect(
    handOverTill(teller, { key: newKey(), sessionId: newId(), toId: custodian.actor.userId, counts }),
  ).rejects.toMatchObject(stale);
  const { sessionId } = await sessionOf(teller);
  await deposit(teller, sessionId);
  expect(await countAndClose(teller, { key: newKey(), sessionId, counts: await countOf(teller) })).toMatchObject({
    closed: true,
  });
});

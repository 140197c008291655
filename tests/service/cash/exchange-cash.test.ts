import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { changePolicy } from "@/lib/approvals/change-policy";
import { exchangeCash } from "@/lib/cash/exchange-cash";
import { exchangeService, notesQuotePage } from "@/lib/cash/exchange-queries";
import { myTill, tillMovements } from "@/lib/cash/queries";
import { quoteNotes } from "@/lib/cash/quote-notes";
import { setCashLimit } from "@/lib/cash/set-cash-limit";
import { setQuestion } from "@/lib/cash/set-question";
import { undoLastMovement } from "@/lib/cash/undo-last-movement";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type AccountId, newId } from "@/lib/core/ids";
import { positionsOn } from "@/lib/exchange/positions";
import { readRates } from "@/lib/exchange/read-rates";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeDay } from "@/lib/operations/close-day";
import { completeRequest } from "@/lib/operations/complete-request";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { startNotesExchange } from "@/lib/payments/start-notes-exchange";
import { typedAtAccount } from "@/lib/payments/typed-payments";
import { exchangeSlipOf } from "@/lib/statements/exchange-slip";
import { printReceipt } from "@/lib/statements/print-receipt";
import { receiptOf } from "@/lib/statements/receipt";
import { exchangePaper, receiptPaper } from "@/lib/statements/receipt-paper";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { countAndClose } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { setRates } from "../../support/rates";
import { carried } from "../../support/second-person";
import { balanceOf } from "../payments/money";

type Teller = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let manager: Teller;
let teller: Teller;
let account: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  account = await bank.account((await bank.customer()).id, 1000_00n);
  await setRates(bank, "0.9050", "0.9150", "0.9250");
});
beforeEach(async () => {
  teller = await bank.teller(500_50n);
});
afterAll(() => database.close());

type Way = "brings" | "takes";
type Against = "account" | "cash";
const quoteId = async (way: Way) => {
  const id = (await readRates(database.db, FIRST_DAY)).byCurrency.get("USD")?.id;
  return way === "brings" ? `${id}.own` : `own.${id}`;
};
/** An exchange of dollar notes as the form sends it. */
const notes = async (way: Way, against: Against, amount: string, otherAmount: string, over: object = {}) => ({
  key: newKey(),
  iban: account.iban,
  way,
  against,
  currency: "USD" as const,
  amount,
  notes: coins(amount),
  otherAmount,
  otherNotes: against === "cash" ? coins(otherAmount) : {},
  quote: await quoteId(way),
  present: [],
  ...over,
});
const exchange = async (...asked: Parameters<typeof notes>) => {
  const done = await exchangeCash(teller, await notes(...asked));
  if (!("reference" in done)) throw new Error("it waits");
  return done;
};
const reasonOf = async (...asked: Parameters<typeof notes>) =>
  exchange(...asked).then(
    () => "done",
    (error) => `${error.reason} ${error.field ?? ""}`.trim(),
  );
const till = async () => {
  const cash = (await myTill(teller))?.cash ?? [];
  return Object.fromEntries(cash.map((one) => [one.currency, one]));
};

test("notes brought are bought at bid, onto the account", async () => {
  const before = await balanceOf(database.db, account.id);
  const { reference } = await exchange("brings", "account", "100.00", "90.50");
  expect(await balanceOf(database.db, account.id)).toBe((before ?? 0n) + 90_50n);
  expect(await till()).toMatchObject({
    USD: { expectedMinor: 100_00n, inMinor: 100_00n, outMinor: 0n, openingMinor: 0n },
    EUR: { expectedMinor: 500_50n, inMinor: 0n, outMinor: 0n },
  });
  const receipt = await receiptOf(teller, reference);
  if (!receipt) throw new Error("no receipt");
  expect(receiptPaper(receipt)).toMatchObject({ title: "Foreign notes bought", amount: "€90.50" });
  expect(receiptPaper(receipt).lines).toEqual(
    expect.arrayContaining([
      { term: "Exchanged", value: "$100.00 for €90.50" },
      { term: "Rate", value: "1 USD = 0.9050 EUR" },
    ]),
  );
});

test("notes brought and taken against cash move both drawers, to the cent, and are on the paper and in the journal", async () => {
  await exchange("brings", "cash", "100.00", "90.50");
  expect(await till()).toMatchObject({
    USD: { expectedMinor: 100_00n, inMinor: 100_00n },
    EUR: { expectedMinor: 410_00n, outMinor: 90_50n, openingMinor: 0n },
  });
  const { reference } = await exchange("takes", "cash", "40.00", "37.00");
  expect(await till()).toMatchObject({
    USD: { expectedMinor: 60_00n, inMinor: 100_00n, outMinor: 40_00n },
    EUR: { expectedMinor: 447_00n, inMinor: 37_00n, outMinor: 90_50n },
  });
  const { rows } = await tillMovements(teller);
  expect(rows).toMatchObject([
    { no: 2, kind: "note_sale", amountMinor: 40_00n, currency: "USD", exchange: { minor: "3700", against: "cash" } },
    { no: 1, kind: "note_purchase", amountMinor: 100_00n, exchange: { minor: "9050", currency: "EUR" } },
  ]);
  expect(await receiptOf(teller, reference)).toBeNull();
  const slip = await exchangeSlipOf(teller, reference);
  if (!slip) throw new Error("no paper");
  expect(exchangePaper(slip)).toMatchObject({ title: "Foreign notes sold", amount: "$40.00" });
  expect(exchangePaper(slip).lines).toEqual(
    expect.arrayContaining([
      { term: "Rate", value: "1 USD = 0.9250 EUR" },
      { term: "Exchanged", value: "€37.00 for $40.00", strong: true },
    ]),
  );
  expect((await printReceipt(teller, { key: newKey(), reference })).no).toBe(0);
  expect(await exchangeSlipOf(await bank.staff("finance_officer", "002"), reference)).not.toBeNull();
  expect(await exchangeSlipOf(await bank.staff("service_officer", "002"), reference)).toBeNull();
  // What is counted at the end is what the books hold, in both currencies.
  const closed = await countAndClose(teller, { key: newKey(), counts: { EUR: coins("447.00"), USD: coins("60.00") } });
  expect(closed).toMatchObject({ closed: true });
});

test("notes taken are sold at offer, from the account, and never beyond what it holds", async () => {
  await exchange("brings", "account", "100.00", "90.50");
  const before = (await balanceOf(database.db, account.id)) as bigint;
  await exchange("takes", "account", "100.00", "92.50");
  expect(await balanceOf(database.db, account.id)).toBe(before - 92_50n);
  const poor = await bank.account((await bank.customer("Jonas Brandt")).id, 10_00n);
  await exchange("brings", "account", "100.00", "90.50");
  expect(await reasonOf("takes", "account", "100.00", "92.50", { iban: poor.iban })).toBe("insufficient_funds amount");
});

test("repeating the key is one exchange, and the same key for another is refused", async () => {
  const input = await notes("brings", "account", "10.00", "9.05");
  const first = await exchangeCash(teller, input);
  expect(await exchangeCash(teller, input)).toEqual(first);
  expect((await till()).USD).toMatchObject({ expectedMinor: 10_00n });
  await expect(exchangeCash(teller, { ...input, amount: "11.00" })).rejects.toMatchObject({ reason: "key_reused" });
});

test("each fault is told, and moves nothing", async () => {
  expect(await reasonOf("takes", "cash", "40.00", "37.00")).toBe("till_short amount");
  expect(await reasonOf("brings", "cash", "10.00", "9.05", { notes: coins("9.00") })).toBe("notes_differ notes");
  expect(await reasonOf("brings", "cash", "10.00", "9.05", { otherNotes: {} })).toBe("notes_differ otherNotes");
  expect(await reasonOf("brings", "cash", "10.00", "9.05", { otherNotes: { "905": 1 } })).toBe(
    "denomination_unknown otherNotes",
  );
  // There are fifty cents in the till, and no fifty-one.
  const cents = { otherNotes: { "100": 8, "1": 105 } };
  expect(await reasonOf("brings", "cash", "10.00", "9.05", cents)).toBe("notes_short otherNotes");
  expect(await reasonOf("brings", "account", "10.00", "9.06")).toBe("rate_changed");
  expect(await reasonOf("brings", "account", "10.00", "9.05", { quote: await quoteId("takes") })).toBe("rate_changed");
  expect(await reasonOf("brings", "account", "10.00", "10.00", { currency: "EUR" })).toBe(
    "exchange_same_currency currency",
  );
  expect(await reasonOf("brings", "account", "0.01", "0.00")).toBe("exchange_too_small amount");
  expect(await till()).toMatchObject({ USD: { expectedMinor: 0n }, EUR: { expectedMinor: 500_50n } });
  const clerk = await bank.staff("service_officer");
  await expect(exchangeCash(clerk, await notes("brings", "account", "10.00", "9.05"))).rejects.toMatchObject({
    reason: "not_permitted",
  });
  const idle = await bank.staff("teller");
  await expect(exchangeCash(idle, await notes("brings", "account", "10.00", "9.05"))).rejects.toMatchObject({
    reason: "till_not_open",
  });
  const ask = { accountId: account.id, way: "brings", against: "cash", currency: "CHF", amount: "10.00" } as const;
  await expect(quoteNotes(teller, ask)).rejects.toMatchObject({ reason: "rate_missing" });
});

test("the page shows both amounts, the rate and the notes of both sides", async () => {
  const service = await exchangeService(teller, account.id);
  if (!service) throw new Error("no such account");
  expect(service).toMatchObject({ base: "EUR", currencies: ["USD"] });
  const shown = await notesQuotePage(teller, service, {
    way: "takes",
    against: "cash",
    currency: "USD",
    amount: "1,000.00",
  });
  expect(shown).toMatchObject({
    state: "ready",
    shown: {
      notes: { minor: 1000_00n, currency: "USD" },
      other: { minor: 925_00n, currency: "EUR" },
      rates: ["1 USD = 0.9250 EUR"],
      second: null,
      otherDrawer: { stock: { "100": 500, "1": 50 } },
    },
  });
  const { typed } = await startNotesExchange(teller, {
    accountId: account.id,
    way: "takes",
    against: "cash",
    currency: "USD",
    amount: "1000.00",
  });
  const { from, ...kept } = await typedAtAccount(teller, account.id, typed);
  expect(from).toBe(account.id);
  expect(await notesQuotePage(teller, service, kept), "as it was typed, kept beside the address").toEqual(shown);
  expect(await notesQuotePage(teller, service, { way: "takes", amount: "5" })).toEqual({ state: "unread" });
  const eur = { way: "takes", against: "cash", currency: "EUR", amount: "5.00" };
  expect(await notesQuotePage(teller, service, eur)).toMatchObject({ state: "refused" });
});

test("the last exchange of a till is undone with a second person, notes and positions with it", async () => {
  const position = async () => (await positionsOn(database.db, FIRST_DAY)).positions[0]?.minor;
  const before = await position();
  const { entryId, reference } = await exchange("brings", "cash", "20.00", "18.10");
  expect(await position()).not.toBe(before);
  const undo = { key: newKey(), entryId, reason: "wrong_amount", note: undefined } as const;
  expect(await carried(undoLastMovement, undo, { maker: teller, checker: manager })).toBe("approved");
  expect(await position()).toBe(before);
  expect(await till()).toMatchObject({
    USD: { expectedMinor: 0n, inMinor: 0n },
    EUR: { expectedMinor: 500_50n, outMinor: 0n, openingMinor: 0n },
  });
  const undone = (await tillMovements(teller)).rows[0]?.undoneBy as string;
  expect(await exchangeSlipOf(teller, undone)).toMatchObject({ reference: undone, title: "Correction" });
  expect(reference).not.toBe(undone);
});

test("a full drawer takes no more notes of a currency", async () => {
  const pointId = (await myTill(teller))?.tillId as never;
  const limit = {
    key: newKey(),
    pointId,
    currency: "USD",
    soft: "50.00",
    hard: "100.00",
    reason: "Robberies",
  } as const;
  const custodian = await bank.staff("vault_custodian");
  expect(await carried(setCashLimit, limit, { maker: custodian, checker: manager })).toBe("approved");
  expect(await reasonOf("brings", "account", "100.01", "90.50")).toMatch(/^place_full/);
  expect(await reasonOf("brings", "account", "100.00", "90.50")).toBe("done");
});

test("from a policy's amount in the bank's own currency on a second person agrees, and the teller completes it", async () => {
  const [admin, admin2] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
  const policy = {
    kind: "cash.exchange",
    role: "anyone",
    currency: "EUR",
    from: "200.00",
    checkerRole: "branch_manager",
    effectiveFrom: FIRST_DAY,
    reason: "Caution",
  } as const;
  await carried(changePolicy, policy, { maker: admin, checker: admin2 });
  // 220.00 dollars are 199.10 euros.
  expect(await reasonOf("brings", "account", "220.00", "199.10")).toBe("done");
  const before = await balanceOf(database.db, account.id);
  const asked = await exchangeCash(teller, await notes("brings", "account", "221.00", "200.00"));
  if (!("pending" in asked)) throw new Error("nobody was asked");
  const request = await readApproval(manager, asked.pending);
  expect(request).toMatchObject({
    amountMinor: 200_00n,
    currency: "EUR",
    after: { customer_gives: "$221.00", customer_gets: "€200.00", rate: "1 USD = 0.9050 EUR" },
  });
  const decide = { key: newKey(), approvalId: asked.pending, seen: request.version, answer: "approved" } as const;
  expect(await decideApproval(manager, decide)).toMatchObject({ status: "released" });
  expect(await balanceOf(database.db, account.id)).toBe(before);
  const done = await completeRequest(teller, { key: newKey(), approvalId: asked.pending });
  expect(done.reference).toMatch(/^CSH-/);
  expect(await balanceOf(database.db, account.id)).toBe((before ?? 0n) + 200_00n);
});

test("from the amounts at which the counter asks, the source of what comes in and a document for what leaves an account", async () => {
  const people = { maker: await bank.staff("administrator", "000"), checker: await bank.staff("administrator", "000") };
  for (const kind of ["source", "identity"] as const) {
    const question = { key: newKey(), kind, currency: "EUR", from: "90.00", reason: "Decided by the board" } as const;
    expect(await carried(setQuestion, question, people)).toBe("approved");
  }
  const service = await exchangeService(teller, account.id);
  if (!service) throw new Error("no such account");
  const shown = (way: Way, against: Against) =>
    notesQuotePage(teller, service, { way, against, currency: "USD", amount: "100.00" });
  expect(await shown("brings", "account")).toMatchObject({ shown: { question: { kind: "source" } } });
  expect(await shown("takes", "cash")).toMatchObject({ shown: { question: { kind: "source" } } });
  expect(await shown("takes", "account")).toMatchObject({ shown: { question: { kind: "identity", documents: [] } } });
  expect(await reasonOf("brings", "account", "99.00", "89.59", { quote: await quoteId("brings") })).toBe("done");
  expect(await reasonOf("brings", "account", "100.00", "90.50")).toMatch(/^source_missing/);
  const { entryId } = await exchange("brings", "account", "100.00", "90.50", { source: "savings" });
  const [kept] = await sqlOf(database.db)`select source from cash_sources where entry_id = ${entryId}`;
  expect(kept).toEqual({ source: "savings" });
  expect(await reasonOf("takes", "account", "100.00", "92.50")).toMatch(/^identity_unseen/);
});

test("the database keeps notes and legs of an exchange equal, and the day is proved and verified", async () => {
  const forged = database.admin.transaction(async (tx) => {
    // The legs of an exchange without its notes.
    const [entry] = await sqlOf(tx)<{ id: string }[]>`
      select id from cash_transactions where kind = 'note_purchase' limit 1`;
    const forgery = newId<"entry">();
    await sqlOf(tx)`
      with entry as (
        insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
        select ${forgery}, kind, reference || '!', booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id
        from journal_entries where id = ${entry?.id ?? ""})
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
      select ${forgery}, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq + 1000, balance_after
      from postings where entry_id = ${entry?.id ?? ""}`;
  });
  await expect(forged).rejects.toThrow(/moves other cash than its notes/);
  const sql = sqlOf(database.db);
  const open = await sql<{ id: string }[]>`select id from till_sessions where status <> 'closed'`;
  await sqlOf(database.admin).unsafe(
    `alter table till_sessions disable trigger user; update till_sessions set status = 'closed', closed_at = bank_now() where status <> 'closed'; alter table till_sessions enable trigger user`,
  );
  expect(open.length).toBeGreaterThan(0);
  await cutDay(bank.system, FIRST_DAY);
  expect(await closeDay(bank.system, FIRST_DAY)).toEqual({ closed: FIRST_DAY });
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});

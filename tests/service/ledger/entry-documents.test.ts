import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, type Executor, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type EntryId, newId } from "@/lib/core/ids";
import { newReference, type ReferenceKind } from "@/lib/core/references";
import { listRates } from "@/lib/exchange/queries";
import { type TemplateName, templates } from "@/lib/ledger/templates/registry";
import { documentKinds, entryDocuments } from "@/lib/reports/entry-documents";
import { FIRST_DAY, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { borrower, lendingDesk, loanAt } from "../loans/lending";

const entries = Object.fromEntries(Object.keys(templates).map((kind) => [kind, newId<"entry">()])) as Record<
  TemplateName,
  EntryId
>;
const references = {} as Record<TemplateName, string>;
const other = newId<"entry">();
const hold = newId<"hold">();

let database: TestDatabase;
let bank: TestBank;
let finance: Ctx<StaffActor, Database>;
let account: string;
let loan: string;

/** What a template's entry is called in the books, and the pages behind it. */
const expected: Readonly<Record<TemplateName, [ReferenceKind, () => string[]]>> = {
  cash_deposit: ["CSH", receipt("cash_deposit")],
  cash_withdrawal: ["CSH", receipt("cash_withdrawal")],
  vault_to_till: ["CMV", receipt("vault_to_till")],
  till_to_vault: ["CMV", receipt("till_to_vault")],
  till_to_till: ["CMV", receipt("till_to_till")],
  settlement_to_vault: ["CMV", receipt("settlement_to_vault")],
  vault_to_settlement: ["CMV", receipt("vault_to_settlement")],
  cash_over: ["CDF", () => [`/cash/differences/${entries.cash_over}`]],
  cash_short: ["CDF", () => [`/cash/differences/${entries.cash_short}`]],
  cash_cleared: [
    "CDC",
    () => [`/cash/differences/${entries.cash_over}`, `/cash/differences/${entries.cash_short}`].sort(),
  ],
  share_capital: ["CAP", () => []],
  manual_journal: ["JNL", () => []],
  transfer: ["TRF", receipt("transfer")],
  exchange: ["TRF", () => [...receipt("exchange")(), `/rates?currency=USD&upTo=${FIRST_DAY}`]],
  note_purchase: ["CSH", () => [...receipt("note_purchase")(), `/rates?currency=USD&upTo=${FIRST_DAY}`]],
  note_sale: ["CSH", () => [...receipt("note_sale")(), "/rates?currency=USD&upTo=2026-02-27"]],
  revaluation: ["FXR", () => [`/rates?currency=USD&upTo=${FIRST_DAY}`, `/end-of-day/${FIRST_DAY}`]],
  hold_captured: ["HLD", () => [...receipt("hold_captured")(), `/accounts/${account}/holds/${hold}`]],
  incoming_credit: ["INC", receipt("incoming_credit")],
  cheque_paid_in: ["CHQ", () => [...receipt("cheque_paid_in")(), `/payments/cheques/${entries.cheque_paid_in}`]],
  cheque_cleared: ["CHQ", () => [`/payments/cheques/${other}`]],
  cheque_returned: ["CHQ", () => [...receipt("cheque_returned")(), `/payments/cheques/${entries.cheque_paid_in}`]],
  fee_charged: ["FEE", () => [`/payments/cheques/${entries.cheque_paid_in}`]],
  deposit_interest_accrued: ["DIA", () => [`/end-of-day/${FIRST_DAY}`]],
  negative_interest_accrued: ["DIA", () => [`/end-of-day/${FIRST_DAY}`]],
  overdraft_interest_accrued: ["DIA", () => [`/end-of-day/${FIRST_DAY}`]],
  deposit_interest_paid: ["INT", settled("deposit_interest_paid")],
  deposit_interest_taken_back: ["INT", settled("deposit_interest_taken_back")],
  negative_interest_charged: ["INT", settled("negative_interest_charged")],
  overdraft_interest_charged: ["INT", settled("overdraft_interest_charged")],
  interest_given_back: ["INT", settled("interest_given_back")],
  term_deposit_funded: ["TDP", settled("term_deposit_funded")],
  term_deposit_paid_out: ["TDP", settled("term_deposit_paid_out")],
  loan_disbursed: ["LND", () => [...receipt("loan_disbursed")(), `/loans/${loan}`]],
  loan_interest_accrued: ["LNI", () => [`/loans/${loan}`]],
  loan_repaid: ["LNR", () => [...receipt("loan_repaid")(), `/loans/${loan}`]],
  correction: ["REV", receipt("correction")],
};

function receipt(kind: TemplateName) {
  return () => [`/receipts/${references[kind]}`];
}

function settled(kind: TemplateName) {
  return () => [...receipt(kind)(), `/accounts/${account}`];
}

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  finance = await bank.staff("finance_officer", "000");
  for (const [kind, [reference]] of Object.entries(expected))
    references[kind as TemplateName] = newReference(reference as ReferenceKind);
  const who = await borrower(bank, 100_00n);
  account = who.account.id;
  loan = await loanAt(bank, await lendingDesk(bank), "active", who);
  await writeRecords();
});
afterAll(() => database.close());

/** The records of the domains behind the entries, without the acts that would have written them. */
async function writeRecords(): Promise<void> {
  await database.admin.transaction(async (tx) => {
    const sql = sqlOf(tx);
    await sql.unsafe("set local session_replication_role = replica");
    const user = finance.actor.userId;
    const id = () => newId<"entry">();
    const amount = { currency: "EUR", amount_minor: 5_00n };
    for (const kind of ["over", "short"] as const)
      await sql`insert into cash_differences ${sql({ id: entries[`cash_${kind}`], reference: references[`cash_${kind}`], count_id: id(), kind, reason: "Counted twice", agreed_by: user, ...amount })}`;
    await sql`insert into cash_clearings ${sql({ id: entries.cash_cleared, reference: references.cash_cleared, difference_id: entries.cash_over, kind: "matched", other_id: entries.cash_short, reason: "The same notes", agreed_by: user, ...amount })}`;
    const cheque = { account_id: account, bank: "Hafenbank", drawn_on: FIRST_DAY, clears_on: FIRST_DAY, ...amount };
    const ended = { ended_by: user };
    await sql`insert into cheques ${sql({ ...cheque, ...ended, id: entries.cheque_paid_in, reference: references.cheque_paid_in, number: "1", hold_id: id(), status: "returned", ended_entry_id: entries.cheque_returned, ended_reference: references.cheque_returned, return_reason: "no_funds" })}`;
    await sql`insert into cheques ${sql({ ...cheque, ...ended, id: other, reference: newReference("CHQ"), number: "2", hold_id: id(), status: "cleared", ended_entry_id: entries.cheque_cleared, ended_reference: references.cheque_cleared })}`;
    await sql`insert into holds ${sql({ id: hold, account_id: account, reason: "card", reference: references.hold_captured, placed_by: user, ...amount })}`;
    await sql`insert into hold_resolutions ${sql({ hold_id: hold, captured_minor: 5_00n, rest: "released", entry_id: entries.hold_captured, resolved_by: user })}`;
    const [early, late] = [id(), id()];
    const rate = { currency: "USD", bid: "0.9", mid: "0.91", offer: "0.92", reason: "Fixing", approval_id: id() };
    await sql`insert into exchange_rates ${sql({ ...rate, id: early, valid_from: "2026-02-27" })}`;
    await sql`insert into exchange_rates ${sql({ ...rate, id: late, valid_from: FIRST_DAY })}`;
    const bought = { give_minor: 1n, give_currency: "USD", get_minor: 1n, get_currency: "EUR", income_minor: 0n };
    const sold = { give_minor: 1n, give_currency: "EUR", get_minor: 1n, get_currency: "USD", income_minor: 0n };
    for (const kind of ["exchange", "note_purchase"] as const)
      await sql`insert into exchanges ${sql({ ...bought, id: entries[kind], give_rate_id: late })}`;
    await sql`insert into exchanges ${sql({ ...sold, id: entries.note_sale, get_rate_id: early })}`;
    const settlements = [
      "deposit_interest_paid",
      "deposit_interest_taken_back",
      "negative_interest_charged",
      "overdraft_interest_charged",
      "interest_given_back",
    ] as const;
    for (const [at, kind] of settlements.entries())
      await sql`insert into interest_settlements ${sql({ account_id: account, kind: "deposit", day: `2026-02-0${at + 1}`, reason: "period", from_night: "2026-01-01", to_night: "2026-02-01", exact: "5", minor: 5n, entry_id: entries[kind], reference: references[kind] })}`;
    for (const kind of ["term_deposit_funded", "term_deposit_paid_out"] as const)
      await sql`insert into term_deposit_movements ${sql({ id: entries[kind], deposit_id: account, reference: references[kind] })}`;
    await sql`update loan_disbursements set id = ${entries.loan_disbursed} where loan_id = ${loan}`;
    await sql`insert into loan_repayments ${sql({ id: entries.loan_repaid, loan_id: loan, reference: references.loan_repaid, account_id: account, accrual_entry_id: entries.loan_interest_accrued, amount_minor: 5n, interest_minor: 1n, principal_minor: 4n, value_date: FIRST_DAY })}`;
    await writeEntry(tx, "fee_charged", `Fee for the return of cheque ${references.cheque_paid_in}`);
    await writeEntry(tx, "revaluation", "100.00 USD at 0.91");
    await sql`
      insert into postings (entry_id, leg, account_id, branch_id, currency, amount_minor, booking_date, value_date)
      select ${entries.revaluation}, 1, id, branch_id, currency, 1, ${FIRST_DAY}, ${FIRST_DAY} from ledger_accounts where code = '1910-USD'`;
  });
}

async function writeEntry(db: Executor, kind: TemplateName, narrative: string): Promise<void> {
  await sqlOf(db)`
    insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
    values (${entries[kind]}, ${kind}, ${references[kind]}, bank_now(), ${FIRST_DAY}, ${FIRST_DAY}, ${narrative}, ${bank.branch("000").id}, 'system', 'test', 'job', 'test')`;
}

const entryOf = (kind: TemplateName) => ({
  id: entries[kind],
  kind,
  reference: references[kind],
  bookingDate: FIRST_DAY,
  actorKind: "system" as const,
  actorId: "test",
  linked: kind === "loan_interest_accrued" ? [{ id: entries.loan_repaid, why: "repayment" }] : [],
});

describe("what an entry was caused by", () => {
  test.each(Object.keys(templates) as TemplateName[])("%s leads finance to the pages behind it", async (kind) => {
    const found = await entryDocuments(finance, entryOf(kind));
    expect(found.map(({ href }) => href)).toEqual(expected[kind][1]());
    expect(found.every(({ what, name }) => what !== "" && name !== "")).toBe(true);
  });

  test("is no page of the bank for share capital and journals by hand alone", () => {
    const without = Object.entries(documentKinds).flatMap(([kind, kinds]) => (kinds.length === 0 ? [kind] : []));
    expect(without.sort()).toEqual(["manual_journal", "share_capital"]);
  });

  test("leads nobody to a page that is closed to them", async () => {
    const [custodian, operations] = [await bank.staff("vault_custodian"), await bank.staff("operations", "000")];
    const seen = async (who: Ctx<StaffActor>, kind: TemplateName) =>
      (await entryDocuments(who, entryOf(kind))).map(({ what }) => what);
    expect(await seen(custodian, "cash_over")).toEqual(["Cash difference"]);
    expect(await seen(custodian, "cheque_cleared")).toEqual([]);
    expect(await seen(custodian, "deposit_interest_paid")).toEqual(["Receipt"]);
    expect(await seen(operations, "loan_repaid")).toEqual(["Receipt"]);
    expect(await seen(await bank.staff("compliance_officer", "000"), "cash_cleared")).toEqual([]);
  });

  test("is of a revaluation the rate that its page of rates begins with", async () => {
    const upTo = (day: string) => listRates(finance, { currency: "USD", upTo: day });
    expect((await upTo(FIRST_DAY)).rows.map(({ validFrom }) => validFrom)).toEqual([FIRST_DAY, "2026-02-27"]);
    expect((await upTo("2026-03-01")).rows.map(({ validFrom }) => validFrom)).toEqual(["2026-02-27"]);
  });
});

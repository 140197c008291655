import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import { type EntryId, newId } from "@/lib/core/ids";
import { bookJournal } from "@/lib/ledger/book-journal";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { journalOf } from "@/lib/ledger/journal-queries";
import { bookJournalInput } from "@/lib/ledger/schema";
import { verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { decideApproval } from "@/lib/operations/decide-approval";
import { exactThing } from "@/lib/operations/exact-thing";
import { returnedRequest } from "@/lib/operations/returned-request";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { reverseEntry } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { sealAll } from "../../support/seal";

let database: TestDatabase;
let bank: TestBank;
let maker: Ctx<StaffActor, Database>;
let second: Ctx<StaffActor, Database>;
let today = FIRST_DAY;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  maker = await bank.staff("finance_officer", "000");
  second = await bank.staff("finance_officer", "000");
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const branch = (code: "000" | "001" | "002") => bank.branch(code).id;
/** Charges of the central bank: half of them borne by Harbour. */
const charges = (over: object = {}) =>
  bookJournalInput.parse({
    key: newKey(),
    currency: "EUR",
    bookedOn: today,
    document: "Statement 3 of the central bank",
    reason: "Charges of February",
    account1: "5410",
    branch1: branch("000"),
    debit1: "12.50",
    account2: "5410",
    branch2: branch("001"),
    debit2: "12.50",
    account3: "1100",
    branch3: branch("000"),
    credit3: "25.00",
    branch4: branch("000"),
    ...over,
  });
const asked = async (input = charges()) => {
  const answer = await bookJournal(maker, input);
  if (!("pending" in answer)) throw new Error("It waited for nobody");
  return answer.pending;
};
const decide = (approvalId: string, by = second) =>
  decideApproval(by, { key: newKey(), approvalId, seen: 1, answer: "approved" });
const journals = () => sql()<{ id: EntryId; reference: string }[]>`
  select id, reference from journal_entries where kind = 'manual_journal' order by id desc`;

describe("a journal entered by hand", () => {
  it("moves nothing until a second finance officer agrees, who sees its lines; then it is booked as it was typed", async () => {
    const pending = await asked();
    expect(await journals()).toEqual([]);
    const request = await readApproval(second, pending);
    expect(request).toMatchObject({
      mayDecide: true,
      reason: "Charges of February",
      amountMinor: 2_500n,
      after: {
        document: "Statement 3 of the central bank",
        booked_on: "2 Mar 2026",
        line_1: "Debit 5410 Bank charges, Head office: €12.50",
        line_2: "Debit 5410 Bank charges, Harbour: €12.50",
        line_3: "Credit 1100 Settlement account at the central bank, Head office: €25.00",
      },
    });
    expect((await decide(pending)).status).toBe("approved");
    const [entry] = await journals();
    if (!entry) throw new Error("nothing was booked");
    const detail = await entryDetail(second, entry.id);
    expect(detail?.narrative).toBe("Manual journal, document Statement 3 of the central bank");
    expect(detail?.who).toBe(maker.actor.name);
    expect(detail?.legs.map(({ code, branch: at, minor }) => [code, at, minor])).toEqual([
      ["5410", "Head office", 1_250n],
      ["5410", "Harbour", 1_250n],
      ["1100", "Head office", -2_500n],
      ["1900", "Head office", 1_250n],
      ["1900", "Harbour", -1_250n],
    ]);
    expect(await journalOf(maker, entry.id)).toEqual({
      document: "Statement 3 of the central bank",
      reason: "Charges of February",
      agreedBy: second.actor.name,
    });
    const acts = await sql()<{ act: string }[]>`
      select act from audit_events where subject_id in (${entry.id}, ${pending}) order by id`;
    expect(new Set(acts.map(({ act }) => act))).toEqual(
      new Set(["approval.requested", "journal.booked", "approval.approved"]),
    );
    expect(await exactThing(maker, entry.reference)).toMatchObject({ page: `/movements?q=${entry.reference}` });
  });

  it("is agreed to by neither its maker nor anybody but finance", async () => {
    const pending = await asked(charges({ document: "Bill 7" }));
    await expect(decide(pending, maker)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
    for (const role of ["branch_manager", "operations", "credit_approver", "auditor", "administrator"] as const)
      await expect(decide(pending, await bank.staff(role, "000"))).rejects.toMatchObject({ reason: "not_permitted" });
  });

  it("is sent once, however often its form is", async () => {
    const input = charges({ document: "Bill 8" });
    expect(await bookJournal(maker, input)).toEqual(await bookJournal(maker, input));
    await expect(bookJournal(maker, { ...input, debit1: "12.49" })).rejects.toMatchObject({ reason: "key_reused" });
  });

  const refused: [what: string, over: () => object, reason: string, field?: string][] = [
    ["a control account", () => ({ account2: "2010" }), "journal_takes_none", "account2"],
    ["a till's account", () => ({ account2: "1020" }), "journal_takes_none", "account2"],
    ["interest that the nights prove", () => ({ account2: "2210" }), "journal_takes_none", "account2"],
    ["what branches owe each other", () => ({ account2: "1900" }), "journal_takes_none", "account2"],
    ["what is no account", () => ({ account2: "9999" }), "journal_takes_none", "account2"],
    ["an account of head office in a branch", () => ({ branch3: branch("001") }), "journal_account", "account3"],
    ["a branch that is none", () => ({ branch2: newId() }), "journal_account", "account2"],
    ["a line without its account", () => ({ account2: undefined }), "choose", "account2"],
    ["a line without its branch", () => ({ branch2: undefined }), "choose", "branch2"],
    ["a line without an amount", () => ({ debit2: undefined }), "amount_required", "debit2"],
    ["a line with two amounts", () => ({ credit1: "12.50" }), "journal_side", "credit1"],
    ["an amount of nothing", () => ({ debit1: "0.00" }), "amount_not_positive", "debit1"],
    ["an amount below nothing", () => ({ debit1: "-12.50" }), "amount_not_positive", "debit1"],
    ["a hundredth of a cent", () => ({ debit1: "12.5001" }), "amount_decimals", "debit1"],
    ["more than one movement may be", () => ({ debit1: "1000000000000000.01" }), "amount_too_large", "debit1"],
    ["a cent too much", () => ({ credit3: "25.01" }), "unbalanced"],
    [
      "one line alone",
      () => ({ account2: undefined, debit2: undefined, account3: undefined, credit3: undefined }),
      "unbalanced",
    ],
    [
      "no line at all",
      () => ({
        ...{ account1: undefined, debit1: undefined, account2: undefined, debit2: undefined },
        ...{ account3: undefined, credit3: undefined },
      }),
      "choose",
      "account1",
    ],
    ["a day that has not begun", () => ({ bookedOn: addDays(FIRST_DAY, 1) }), "day_ahead", "bookedOn"],
    ["a day before the first", () => ({ bookedOn: addDays(FIRST_DAY, -1) }), "period_closed", "bookedOn"],
  ];
  it.each(refused)("is refused for %s", async (_, over, reason, field) => {
    const before = await journals();
    await expect(bookJournal(maker, charges(over()))).rejects.toMatchObject({ reason, ...(field ? { field } : {}) });
    expect(await journals()).toEqual(before);
  });

  it("is undone by another journal the other way round, which takes two, and by no manager alone", async () => {
    const [entry] = await journals();
    const manager = await bank.staff("branch_manager", "000");
    await expect(
      reverseEntry(manager, { key: newKey(), entryId: entry?.id as EntryId, reason: "wrong_amount", note: undefined }),
    ).rejects.toMatchObject({ reason: "not_reversible" });
    const opposite = charges({
      ...{ document: "Statement 3, entered twice", reason: "Undoes the journal before it" },
      ...{
        debit1: undefined,
        credit1: "12.50",
        debit2: undefined,
        credit2: "12.50",
        credit3: undefined,
        debit3: "25.00",
      },
    });
    expect((await decide(await asked(opposite))).status).toBe("approved");
    const [undone] = await journals();
    expect((await entryDetail(maker, undone?.id as EntryId))?.legs.map(({ code, minor }) => [code, minor])).toEqual([
      ["5410", -1_250n],
      ["5410", -1_250n],
      ["1100", 2_500n],
      ["1900", -1_250n],
      ["1900", 1_250n],
    ]);
  });

  it("that came back gives what was typed to its maker alone, who goes on from it", async () => {
    const pending = await asked();
    const back = { approvalId: pending, seen: 1, answer: "returned" as const, reason: "The statement says 25.10" };
    await decideApproval(second, { key: newKey(), ...back });
    const { account1, debit1, branch2, currency, document } = charges();
    expect(await returnedRequest(maker, pending, "journal.book")).toMatchObject({
      account1,
      debit1,
      branch2,
      currency,
      document,
    });
    expect(await returnedRequest(second, pending, "journal.book")).toEqual({});
    expect(await returnedRequest(maker, undefined, "journal.book")).toEqual({});
    const stranger = await bank.staff("teller");
    await expect(returnedRequest(stranger, pending, "journal.book")).rejects.toMatchObject({
      reason: "approval_not_found",
    });
  });

  it("is never changed, not even behind the application’s back", async () => {
    for (const change of ["update manual_journals set reason = 'Another'", "delete from manual_journals"])
      await expect(sqlOf(database.admin).unsafe(change)).rejects.toMatchObject({ message: /manual_journals/ });
  });

  it("falls into no closed day: agreed to after the cut it comes back, and the books of the day are proved", async () => {
    const late = await asked(charges({ document: "Bill 9" }));
    const before = await journals();
    const operations = await bank.staff("operations", "000");
    await cutDay(operations, FIRST_DAY);
    expect((await decide(late)).status).toBe("returned");
    expect((await readApproval(maker, late)).steps.at(-1)?.reason).toBe(
      "2 Mar 2026 is closed. Nothing can be booked on it.",
    );
    expect(await journals()).toEqual(before);
    await closeDay({ ...operations, db: database.jobs }, FIRST_DAY);
    today = addDays(FIRST_DAY, 1);
    const next = await asked(charges({ document: "Bill 9" }));
    expect((await decide(next)).status).toBe("approved");
    expect(await journals()).toHaveLength(before.length + 1);
  });

  it("passes verification with everything else", async () => {
    await sealAll(database);
    const findings = await verifyLedger(database.jobs);
    expect(findings.filter(({ bad }) => bad)).toEqual([]);
  });
});

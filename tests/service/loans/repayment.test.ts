import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { suspendTill } from "@/lib/cash/suspend-till";
import { businessDate } from "@/lib/core/dates";
import { type LoanId, newId } from "@/lib/core/ids";
import { loanDetail, loanHistory } from "@/lib/loans/detail-queries";
import { listLoans } from "@/lib/loans/list-queries";
import { loanProofs } from "@/lib/loans/proofs";
import { repayLoan as repay } from "@/lib/loans/repay-loan";
import { markOf, standingOf } from "@/lib/loans/standing";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { disburseLoan, repayLoan } from "../../support/booked";
import { closeCounted } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { findEachByReference } from "../../support/found-by-reference";
import { whenBlockedOnALock } from "../payments/money";
import {
  actsOn,
  advanceTo,
  type Borrower,
  balanceOf,
  borrower,
  type Desk,
  legsOf,
  lendingDesk,
  loanAt,
  statusOf,
} from "./lending";

let database: TestDatabase;
let bank: TestBank;
let desk: Desk;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  desk = await lendingDesk(bank);
});
afterAll(() => database.close());

const refusedAs = (reason: string, params?: object) =>
  expect.objectContaining({ reason, ...(params ? { params } : {}) });
const on = <C extends object>(ctx: C, day: string) => ({ ...ctx, businessDate: businessDate(day) });
const detail = async (loanId: LoanId, day: string) => {
  return loanDetail(on(desk.officer, day), loanId);
};

describe("paying out", () => {
  it("books loan principal against the borrower's account, by a third person, and starts the schedule", async () => {
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "accepted", who);
    const { entryId, reference } = await disburseLoan(desk.operations, { key: newKey(), loanId });
    expect(reference).toMatch(/^LND-/);
    expect(await legsOf(database.db, entryId)).toEqual([
      ["loan", 1_000_000n],
      ["deposit", -1_000_000n],
    ]);
    expect(await balanceOf(database.db, who.account.id)).toBe(1_000_000n);
    const loan = await detail(loanId, "2026-03-02");
    expect(loan).toMatchObject({ status: "active", disbursedOn: "2026-03-02", instalmentMinor: 31_800n });
    expect(loan.aprPercent).toMatch(/^9\.38/);
    expect(loan.instalments).toHaveLength(36);
    expect(loan.instalments[0]).toMatchObject({ dueOn: "2026-04-02", interestMinor: 7_500n, principalMinor: 24_300n });
    expect(await actsOn(database.db, loanId)).toEqual([
      "loan.applied",
      "loan.approved",
      "loan.offered",
      "loan.accepted",
      "loan.disbursed",
    ]);
    const [account] = await sqlOf(database.db)`
      select a.kind, a.guarded, c.code as control, a.code = l.loan_no as numbered
      from loans l join ledger_accounts a on a.id = l.principal_account_id join ledger_accounts c on c.id = a.control_account_id where l.id = ${loanId}`;
    expect(account).toEqual({ kind: "loan", guarded: true, control: "1200", numbered: true });
  });

  it("is refused to whoever applied or decided, and to everybody without the role", async () => {
    const loanId = await loanAt(bank, desk, "accepted");
    for (const ctx of [desk.officer, desk.manager, desk.teller]) {
      await expect(disburseLoan(ctx, { key: newKey(), loanId })).rejects.toThrow(refusedAs("not_permitted"));
    }
    const both = await bank.staff(["branch_manager", "loan_operations"]);
    await sqlOf(database.admin)`update loans set decided_by = ${both.actor.userId} where id = ${loanId}`;
    await expect(disburseLoan(both, { key: newKey(), loanId })).rejects.toThrow(refusedAs("third_person_needed"));
  });

  it("happens once: the key repeated gives the same entry, another key is refused and leaves nothing behind", async () => {
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "accepted", who);
    const input = { key: newKey(), loanId };
    const first = await disburseLoan(desk.operations, input);
    expect(await disburseLoan(desk.operations, input)).toEqual(first);
    await expect(disburseLoan(desk.operations, { key: newKey(), loanId })).rejects.toThrow(refusedAs("wrong_state"));
    expect(await balanceOf(database.db, who.account.id)).toBe(1_000_000n);
  });

  it("is refused while the account takes no credits, and opens no account in the books then", async () => {
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "accepted", who);
    await sqlOf(database.admin)`
      insert into account_blocks (id, account_id, kind, reason, placed_by) values (gen_random_uuid(), ${who.account.id}, 'credit', 'Test', ${desk.manager.actor.userId})`;
    await expect(disburseLoan(desk.operations, { key: newKey(), loanId })).rejects.toThrow(
      refusedAs("account_blocked"),
    );
    const [row] = await sqlOf(
      database.db,
    )`select count(*)::int as n from ledger_accounts a join loans l on l.loan_no = a.code where l.id = ${loanId}`;
    expect(row?.n).toBe(0);
    expect(await statusOf(database.db, loanId)).toBe("accepted");
  });
});

describe("repaying", () => {
  let who: Borrower;
  let customerCtx: Awaited<ReturnType<TestBank["customer"]>>["ctx"];
  let loanId: LoanId;
  beforeAll(async () => {
    const customer = await bank.customer("Jonas Brandt");
    who = { id: customer.id, account: await bank.account(customer.id, 100_000n) };
    customerCtx = customer.ctx;
    loanId = await loanAt(bank, desk, "active", who);
  });
  const pay = (amount: string, key = newKey()) => ({ key, loanId, amount });

  it("is refused while nothing is due, naming the day", async () => {
    await expect(repayLoan(desk.teller, pay("318.00"))).rejects.toThrow(
      refusedAs("nothing_due", { date: "2026-04-02" }),
    );
  });

  it("on the due date pays interest and principal and books the interest earned before", async () => {
    await advanceTo(bank, businessDate("2026-04-02"));
    const before = await balanceOf(database.db, who.account.id);
    await expect(repayLoan(desk.teller, pay("318.01"))).rejects.toThrow(
      refusedAs("more_than_due", { dueMinor: "31800", currency: "EUR" }),
    );
    const input = pay("318.00");
    const { entryId, reference } = await repayLoan(desk.teller, input);
    expect(await repayLoan(desk.teller, input)).toEqual({ entryId, reference });
    expect(await legsOf(database.db, entryId)).toEqual([
      ["deposit", 31_800n],
      ["1210", -7_500n],
      ["loan", -24_300n],
    ]);
    const [repayment] = await sqlOf(database.db)`
      select amount_minor, interest_minor, principal_minor, accrual_entry_id, value_date::text as day from loan_repayments where id = ${entryId}`;
    expect(repayment).toMatchObject({
      amount_minor: 31_800n,
      interest_minor: 7_500n,
      principal_minor: 24_300n,
      day: "2026-04-02",
    });
    expect(await legsOf(database.db, repayment?.accrual_entry_id)).toEqual([
      ["1210", 7_500n],
      ["4010", -7_500n],
    ]);
    expect(await balanceOf(database.db, who.account.id)).toBe((before ?? 0n) - 31_800n);
  });

  it("shows the paid instalment in the schedule, and the act in the history", async () => {
    const loan = await detail(loanId, "2026-04-02");
    expect(
      loan.instalments.map((row) => markOf(row, loan.instalments, businessDate("2026-04-02"))).slice(0, 3),
    ).toEqual(["paid", "next", "scheduled"]);
    expect(loan.instalments[0]).toMatchObject({ interestPaidMinor: 7_500n, principalPaidMinor: 24_300n });
    expect(loan.repayments).toHaveLength(1);
    const history = await loanHistory(desk.officer, loanId);
    expect(history[0]).toMatchObject({ act: "loan.repaid", who: desk.teller.actor.name });
  });

  it("in part pays interest first; the rest stays overdue", async () => {
    await advanceTo(bank, businessDate("2026-05-12"));
    const { entryId } = await repayLoan(customerCtx, pay("100.00"));
    expect(await legsOf(database.db, entryId)).toEqual([
      ["deposit", 10_000n],
      ["1210", -7_318n],
      ["loan", -2_682n],
    ]);
    const loan = await detail(loanId, "2026-05-12");
    const standing = standingOf(loan.instalments, businessDate("2026-05-12"));
    expect(standing).toEqual({ outstandingMinor: 973_018n, dueMinor: 21_800n, overdueMinor: 21_800n, daysPastDue: 10 });
    // Ten days of May on the scheduled balance are earned and booked beside the interest that was due.
    const [row] = await sqlOf(
      database.db,
    )`select interest_booked_minor as booked, interest_paid_minor as paid from loans where id = ${loanId}`;
    expect(row).toEqual({ booked: 7_500n + 7_318n + 2_378n, paid: 14_818n });
  });

  it("waits for the teller's till before it locks a balance, as cash does", async () => {
    const teller = await bank.teller();
    let paying: Promise<unknown> | undefined;
    await database.admin.transaction(async (held) => {
      const tx = sqlOf(held);
      await tx`select from till_sessions where user_id = ${teller.actor.userId} for update`;
      paying = repayLoan(teller, pay("100000.00")).catch((error: unknown) => error);
      await whenBlockedOnALock(database.admin);
      await tx`select from account_balances where account_id = ${who.account.id} for update nowait`;
    });
    expect(await paying).toMatchObject({ reason: "more_than_due" });
    await suspendTill(teller, { key: newKey() });
    await expect(repayLoan(teller, pay("1.00")), "not into a session that is paused").rejects.toThrow(
      refusedAs("till_suspended"),
    );
    await closeCounted(teller);
  });

  it("is a customer's own affair: another's loan does not exist for them", async () => {
    const stranger = await bank.customer("Mira Lind");
    await expect(repayLoan(stranger.ctx, pay("1.00"))).rejects.toThrow(refusedAs("loan_not_found"));
    const alone = { ...customerCtx, actor: { ...customerCtx.actor, unproven: "no_factor" as const } };
    await expect(repayLoan(alone, pay("1.00")), "control 26").rejects.toThrow(refusedAs("factor_needed"));
    await expect(loanDetail(on(stranger.ctx, "2026-05-12"), loanId)).rejects.toThrow(refusedAs("loan_not_found"));
    expect((await loanDetail(on(customerCtx, "2026-05-12"), loanId)).id).toBe(loanId);
    await expect(repayLoan(desk.officer, pay("1.00"))).rejects.toThrow(refusedAs("not_permitted"));
  });

  it("waits for a second person from a policy's amount on, and counts towards the teller's limits", async () => {
    const rule = (checkerRole: string | null) => sqlOf(database.db)`
      insert into approval_policies (id, kind, currency, from_minor, checker_role, effective_from)
      values (${newId()}, 'loan.repay', 'EUR', 100, ${checkerRole}, '2026-03-02')`;
    await rule("branch_manager");
    const due = async () =>
      standingOf((await detail(loanId, "2026-05-12")).instalments, businessDate("2026-05-12")).dueMinor;
    const dueBefore = await due();
    const asked = await repay(desk.teller, pay("1.00"));
    if (!("pending" in asked)) throw new Error("taken by one person");
    expect(await due(), "nothing is repaid yet").toBe(dueBefore);
    const { version, after } = await readApproval(desk.manager, asked.pending);
    expect(after).toMatchObject({ amount: "€1.00" });
    const yes = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
    expect(await decideApproval(desk.manager, yes)).toMatchObject({ status: "approved" });
    expect(await due()).toBe(dueBefore - 100n);
    await repayLoan(customerCtx, pay("1.00"));
    await rule(null);
    const limit = (minor: string | null) => sqlOf(database.db)`
      insert into staff_limits (id, user_id, currency, per_transaction_minor, effective_from)
      values (${newId()}, ${desk.teller.actor.userId}, 'EUR', ${minor}, '2026-03-02')`;
    await limit("50");
    await expect(repayLoan(desk.teller, pay("0.51"))).rejects.toThrow(refusedAs("over_transaction_limit"));
    await limit(null);
  });

  it("is taken by nobody from an account that is theirs too, whoever owes the loan", async () => {
    const owner = await bank.customer("Mira Lind");
    await sqlOf(database.admin)`
      insert into account_parties (account_id, customer_id, role) values (${who.account.id}, ${owner.id}, 'joint_owner')`;
    const close = { ...desk.teller, actor: { ...desk.teller.actor, related: [owner.id] } };
    await expect(repayLoan(close, pay("1.00"))).rejects.toThrow(refusedAs("own_account"));
    await sqlOf(database.admin)`
      delete from account_parties where account_id = ${who.account.id} and customer_id = ${owner.id}`;
  });

  it("goes through a block on debits, which stops customers and not what they owe, but not through a freeze", async () => {
    const block = (kind: string) => sqlOf(database.admin)`
      insert into account_blocks (id, account_id, kind, reason, placed_by) values (gen_random_uuid(), ${who.account.id}, ${kind}, 'Test', ${desk.manager.actor.userId})`;
    await block("debit");
    await repayLoan(desk.teller, pay("1.00"));
    await block("all");
    await expect(repayLoan(desk.teller, pay("1.00"))).rejects.toThrow(refusedAs("account_blocked"));
    await sqlOf(
      database.admin,
    )`update account_blocks set lifted_at = bank_now(), lifted_by = placed_by where account_id = ${who.account.id}`;
  });

  it("of many at once each gets its own answer, and the loan is paid once", async () => {
    const calls = ["100.00", "115.00", "0.01"].map((amount) => ({ ctx: desk.teller, input: pay(amount) }));
    const outcomes = await repayLoan.many(calls);
    expect(outcomes[0]).toHaveProperty("reference");
    expect(outcomes[1]).toHaveProperty("reference");
    expect(outcomes[2]).toMatchObject({ reason: "nothing_due" });
    const loan = await detail(loanId, "2026-05-12");
    expect(loan.instalments[1]).toMatchObject({ interestPaidMinor: 7_318n, principalPaidMinor: 24_482n });
  });

  it("names the shortfall when the account does not hold it", async () => {
    const poor = await borrower(bank);
    const loan = await loanAt(bank, desk, "active", poor, { amount: "500.00", termMonths: 6 });
    await sqlOf(database.admin)`update account_balances set held = balance - 100 where account_id = ${poor.account.id}`;
    await advanceTo(bank, businessDate("2026-06-12"));
    await expect(repayLoan(desk.teller, { key: newKey(), loanId: loan, amount: "50.00" })).rejects.toThrow(
      refusedAs("insufficient_funds", { availableMinor: "100", shortfallMinor: "4900", currency: "EUR" }),
    );
    await sqlOf(database.admin)`update account_balances set held = 0 where account_id = ${poor.account.id}`;
  });

  it("asked twenty times at once with twenty keys takes the instalment once", async () => {
    const rich = await borrower(bank, 100_000n);
    const loan = await loanAt(bank, desk, "active", rich, { amount: "1,200.00", termMonths: 12 });
    await advanceTo(bank, businessDate("2026-07-12"));
    const before = (await balanceOf(database.db, rich.account.id)) ?? 0n;
    const tries = Array.from({ length: 20 }, () =>
      repayLoan(desk.teller, { key: newKey(), loanId: loan, amount: "104.94" }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await balanceOf(database.db, rich.account.id)).toBe(before - 10_494n);
  });

  it("finds a loan in the list, by branch, arrears and name", async () => {
    const day = "2026-07-12";
    const late = await listLoans(on(desk.officer, day), { arrears: "any" }, {});
    expect(late.rows.every((row) => row.daysPastDue >= 1)).toBe(true);
    const found = await listLoans(on(desk.officer, day), { q: "brandt jonas" }, {});
    expect(found.rows.map((row) => row.id)).toEqual([loanId]);
    const [number] = found.rows.map((row) => row.loanNo);
    expect((await listLoans(on(desk.officer, day), { q: number ?? "" }, {})).rows.map((row) => row.id)).toEqual([
      loanId,
    ]);
    expect((await listLoans(on(await bank.staff("loan_officer", "002"), day), {}, {})).rows).toEqual([]);
  });
});

describe("a loan paid to the end", () => {
  it("is closed as repaid, its account and its interest receivable at zero; the books agree with the loans on every day", async () => {
    const who = await borrower(bank, 100_000n);
    const loanId = await loanAt(bank, desk, "active", who, { amount: "600.00", termMonths: 6 });
    for (const day of ["2026-08-12", "2026-09-12", "2026-10-12", "2026-11-12", "2026-12-12", "2027-01-12"]) {
      await advanceTo(bank, businessDate(day));
      const due = standingOf((await detail(loanId, day)).instalments, businessDate(day)).dueMinor;
      await repayLoan(desk.teller, {
        key: newKey(),
        loanId,
        amount: `${due / 100n}.${String(due % 100n).padStart(2, "0")}`,
      });
    }
    const [row] = await sqlOf(database.db)`
      select status, close_reason, closed_on::text as day, interest_booked_minor = interest_paid_minor as settled, principal_account_id as account
      from loans where id = ${loanId}`;
    expect(row).toMatchObject({ status: "closed", close_reason: "repaid", day: "2027-01-12", settled: true });
    expect(await balanceOf(database.db, row?.account)).toBe(0n);
    await expect(repayLoan(desk.teller, { key: newKey(), loanId, amount: "1.00" })).rejects.toThrow(
      refusedAs("wrong_state"),
    );
  });

  it("leaves loans and ledger in agreement, today and as of any day", async () => {
    const sql = sqlOf(database.db);
    for (const day of ["2026-03-02", "2026-04-02", "2026-05-12", "2026-09-12", "2027-01-12"]) {
      const booked = await sql<{ code: string; branch: string; sum: bigint }[]>`
        select case when a.kind = 'loan' then '1200' else a.code end as code, a.branch_id as branch, sum(p.amount_minor)::bigint as sum
        from postings p join ledger_accounts a on a.id = p.account_id
        where (a.kind = 'loan' or a.code = '1210') and p.booking_date <= ${day} group by 1, 2`;
      for (const proof of await loanProofs(database.db, businessDate(day))) {
        const of = (code: string) =>
          booked.find((row) => row.code === code && row.branch === proof.branchId)?.sum ?? 0n;
        expect([day, proof.outstandingMinor, proof.interestReceivableMinor]).toEqual([day, of("1200"), of("1210")]);
      }
    }
  });
});

it("every entry of these is found by its reference", async () => {
  const { lost, kinds } = await findEachByReference(await bank.staff("finance_officer", "000"));
  expect(lost).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(["LND", "LNI", "LNR"]));
});

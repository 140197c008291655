import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { acceptOffer } from "@/lib/loans/accept-offer";
import { applicationForm } from "@/lib/loans/application-queries";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { approveLoan } from "@/lib/loans/approve-loan";
import { cancelLoan } from "@/lib/loans/cancel-loan";
import { offerLoan } from "@/lib/loans/offer-loan";
import { rejectLoan } from "@/lib/loans/reject-loan";
import { resubmitLoan } from "@/lib/loans/resubmit-loan";
import { returnLoan } from "@/lib/loans/return-loan";
import { withdrawLoan } from "@/lib/loans/withdraw-loan";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { activeOrganisation } from "../../support/organisations";
import {
  actsOn,
  advanceTo,
  application,
  borrower,
  type Desk,
  daysLater,
  lendingDesk,
  loanAt,
  seenOf,
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

describe("an application", () => {
  it("is refused for a customer whom the bank may not serve", async () => {
    const who = await borrower(bank);
    await sqlOf(database.admin)`update customers set risk_rating = 'prohibited' where id = ${who.id}`;
    await expect(applyForLoan(desk.officer, application(bank, who))).rejects.toThrow(refusedAs("customer_prohibited"));
  });

  it("is taken for an active customer, numbered, and waits for a second person", async () => {
    const { loanId, loanNo } = await applyForLoan(desk.officer, application(bank, await borrower(bank)));
    expect(loanNo).toMatch(/^LN-2026-\d{6}-[0-9A-Z]$/);
    const [row] = await sqlOf(database.db)`
      select status, amount_minor, term_months, annual_rate::text as rate, day_count, currency from loans where id = ${loanId}`;
    expect(row).toEqual({
      status: "submitted",
      amount_minor: 1_000_000n,
      term_months: 36,
      rate: "0.090000",
      day_count: "30/360",
      currency: "EUR",
    });
    expect(await actsOn(database.db, loanId)).toEqual(["loan.applied"]);
  });

  it("sent twice with one key is one application", async () => {
    const input = application(bank, await borrower(bank));
    const first = await applyForLoan(desk.officer, input);
    expect(await applyForLoan(desk.officer, input)).toEqual(first);
    await expect(applyForLoan(desk.officer, { ...input, termMonths: 48 })).rejects.toThrow(refusedAs("key_reused"));
  });

  it("is taken for an organisation as for a person, where the product is for both", async () => {
    const people = { officer: await bank.staff("service_officer"), manager: desk.manager };
    const [signs, firm] = [await bank.customer("Jonas Brandt"), { fullName: "Hafenkontor GmbH" }];
    const id = await activeOrganisation(people, [signs.id], firm);
    const opened = await openAccount(people.officer, {
      key: newKey(),
      customerId: id,
      productVersionId: bank.products.current,
    });
    const who = { id, account: { id: opened.accountId, iban: opened.iban } };
    const { loanId } = await applyForLoan(desk.officer, application(bank, who));
    expect(await statusOf(database.db, loanId)).toBe("submitted");
    expect((await applicationForm(desk.officer, id)).products.map((one) => one.id)).toContain(bank.products.loan);
    await sqlOf(database.admin)`alter table product_versions disable trigger user`;
    await sqlOf(
      database.admin,
    )`update product_versions set eligible_for = 'individual' where id = ${bank.products.loan}`;
    await expect(applyForLoan(desk.officer, application(bank, who))).rejects.toThrow(
      refusedAs("not_eligible", { who: "individuals" }),
    );
    expect((await applicationForm(desk.officer, id)).products).toEqual([]);
    await sqlOf(
      database.admin,
    )`update product_versions set eligible_for = 'anyone', minimum_age = 90 where id = ${bank.products.loan}`;
    await expect(applyForLoan(desk.officer, application(bank, await borrower(bank)))).rejects.toThrow(
      refusedAs("under_age", { years: 90 }),
    );
    await sqlOf(database.admin)`update product_versions set minimum_age = 18 where id = ${bank.products.loan}`;
    await sqlOf(database.admin)`alter table product_versions enable trigger user`;
  });

  it("is refused to anybody but a loan officer of the customer's branch", async () => {
    const who = await borrower(bank);
    for (const role of ["teller", "branch_manager", "loan_operations", "auditor"] as const) {
      await expect(applyForLoan(await bank.staff(role), application(bank, who))).rejects.toThrow(
        refusedAs("not_permitted"),
      );
    }
    await expect(applyForLoan(await bank.staff("loan_officer", "002"), application(bank, who))).rejects.toThrow(
      refusedAs("other_branch"),
    );
  });

  it("names the range of the product for amount and term", async () => {
    const who = await borrower(bank);
    await expect(applyForLoan(desk.officer, application(bank, who, { amount: "499.99" }))).rejects.toThrow(
      expect.objectContaining({ sentence: "Amount must be between €500.00 and €50,000.00.", field: "amount" }),
    );
    await expect(applyForLoan(desk.officer, application(bank, who, { termMonths: 61 }))).rejects.toThrow(
      expect.objectContaining({ sentence: "Term must be between 6 and 60 months.", field: "termMonths" }),
    );
    await expect(applyForLoan(desk.officer, application(bank, who, { amount: "1,234" }))).rejects.toThrow(
      refusedAs("amount_ambiguous"),
    );
  });

  it("needs an active account of the borrower itself in the loan's currency", async () => {
    const [who, other] = [await borrower(bank), await borrower(bank)];
    for (const settlementAccount of [other.account.id, newKey(), "not an id"]) {
      await expect(applyForLoan(desk.officer, application(bank, who, { settlementAccount }))).rejects.toThrow(
        refusedAs("settlement_account_wrong"),
      );
    }
  });

  it("is refused for a product that is not offered, and for a customer who is not active", async () => {
    const who = await borrower(bank);
    for (const product of [bank.products.current, newKey(), "x"]) {
      await expect(applyForLoan(desk.officer, application(bank, who, { product }))).rejects.toThrow(
        refusedAs("product_not_offered"),
      );
    }
    const left = await bank.customer();
    await sqlOf(database.admin)`
      update customers set status = 'closed', closed_on = '2026-03-02', closed_by = ${desk.officer.actor.userId}, close_reason = 'Left'
      where id = ${left.id}`;
    await expect(applyForLoan(desk.officer, application(bank, { ...who, id: left.id }))).rejects.toThrow(
      refusedAs("customer_not_active", { status: "closed" }),
    );
    const [refused] = await sqlOf(database.db)`
      select act, reason from audit_events where actor_id = ${desk.officer.actor.userId} and result = 'refused' order by id desc limit 1`;
    expect(refused).toEqual({ act: "loan.apply", reason: "customer_not_active" });
  });
});

describe("a decision", () => {
  it("is a second person's: who applied cannot approve, reject or return", async () => {
    const both = await bank.staff(["loan_officer", "branch_manager"]);
    const { loanId } = await applyForLoan(both, application(bank, await borrower(bank)));
    const input = { key: newKey(), loanId, seen: await seenOf(database.db, loanId) };
    await expect(approveLoan(both, input)).rejects.toThrow(refusedAs("maker_cannot_approve"));
    await expect(rejectLoan(both, { ...input, key: newKey(), reason: "No" })).rejects.toThrow(
      refusedAs("maker_cannot_approve"),
    );
    await approveLoan(desk.manager, { ...input, key: newKey() });
    expect(await statusOf(database.db, loanId)).toBe("approved");
  });

  it("is refused to loan officers and to managers of another branch", async () => {
    const loanId = await loanAt(bank, desk, "submitted");
    const input = { loanId, seen: await seenOf(database.db, loanId) };
    await expect(approveLoan(await bank.staff("loan_officer"), { key: newKey(), ...input })).rejects.toThrow(
      refusedAs("not_permitted"),
    );
    await expect(approveLoan(await bank.staff("branch_manager", "002"), { key: newKey(), ...input })).rejects.toThrow(
      refusedAs("other_branch"),
    );
  });

  it("falls on what the decider saw: a resubmitted application must be opened again", async () => {
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "submitted", who);
    const seen = await seenOf(database.db, loanId);
    await returnLoan(desk.manager, { key: newKey(), loanId, seen, reason: "Add the offer of the builder" });
    await resubmitLoan(desk.officer, {
      key: newKey(),
      loanId,
      amount: "9,000.00",
      termMonths: 24,
      purpose: "New windows, offer attached",
      settlementAccount: who.account.id,
    });
    await expect(approveLoan(desk.manager, { key: newKey(), loanId, seen })).rejects.toThrow(refusedAs("stale"));
    await approveLoan(desk.manager, { key: newKey(), loanId, seen: await seenOf(database.db, loanId) });
    expect(await actsOn(database.db, loanId)).toEqual([
      "loan.applied",
      "loan.returned",
      "loan.resubmitted",
      "loan.approved",
    ]);
    const [row] = await sqlOf(
      database.db,
    )`select amount_minor, term_months, decision_reason from loans where id = ${loanId}`;
    expect(row).toEqual({ amount_minor: 900_000n, term_months: 24, decision_reason: null });
  });

  it("can be repeated with its key, and not with another", async () => {
    const loanId = await loanAt(bank, desk, "submitted");
    const input = { key: newKey(), loanId, seen: await seenOf(database.db, loanId) };
    await approveLoan(desk.manager, input);
    await approveLoan(desk.manager, input);
    await expect(approveLoan(desk.manager, { ...input, key: newKey() })).rejects.toThrow(
      refusedAs("wrong_state", { from: "approved", to: "approved" }),
    );
    expect(await actsOn(database.db, loanId)).toEqual(["loan.applied", "loan.approved"]);
  });

  it("of rejection keeps its reason and ends the application", async () => {
    const loanId = await loanAt(bank, desk, "submitted");
    await rejectLoan(desk.manager, {
      key: newKey(),
      loanId,
      seen: await seenOf(database.db, loanId),
      reason: "Income does not carry it",
    });
    const [row] = await sqlOf(database.db)`select status, decision_reason, decided_by from loans where id = ${loanId}`;
    expect(row).toEqual({
      status: "rejected",
      decision_reason: "Income does not carry it",
      decided_by: desk.manager.actor.userId,
    });
    await expect(offerLoan(desk.officer, { key: newKey(), loanId })).rejects.toThrow(refusedAs("wrong_state"));
  });
});

describe("before it is paid out, a loan", () => {
  it("returned is changed only by the officer who applied", async () => {
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "submitted", who);
    await returnLoan(desk.manager, {
      key: newKey(),
      loanId,
      seen: await seenOf(database.db, loanId),
      reason: "Term too long",
    });
    const change = {
      loanId,
      amount: "10,000.00",
      termMonths: 24,
      purpose: "Windows",
      settlementAccount: who.account.id as string,
    };
    await expect(resubmitLoan(await bank.staff("loan_officer"), { key: newKey(), ...change })).rejects.toThrow(
      refusedAs("loan_applicant_only"),
    );
    await expect(resubmitLoan(desk.officer, { key: newKey(), ...change, termMonths: 3 })).rejects.toThrow(
      refusedAs("loan_term_range"),
    );
    await resubmitLoan(desk.officer, { key: newKey(), ...change });
    expect(await statusOf(database.db, loanId)).toBe("submitted");
  });

  it("can be withdrawn by the officer while it is not decided", async () => {
    const loanId = await loanAt(bank, desk, "submitted");
    await expect(withdrawLoan(desk.manager, { key: newKey(), loanId, reason: "x" })).rejects.toThrow(
      refusedAs("not_permitted"),
    );
    await withdrawLoan(desk.officer, { key: newKey(), loanId, reason: "The customer changed their mind" });
    expect(await statusOf(database.db, loanId)).toBe("withdrawn");
    const decided = await loanAt(bank, desk, "approved");
    await expect(withdrawLoan(desk.officer, { key: newKey(), loanId: decided, reason: "x" })).rejects.toThrow(
      refusedAs("wrong_state"),
    );
  });

  it("can be cancelled once approved, offered or accepted", async () => {
    for (const stage of ["approved", "offered", "accepted"] as const) {
      const loanId = await loanAt(bank, desk, stage);
      await cancelLoan(desk.officer, { key: newKey(), loanId, reason: "Declined" });
      expect(await statusOf(database.db, loanId)).toBe("cancelled");
    }
  });

  it("is offered for 30 days; a lapsed offer is issued anew", async () => {
    const loanId = await loanAt(bank, desk, "offered");
    const [row] = await sqlOf(database.db)<
      { day: string }[]
    >`select offer_valid_until::text as day from loans where id = ${loanId}`;
    expect(row?.day).toBe("2026-04-01");
    await expect(offerLoan(desk.officer, { key: newKey(), loanId })).rejects.toThrow(refusedAs("wrong_state"));
    await advanceTo(bank, daysLater(bank.system.businessDate, 31));
    await expect(acceptOffer(desk.officer, { key: newKey(), loanId })).rejects.toThrow(
      refusedAs("offer_expired", { date: "2026-04-01" }),
    );
    await offerLoan(desk.officer, { key: newKey(), loanId });
    await acceptOffer(desk.officer, { key: newKey(), loanId });
    expect(await statusOf(database.db, loanId)).toBe("accepted");
  });
});

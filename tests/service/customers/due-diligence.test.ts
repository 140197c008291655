import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { openAccount } from "@/lib/accounts/open-account";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { newTermsStop } from "@/lib/accounts/stop-queries";
import type { CustomerId, LoanId } from "@/lib/core/ids";
import { acceptCustomer } from "@/lib/customers/accept-customer";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { consentMissing } from "@/lib/customers/consent-queries";
import { consentToCustomer } from "@/lib/customers/consent-to-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { listCustomers } from "@/lib/customers/queries";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { reopenCustomer } from "@/lib/customers/reopen-customer";
import { reviewCustomer } from "@/lib/customers/review-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { savePerson } from "@/lib/customers/save-person";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { wishesLeft } from "@/lib/customers/wishes-left";
import { depositStop } from "@/lib/interest/deposit-queries";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { applicationForm } from "@/lib/loans/application-queries";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { approveLoan } from "@/lib/loans/approve-loan";
import { loanDetail } from "@/lib/loans/detail-queries";
import { disburseLoan } from "@/lib/loans/disburse-loan";
import { offerLoan } from "@/lib/loans/offer-loan";
import { rejectLoan } from "@/lib/loans/reject-loan";
import { resubmitLoan } from "@/lib/loans/resubmit-loan";
import { returnLoan } from "@/lib/loans/return-loan";
import { waitingApprovals } from "@/lib/operations/waiting-approvals";
import { addProductVersion } from "@/lib/products/add-product-version";
import { askForProducts } from "@/lib/products/ask-for-products";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import { application, lendingDesk, loanAt, seenOf, statusOf } from "../loans/lending";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let compliance: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  compliance = await bank.staff("compliance_officer", "000");
});
afterAll(() => database.close());

const declarations = (customerId: CustomerId, over: object = {}) => ({
  section: "declarations" as const,
  customerId,
  taxCountry: "AT" as const,
  taxNumber: "12-345/6789",
  purpose: "daily_payments" as const,
  sourceOfFunds: "salary" as const,
  expectedMonthly: "to_10000" as const,
  politicallyExposed: "no" as const,
  exposure: undefined,
  consent: true,
  ...over,
});
const exposed = { politicallyExposed: "yes" as const, exposure: "Mayor of Graz" };

const seen = (customerId: CustomerId) => a.seenOf(database.db, customerId);
const approve = async (customerId: CustomerId, riskRating: "low" | "medium" | "high") =>
  approveCustomer(manager, {
    key: newKey(),
    customerId,
    seen: await seen(customerId),
    riskRating,
    ...(riskRating === "high" ? { consentReason: "Known for years" } : {}),
  });
const decide = async (by: a.Staff, customerId: CustomerId, decision: "accept" | "reject", key = newKey()) =>
  acceptCustomer(by, { key, customerId, seen: await seen(customerId), decision, reason: "Funds are explained" });

const consent = (by: a.Staff, customerId: CustomerId, key = newKey()) =>
  consentToCustomer(by, { key, customerId, reason: "Known for years" });

async function declared(over: object = {}): Promise<CustomerId> {
  const customerId = await a.filled(officer);
  await saveOnboardingDraft(officer, declarations(customerId, over));
  await submitCustomer(officer, { key: newKey(), customerId });
  return customerId;
}

async function referred(): Promise<CustomerId> {
  const customerId = await declared(exposed);
  await approve(customerId, "high");
  return customerId;
}

describe("declarations", () => {
  it("are kept with the version of the consent, the tax number encrypted, and are recorded", async () => {
    const customerId = await declared();
    expect((await readCustomer(officer, customerId)).declarations).toMatchObject({
      taxCountry: "AT",
      hasTaxNumber: true,
      consentVersion: "2026-01",
    });
    const [row] = await sqlOf(database.db)<{ cipher: string }[]>`
      select tax_number_cipher as cipher from customer_declarations where customer_id = ${customerId}`;
    expect(row?.cipher).toMatch(/^v1\./);
    expect(await a.actsOn(database.db, customerId)).toContain("customer.declarations_saved");
  });

  it("keep the tax number when none is typed, and drop it with the country it belonged to", async () => {
    const customerId = await a.filled(officer);
    const hasNumber = async (over: object) => {
      await saveOnboardingDraft(officer, declarations(customerId, over));
      return (await readCustomer(officer, customerId)).declarations?.hasTaxNumber;
    };
    expect(await hasNumber({})).toBe(true);
    expect(await hasNumber({ taxNumber: undefined })).toBe(true);
    expect(await hasNumber({ taxNumber: undefined, taxCountry: "DE" })).toBe(false);
  });

  it("need the consent, and the office of somebody exposed", async () => {
    const customerId = await a.filled(officer);
    const save = (over: object) => saveOnboardingDraft(officer, declarations(customerId, over));
    await expect(save({ consent: false })).rejects.toMatchObject({ reason: "consent_required" });
    await expect(save({ politicallyExposed: "yes" })).rejects.toMatchObject({ reason: "required", field: "exposure" });
    await expect(saveOnboardingDraft(manager, declarations(customerId))).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });

  it("are a part of the application: without them it is neither submitted nor approved, and the database makes no customer", async () => {
    const customerId = await a.filled(officer);
    const forget = () => sqlOf(database.admin)`delete from customer_declarations where customer_id = ${customerId}`;
    await forget();
    const missing = { reason: "onboarding_incomplete", params: { missing: "tax, purpose and declarations" } };
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject(missing);
    await a.declare(officer, customerId);
    await submitCustomer(officer, { key: newKey(), customerId });
    await forget();
    await expect(approve(customerId, "low")).rejects.toMatchObject(missing);
    await expect(
      sqlOf(database.db)`
        update customers set status = 'active', decided_by = ${manager.actor.userId}, decided_at = bank_now() where id = ${customerId}`,
    ).rejects.toMatchObject({ constraint_name: "customers_declared" });
    await a.declare(officer, customerId);
    await approve(customerId, "low");
    expect(await a.rowOf(database.db, customerId)).toMatchObject({ status: "active" });
  });

  it("go with the customer they hang on", async () => {
    const customerId = await declared();
    await sqlOf(database.admin)`delete from customers where id = ${customerId}`;
    const left = await sqlOf(database.admin)`select 1 from customer_declarations where customer_id = ${customerId}`;
    expect(left).toHaveLength(0);
  });
});

describe("the products an applicant wants", () => {
  const products = async (customerId: CustomerId, ids: string[]) =>
    askForProducts(officer, { customerId, products: ids as never });
  const idOf = async (name: string) => {
    const [row] = await sqlOf(database.db)<{ id: string }[]>`select id from products where name = ${name}`;
    return row?.id ?? "";
  };

  it("are asked for before an application is submitted, and none is an answer", async () => {
    const customerId = await a.filled(officer);
    await sqlOf(database.admin)`update customers set products_asked_at = null where id = ${customerId}`;
    await expect(submitCustomer(officer, { key: newKey(), customerId })).rejects.toMatchObject({
      reason: "onboarding_incomplete",
      params: { missing: "the products wanted" },
    });
    await products(customerId, []);
    await submitCustomer(officer, { key: newKey(), customerId });
  });

  it("are kept as last answered, recorded with what was before, and shown until the account is opened", async () => {
    const customerId = await a.filled(officer);
    await products(customerId, [await idOf("Everyday")]);
    await products(customerId, [await idOf("Savings"), await idOf("Home improvement")]);
    const kept = await readCustomer(officer, customerId);
    expect(kept.wishes?.map(({ name }) => name)).toEqual(["Savings", "Home improvement"]);
    expect(wishesLeft(kept, []).map(({ name }) => name)).toEqual(["Savings"]);
    const productId = kept.wishes?.[0]?.productId as never;
    const had = (over: object) => wishesLeft(kept, [{ productId, role: "owner", status: "active", ...over }]).length;
    expect([had({}), had({ status: "closed" }), had({ role: "joint_owner" })]).toEqual([0, 1, 1]);
    const [act] = await sqlOf(database.db)`
      select act from audit_events where customer_id = ${customerId} order by id desc limit 1`;
    expect(act).toEqual({ act: "customer.products_saved" });
  });

  it("are on offer, and for applicants of that kind", async () => {
    const customerId = await a.filled(officer);
    await addProductVersion(bank.system, {
      key: newKey(),
      code: "FIRMS",
      kind: "current",
      name: "For firms",
      currency: "EUR",
      effectiveFrom: "2026-01-01",
      annualRate: "0",
      dayCount: "30/360",
      minimumAge: 0,
      eligibleFor: "organisation",
    });
    await expect(products(customerId, [await idOf("For firms")])).rejects.toMatchObject({ reason: "not_eligible" });
    await expect(products(customerId, [newKey()])).rejects.toMatchObject({ reason: "product_not_offered" });
    await products(await o.organisationDraft(officer), [await idOf("For firms")]);
  });

  it("raise the risk when they are kept in a foreign currency", async () => {
    const { productVersionId } = await addProductVersion(bank.system, {
      key: newKey(),
      code: "DOLLAR",
      kind: "current",
      name: "Dollar account",
      currency: "USD",
      effectiveFrom: "2026-01-01",
      annualRate: "0",
      dayCount: "30/360",
      minimumAge: 0,
    });
    expect(productVersionId).toBeDefined();
    const customerId = await a.filled(officer);
    await products(customerId, [await idOf("Dollar account")]);
    await submitCustomer(officer, { key: newKey(), customerId });
    await expect(approve(customerId, "low")).rejects.toMatchObject({ reason: "risk_too_low" });
    await approve(customerId, "medium");
  });
});

describe("the risk rating", () => {
  it("sets the next review of who becomes a customer", async () => {
    const customerId = await declared();
    await approve(customerId, "low");
    expect(await readCustomer(manager, customerId)).toMatchObject({ status: "active", nextReviewOn: "2031-03-02" });
  });

  it("is not given below that of the rules, but above", async () => {
    const customerId = await declared({ taxCountry: "DE" });
    await expect(approve(customerId, "low")).rejects.toMatchObject({ reason: "risk_too_low" });
    await approve(customerId, "medium");
    const careful = await declared();
    await approve(careful, "high");
    expect(await a.rowOf(database.db, careful)).toMatchObject({ status: "compliance_review", riskRating: "high" });
  });
});

describe("an applicant of high risk", () => {
  it("goes on to compliance, whose yes makes a customer with a review each year", async () => {
    const customerId = await referred();
    await decide(compliance, customerId, "accept");
    expect(await readCustomer(manager, customerId)).toMatchObject({
      status: "active",
      riskRating: "high",
      decidedByName: compliance.actor.name,
      nextReviewOn: "2027-03-02",
    });
    expect((await a.actsOn(database.db, customerId)).slice(-3)).toEqual([
      "customer.consented",
      "customer.referred",
      "customer.accepted",
    ]);
  });

  it("is rejected by compliance with the reason", async () => {
    const customerId = await referred();
    await decide(compliance, customerId, "reject");
    expect(await a.rowOf(database.db, customerId)).toMatchObject({
      status: "rejected",
      decisionReason: "Funds are explained",
    });
  });

  it("is no longer the branch's to decide", async () => {
    const customerId = await referred();
    await expect(approve(customerId, "high")).rejects.toMatchObject({ reason: "wrong_state" });
    const decision = { key: newKey(), customerId, seen: await seen(customerId), reason: "No" };
    await expect(rejectCustomer(manager, decision)).rejects.toMatchObject({ reason: "wrong_state" });
    await expect(decide(manager, customerId, "accept")).rejects.toMatchObject({ reason: "not_permitted" });
    expect(await a.refusalOf(manager, "customer.accept")).toBe("not_permitted");
  });

  it("is not compliance's before the branch manager wants them", async () => {
    await expect(decide(compliance, await declared(), "accept")).rejects.toMatchObject({ reason: "wrong_state" });
  });

  it("is decided once however often the form is sent", async () => {
    const customerId = await referred();
    const key = newKey();
    expect(await decide(compliance, customerId, "accept", key)).toEqual(
      await decide(compliance, customerId, "accept", key),
    );
    expect((await a.actsOn(database.db, customerId)).filter((act) => act === "customer.accepted")).toHaveLength(1);
  });
});

describe("the consent of a senior manager to somebody of high risk", () => {
  const asked = async (by: a.Staff) =>
    (await waitingApprovals(by)).items.filter(({ kind }) => kind === "consent").map(({ id }) => id);

  it("is given with the approval, which is refused without its reason, and is kept with who gave it", async () => {
    const customerId = await declared(exposed);
    const silent = { key: newKey(), customerId, seen: await seen(customerId), riskRating: "high" as const };
    await expect(approveCustomer(manager, silent)).rejects.toMatchObject({
      reason: "senior_reason_needed",
      field: "consentReason",
    });
    expect(await a.rowOf(database.db, customerId)).toMatchObject({ status: "pending_review" });
    await approve(customerId, "high");
    expect((await readCustomer(compliance, customerId)).consent).toMatchObject({
      by: manager.actor.name,
      reason: "Known for years",
    });
    expect(await asked(manager)).not.toContain(customerId);
  });

  it("is demanded by the database of whoever becomes a customer, given by another than who accepts them", async () => {
    const customerId = await referred();
    const become = (by: string) =>
      sqlOf(database.db)`update customers set status = 'active', decided_by = ${by} where id = ${customerId}`;
    await expect(become(manager.actor.userId)).rejects.toMatchObject({ constraint_name: "customers_senior_consent" });
    await expect(
      sqlOf(database.db)`update senior_consents set reason = 'Another' where customer_id = ${customerId}`,
    ).rejects.toMatchObject({ constraint_name: "senior_consents_final" });
    await sqlOf(database.admin)`delete from senior_consents where customer_id = ${customerId}`;
    await expect(become(compliance.actor.userId)).rejects.toMatchObject({
      constraint_name: "customers_senior_consent",
    });
    await expect(decide(compliance, customerId, "accept")).rejects.toMatchObject({ reason: "senior_consent_missing" });
    await decide(compliance, customerId, "reject");
  });

  it("is not compliance's own, although a small bank gives somebody both roles", async () => {
    const customerId = await referred();
    await sqlOf(database.admin)`alter table senior_consents disable trigger senior_consents_final`;
    await sqlOf(database.admin)`
      update senior_consents set given_by = ${compliance.actor.userId} where customer_id = ${customerId}`;
    await sqlOf(database.admin)`alter table senior_consents enable trigger senior_consents_final`;
    await expect(decide(compliance, customerId, "accept")).rejects.toMatchObject({ reason: "senior_consent_same" });
  });

  it("lapses with the application it was given to", async () => {
    const customerId = await referred();
    await decide(compliance, customerId, "reject");
    await reopenCustomer(officer, { key: newKey(), customerId, reason: "Asks again" });
    await a.toldApart(officer, customerId);
    await submitCustomer(officer, { key: newKey(), customerId });
    expect((await readCustomer(manager, customerId)).consent).toBeNull();
    await sqlOf(database.admin)`update customers set status = 'compliance_review' where id = ${customerId}`;
    await expect(decide(compliance, customerId, "accept")).rejects.toMatchObject({ reason: "senior_consent_missing" });
  });

  it("is asked for again when a review finds a customer exposed, once for each cause, and waits for the manager of the branch", async () => {
    const customerId = await a.active(officer, manager);
    const review = (over: object) => reviewCustomer(officer, { ...declarations(customerId, over), key: newKey() });
    await expect(consent(manager, customerId)).rejects.toMatchObject({ reason: "senior_consent_not_asked" });
    await review(exposed);
    expect(await asked(manager)).toContain(customerId);
    expect(await asked(await bank.staff("branch_manager", "002"))).not.toContain(customerId);
    expect((await readCustomer(manager, customerId)).consent).toMatchObject({ by: null });
    await expect(consent(officer, customerId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(consent(compliance, customerId)).rejects.toMatchObject({ reason: "not_permitted" });
    const key = newKey();
    expect(await consent(manager, customerId, key)).toEqual(await consent(manager, customerId, key));
    expect(await asked(manager)).not.toContain(customerId);
    await review(exposed);
    expect(await asked(manager)).not.toContain(customerId);
    await review({ ...exposed, taxCountry: "KP" });
    expect(await asked(manager)).toContain(customerId);
    expect((await a.actsOn(database.db, customerId)).filter((act) => act === "customer.consented")).toHaveLength(1);
  });

  it("stands between a customer and anything new, also as the second owner of another's account", async () => {
    const customerId = await a.active(officer, manager);
    const account = await bank.account(customerId, 500_000n);
    const other = await bank.account((await bank.customer("Otto Ander")).id);
    await reviewCustomer(officer, { ...declarations(customerId, exposed), key: newKey() });
    const { customerNo } = await readCustomer(officer, customerId);
    const deposit = await offerDeposit(bank);
    const lender = await bank.staff("loan_officer");
    const owns = { key: newKey(), accountId: other.id, customerNo, role: "joint_owner" as const };
    const opening = (who: CustomerId, over = {}) =>
      openAccount(officer, { key: newKey(), customerId: who, productVersionId: bank.products.savings, ...over });
    const takes = [
      () => opening(customerId),
      () => bank.customer("Paula Paar").then(({ id }) => opening(id, { jointOwner: customerNo })),
      () => addParty(officer, { ...owns, key: newKey() }),
      () => setOverdraft(manager, { key: newKey(), accountId: account.id, limit: "100.00", until: undefined }),
      () =>
        openTermDeposit(officer, {
          key: newKey(),
          accountId: account.id,
          productVersionId: deposit,
          amount: "1000.00",
          months: "6",
          instruction: "pay_out",
          present: undefined,
        }),
      () => applyForLoan(lender, application(bank, { id: customerId, account })),
    ];
    for (const take of takes) await expect(take()).rejects.toMatchObject({ reason: "senior_consent_missing" });
    expect(consentMissing(await readCustomer(officer, customerId))?.reason).toBe("senior_consent_missing");
    const page = { id: account.id, owners: [{ id: customerId }] };
    expect((await newTermsStop(manager, page))?.reason).toBe("senior_consent_missing");
    expect((await depositStop(officer, page))?.reason).toBe("senior_consent_missing");
    expect((await applicationForm(lender, customerId)).customer.consentAsked).toBe(true);
    await consent(manager, customerId);
    for (const take of takes) await expect(take()).resolves.toBeDefined();
    expect(consentMissing(await readCustomer(officer, customerId))).toBeNull();
    expect(await newTermsStop(manager, page)).toBeNull();
    expect(await depositStop(officer, page)).toBeNull();
  });

  it("is one of the things told before a form: papers that ran out stop an overdraft and a deposit too", async () => {
    const customerId = await a.active(officer, manager);
    const account = await bank.account(customerId, 500_000n);
    const page = { id: account.id, owners: [{ id: customerId }] };
    const raise = { key: newKey(), accountId: account.id, limit: "100.00", until: undefined };
    await sqlOf(database.admin)`
      update identity_documents set expires_on = '2026-03-01' where customer_id = ${customerId}`;
    await expect(setOverdraft(manager, raise)).rejects.toMatchObject({ reason: "papers_overdue" });
    expect((await newTermsStop(manager, page))?.reason).toBe("papers_overdue");
    expect((await depositStop(officer, page))?.reason).toBe("papers_overdue");
    await sqlOf(database.admin)`
      update identity_documents set expires_on = '2030-03-01' where customer_id = ${customerId}`;
    await sqlOf(database.admin)`delete from customer_declarations where customer_id = ${customerId}`;
    expect(await newTermsStop(manager, page)).toBeNull();
    expect((await depositStop(officer, page))?.reason).toBe("declarations_missing");
  });

  it("stands between a loan that was asked for and its approval, its offer and its payout, and the loan's page says so", async () => {
    const desk = await lendingDesk(bank);
    const stopped = { reason: "senior_consent_missing" };
    const steps = [
      {
        at: "submitted",
        take: async (loanId: LoanId) =>
          approveLoan(desk.manager, { key: newKey(), loanId, seen: await seenOf(database.db, loanId) }),
      },
      { at: "approved", take: (loanId: LoanId) => offerLoan(desk.officer, { key: newKey(), loanId }) },
      { at: "accepted", take: (loanId: LoanId) => disburseLoan(desk.operations, { key: newKey(), loanId }) },
    ] as const;
    for (const { at, take } of steps) {
      const customerId = await a.active(officer, manager);
      const loanId = await loanAt(bank, desk, at, { id: customerId, account: await bank.account(customerId) });
      expect(await loanDetail(desk.officer, loanId)).toMatchObject({ consentAsked: false });
      await reviewCustomer(officer, { ...declarations(customerId, exposed), key: newKey() });
      await expect(take(loanId), at).rejects.toMatchObject(stopped);
      expect([await statusOf(database.db, loanId), (await loanDetail(desk.officer, loanId)).consentAsked]).toEqual([
        at,
        true,
      ]);
      await consent(manager, customerId);
      await expect(take(loanId), at).resolves.toBeDefined();
    }
  });

  it("stands before a returned application as well, which is returned and rejected all the same", async () => {
    const desk = await lendingDesk(bank);
    const customerId = await a.active(officer, manager);
    const account = await bank.account(customerId);
    const loanId = await loanAt(bank, desk, "submitted", { id: customerId, account });
    await reviewCustomer(officer, { ...declarations(customerId, exposed), key: newKey() });
    const seen = async () => seenOf(database.db, loanId);
    await returnLoan(desk.manager, { key: newKey(), loanId, seen: await seen(), reason: "Which windows?" });
    const { product: _, customerId: __, ...again } = application(bank, { id: customerId, account });
    const resubmit = () => resubmitLoan(desk.officer, { ...again, key: newKey(), loanId });
    await expect(resubmit()).rejects.toMatchObject({ reason: "senior_consent_missing" });
    await consent(manager, customerId);
    await resubmit();
    await reviewCustomer(officer, { ...declarations(customerId, { ...exposed, taxCountry: "KP" }), key: newKey() });
    await rejectLoan(desk.manager, { key: newKey(), loanId, seen: await seen(), reason: "Too dear" });
    expect(await statusOf(database.db, loanId)).toBe("rejected");
  });

  it("is not the officer's who took the application, were they made manager", async () => {
    const customerId = await a.active(officer, manager);
    await reviewCustomer(officer, { ...declarations(customerId, exposed), key: newKey() });
    const both = { ...officer, actor: { ...officer.actor, roles: ["branch_manager" as const] } };
    await expect(consent(both, customerId)).rejects.toMatchObject({ reason: "maker_cannot_approve" });
  });
});

describe("the review of a customer", () => {
  const due = async (customerId: CustomerId) => {
    await sqlOf(database.admin)`update customers set next_review_on = '2026-03-01' where id = ${customerId}`;
  };
  const review = (by: a.Staff, customerId: CustomerId, over: object = {}, key = newKey()) =>
    reviewCustomer(by, { ...declarations(customerId, over), key });

  it("is in the queue when due, takes the declarations anew and sets the next one, once", async () => {
    const customerId = await a.active(officer, manager);
    await due(customerId);
    const queue = async () => (await listCustomers(officer, { review: "due" })).rows.map(({ id }) => id);
    expect(await queue()).toEqual([customerId]);
    const key = newKey();
    expect(await review(officer, customerId, {}, key)).toEqual(await review(officer, customerId, {}, key));
    expect(await queue()).toEqual([]);
    expect(await readCustomer(officer, customerId)).toMatchObject({ riskRating: "low", nextReviewOn: "2031-03-02" });
    expect((await a.actsOn(database.db, customerId)).filter((act) => act === "customer.reviewed")).toHaveLength(1);
  });

  it("raises the organisations behind which somebody stands who now says that they are exposed", async () => {
    const customerId = await a.active(officer, manager, { fullName: "Petronella Pahl" });
    const firm = await o.activeOrganisation({ officer, manager }, [customerId], { fullName: "Pahl KG" });
    expect((await readCustomer(officer, firm)).riskRating).toBe("low");
    await review(officer, customerId, exposed);
    expect(await readCustomer(officer, firm)).toMatchObject({ riskRating: "high", nextReviewOn: "2027-03-02" });
    expect(await a.actsOn(database.db, firm)).toContain("customer.risk_raised");
    await consent(manager, firm);
    const owner = o.recordedCard(firm, { nationality: "KP" });
    await carried(savePerson, { ...owner, reason: "New owner" } as never, { maker: officer, checker: manager });
    expect((await readCustomer(officer, firm)).consent).toMatchObject({ by: null });
  });

  it("raises the rating by the rules and never lowers it", async () => {
    const customerId = await a.active(officer, manager);
    await review(officer, customerId, exposed);
    expect(await readCustomer(officer, customerId)).toMatchObject({ riskRating: "high", nextReviewOn: "2027-03-02" });
    await review(officer, customerId);
    expect(await readCustomer(officer, customerId)).toMatchObject({ riskRating: "high" });
  });

  it("is refused to others, for whoever is no customer, and with a document that expired", async () => {
    const customerId = await a.active(officer, manager);
    await expect(review(manager, customerId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(review(officer, await a.draft(officer))).rejects.toMatchObject({ reason: "customer_not_active" });
    await sqlOf(database.admin)`
      update identity_documents set expires_on = '2026-03-01' where customer_id = ${customerId}`;
    await expect(review(officer, customerId)).rejects.toMatchObject({ reason: "identity_document_expired" });
  });
});

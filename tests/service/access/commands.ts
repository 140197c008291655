import type { Reason } from "@/lib/core/reasons";
import type { Permission } from "@/lib/identity/permissions";
import type { World } from "./world";

/**
 * A command of the bank in the matrix: which permission opens it, where it counts, and the least that names its subject.
 * `branch` is the subject's branch only, `counter` any branch by exact number, `bank` an act without a subject of a branch.
 */
export type Row = {
  permission: Permission;
  /** Held instead: this one opens it too. */
  or?: Permission;
  scope: "branch" | "counter" | "bank";
  input: (world: World) => object;
  /** A customer may do it to what is theirs, and its subject is one customer's. */
  owned?: true;
  /** Nobody may do it by itself: it is a part of another command, which is a row of its own. */
  alone?: Reason;
  /** It takes an id, or an id and filters, in the place of a form. */
  args?: (world: World) => unknown[];
  /** Held as well. */
  and?: Permission;
  /** What is of another branch is answered as missing. */
  hidden?: Reason;
  /** Whoever holds it sees any branch. */
  everywhere?: Permission;
};

const atBank = (permission: Permission, more: Partial<Row> = {}): Row => ({
  permission,
  scope: "bank",
  input: () => ({}),
  ...more,
});
const inBranch = (permission: Permission, input: Row["input"], more: Partial<Row> = {}): Row => ({
  permission,
  scope: "branch",
  input,
  ...more,
});
const onAccount = (permission: Permission, more: object = {}) =>
  inBranch(permission, ({ account }) => ({ accountId: account.id, ...more }));
const onCustomer = (permission: Permission, more: object = {}) =>
  inBranch(permission, ({ customer }) => ({ customerId: customer, ...more }));
const onLoan = (permission: Permission) => inBranch(permission, ({ loan }) => ({ loanId: loan, seen: "" }));
const onColleague = (permission: Permission) =>
  atBank(permission, { input: ({ colleague }) => ({ userId: colleague, reason: "Why" }) });
const cash = ({ account }: World) => ({ iban: account.iban, amount: "10.00", notes: {} });
const payment = ({ account, payee }: World) => ({ from: account.id, to: payee, amount: "1.00" });

/** The function of a command, by its file; a file may hold a second way in: `file#function`. */
export function nameOf(command: string): string {
  const [file, own] = (command.split("/").at(-1) as string).split("#");
  return own ?? (file as string).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Every exported command, by its file: whoever adds one adds its row. */
export const commands: Record<string, Row> = {
  "accounts/add-party": onAccount("account.parties", { customerNo: "T-2", role: "signatory" }),
  "accounts/capture-hold": inBranch("hold.capture", ({ hold, payee }) => ({ holdId: hold, to: payee, amount: "1.00" })),
  "accounts/export-statement": {
    ...inBranch("movement.read", () => ({})),
    and: "account.read",
    everywhere: "cash.deposit",
    hidden: "account_not_found",
    owned: true,
    args: ({ account }) => [account.id, () => ({})],
  },
  "accounts/lift-block": inBranch("account.block", ({ block }) => ({ blockId: block, reason: "Why" })),
  "accounts/mark-unused": atBank("day.cut"),
  "accounts/move-version": onAccount("account.move_version"),
  "accounts/open-account": inBranch("account.open", ({ customer, product }) => ({
    customerId: customer,
    productVersionId: product,
  })),
  "accounts/place-block": onAccount("account.block", { kind: "debit", reason: "Why" }),
  "accounts/place-hold": onAccount("hold.place", { amount: "1.00", reason: "dispute" }),
  "accounts/release-hold": inBranch("hold.release", ({ hold }) => ({ holdId: hold })),
  "accounts/remove-party": onAccount("account.parties"),
  "accounts/set-overdraft": onAccount("overdraft.set", { limit: "10.00" }),
  "accounts/set-signing": onAccount("account.parties", { signing: "any_one" }),
  "accounts/wake-account": onAccount("account.wake"),
  "approvals/change-limit": atBank("limit.manage"),
  "approvals/change-policy": atBank("limit.manage"),
  "approvals/expire-requests": atBank("day.cut"),
  "approvals/withdraw-request": atBank("approval.withdraw", { input: ({ request }) => ({ approvalId: request }) }),
  "cash/book-cash-difference": atBank("till.operate", {
    or: "till.count_for",
    input: ({ count }) => ({ countId: count, currency: "EUR", reason: "Why" }),
  }),
  "cash/book-clearing": atBank("cash.clear", {
    alone: "second_person_needed",
    input: ({ difference }) => ({ differenceId: difference, how: "loss", amount: "1.00", reason: "Why" }),
  }),
  "cash/book-share-capital": atBank("capital.book", { input: () => ({ amount: "1.00", currency: "EUR" }) }),
  "cash/clear-difference": inBranch("cash.clear", ({ difference }) => ({
    differenceId: difference,
    how: "loss",
    amount: "1.00",
    reason: "Why",
  })),
  "cash/begin-colleagues-count": inBranch("till.count_for", ({ session }) => ({ sessionId: session })),
  "cash/begin-till-count": atBank("till.operate", { input: () => ({ goal: "close" }) }),
  "cash/close-colleagues-till": inBranch("till.count_for", ({ session, count }) => ({
    sessionId: session,
    countId: count,
    reason: "Why",
  })),
  "cash/close-till": atBank("till.operate", { input: () => ({ counts: {} }) }),
  "cash/count-colleagues-till": inBranch("till.count_for", ({ session }) => ({ sessionId: session, counts: {} })),
  "cash/count-vault": inBranch("vault.count", ({ vault }) => ({ vaultId: vault, counts: {} })),
  "cash/deposit-cash": { permission: "cash.deposit", scope: "counter", input: cash },
  "cash/end-colleagues-offer": inBranch("till.count_for", ({ session, offer }) => ({
    sessionId: session,
    offerId: offer,
  })),
  "cash/end-handover": atBank("till.operate", { input: ({ handover }) => ({ handoverId: handover }) }),
  "cash/end-offer": inBranch("vault.move", ({ offer }) => ({ offerId: offer })),
  "cash/exchange-cash": { permission: "cash.exchange", scope: "counter", input: cash },
  "cash/export-position": atBank("cash.read", { args: () => [undefined] }),
  "cash/export-journal": {
    ...inBranch("cash.read", () => ({})),
    hidden: "not_found",
    args: ({ session }) => [session],
  },
  "cash/hand-over-till": atBank("till.operate", { input: ({ colleague }) => ({ toId: colleague, counts: {} }) }),
  "cash/move-vault-cash": inBranch("vault.move", ({ vault }) => ({
    vaultId: vault,
    currency: "EUR",
    kind: "settlement_to_vault",
    amount: "10.00",
    notes: {},
  })),
  "cash/offer-cash": inBranch("vault.move", ({ vault, till }) => ({
    fromId: vault,
    toId: till,
    currency: "EUR",
    amount: "10.00",
    notes: {},
  })),
  "cash/open-till": inBranch("till.operate", ({ freeTill }) => ({ tillId: freeTill, counts: {} })),
  "cash/resume-till": atBank("till.operate"),
  "cash/set-cash-limit": inBranch("cash.limit", ({ vault }) => ({ pointId: vault, currency: "EUR", reason: "Why" })),
  "cash/set-question": atBank("bank.manage"),
  "payments/forget-payment-uses": atBank("day.cut"),
  "payments/forget-typed-payments": atBank("day.cut"),
  "payments/start-notes-exchange": { permission: "cash.exchange", scope: "counter", input: cash },
  "payments/set-payment-limit": atBank("bank.manage"),
  "cash/settle-till": atBank("till.operate", { input: ({ count }) => ({ countId: count, reason: "Why" }) }),
  "cash/suspend-till": atBank("till.operate"),
  "cash/take-cash": inBranch("vault.move", ({ offer }) => ({ offerId: offer })),
  "cash/take-till": atBank("till.operate", {
    alone: "handover_over",
    input: ({ handover }) => ({ handoverId: handover }),
  }),
  "cash/undo-last-movement": atBank("till.operate"),
  "cash/withdraw-cash": { permission: "cash.withdraw", scope: "counter", input: cash },
  "customers/accept-customer": onCustomer("customer.accept"),
  "customers/add-note": onCustomer("customer.note", { note: "Prefers letters" }),
  "customers/add-scan": inBranch("customer.onboard", ({ customer, picture }) => ({
    customerId: customer,
    content: picture,
    fileName: "front.png",
    fileType: "image/png",
    side: "front",
  })),
  "customers/approve-customer": onCustomer("customer.approve"),
  "customers/lift-prohibition": onCustomer("screening.decide", { reason: "Left the firm" }),
  "customers/lapse-judgements": atBank("day.cut"),
  "customers/judge-risk": onCustomer("customer.judge_risk", {
    riskRating: "medium",
    until: "2026-06-01",
    reason: "Known for years",
  }),
  "customers/consent-to-customer": onCustomer("customer.consent", { reason: "Known for years" }),
  "customers/change-contact": onCustomer("customer.onboard"),
  "customers/change-identity": onCustomer("customer.onboard"),
  "customers/change-organisation": onCustomer("customer.onboard"),
  "customers/record-death": onCustomer("customer.onboard"),
  "customers/close-customer": onCustomer("customer.close"),
  "customers/decide-likeness": inBranch("customer.onboard", ({ customer, other }) => ({
    customerId: customer,
    otherId: other,
  })),
  "customers/delete-customer": onCustomer("customer.delete"),
  "customers/erase-customer": onCustomer("customer.erase"),
  "customers/keep-typed": atBank("customer.onboard", { input: () => ({ form: "start", key: "k", typed: {} }) }),
  "customers/lift-legal-hold": onCustomer("customer.hold"),
  "customers/place-legal-hold": onCustomer("customer.hold"),
  "customers/reject-customer": onCustomer("customer.approve", { seen: "", reason: "Why" }),
  "customers/remove-person": onCustomer("customer.onboard"),
  "customers/reopen-customer": onCustomer("customer.onboard"),
  "customers/return-customer": onCustomer("customer.approve", { seen: "", reason: "Why" }),
  "customers/review-customer": onCustomer("customer.onboard"),
  "products/ask-for-products": onCustomer("customer.onboard", { products: [] }),
  "customers/save-onboarding-draft": onCustomer("customer.onboard", { section: "contact" }),
  "customers/save-person": onCustomer("customer.onboard"),
  "customers/start-onboarding": atBank("customer.onboard"),
  "customers/start-organisation": atBank("customer.onboard"),
  "customers/submit-customer": onCustomer("customer.onboard"),
  "customers/withdraw-customer": onCustomer("customer.onboard"),
  "exchange/set-rate": atBank("rate.set"),
  "identity/add-passkey": atBank("factor.manage"),
  "identity/adopt-authenticator": atBank("staff.create"),
  "identity/ask-for-link": atBank("password.recover", { input: () => ({ signInName: "nobody" }) }),
  "identity/change-password": atBank("password.change", { input: () => ({ current: "a", password: "b" }) }),
  "identity/create-staff": atBank("staff.create", {
    input: () => ({ signInName: "new.person", password: "a", roles: [] }),
  }),
  "identity/delegate-decisions": atBank("approval.decide"),
  "identity/end-delegation": atBank("approval.decide", { input: ({ nothing }) => ({ delegationId: nothing }) }),
  "identity/end-session": atBank("session.end", {
    owned: true,
    input: ({ ownSession }) => ({ sessionId: ownSession }),
  }),
  "identity/end-session-of": onColleague("staff.manage"),
  "identity/enrol-customer": atBank("enrolment.use", {
    input: () => ({ code: "x", signInName: "somebody", password: "a" }),
  }),
  "identity/enrol-staff": atBank("enrolment.use", { input: () => ({ code: "x", password: "a" }) }),
  "identity/give-factor": atBank("factor.manage", { input: () => ({ code: "000000" }) }),
  "identity/issue-enrolment-code": onCustomer("customer.enrol"),
  "identity/issue-staff-code": onColleague("staff.manage"),
  "identity/make-first-administrators": { ...atBank("staff.create"), args: () => [[]] },
  "identity/prove-colleague": {
    ...atBank("approval.withdraw"),
    args: () => ["approval.override", { signInName: "nobody", password: "a", code: "000000" }],
  },
  "identity/recover-password": atBank("password.recover", { input: () => ({ link: "x", password: "a" }) }),
  "identity/remove-passkey": atBank("factor.manage", {
    owned: true,
    input: ({ passkey }) => ({ passkeyId: passkey }),
  }),
  "identity/renew-recovery-codes": atBank("factor.manage"),
  "identity/set-theme": atBank("theme.set", { input: () => ({ theme: "dark" }) }),
  "identity/set-up-authenticator": atBank("factor.manage", { input: () => ({ code: "000000" }) }),
  "identity/sign-in": atBank("session.start", { input: () => ({ signInName: "nobody", password: "a" }) }),
  "identity/sign-in-with-passkey": atBank("session.start", { input: () => ({ passkey: {} }) }),
  "identity/sign-out": atBank("session.end"),
  "interest/accrue-interest": atBank("day.close"),
  "interest/close-deposit-early": onAccount("deposit.close_early", { reason: "Why" }),
  "interest/mature-deposits": atBank("day.close"),
  "operations/apply-for-account": {
    ...atBank("account.apply", { input: ({ product }) => ({ productVersionId: product }) }),
  },
  "operations/apply-for-deposit": {
    ...onAccount("account.apply", { productVersionId: "x", amount: "1.00", months: "6", instruction: "pay_out" }),
    owned: true,
  },
  "operations/open-applied": inBranch("account.open", ({ application }) => ({ applicationId: application })),
  "operations/reject-application": inBranch("account.open", ({ application }) => ({
    applicationId: application,
    reason: "Why",
  })),
  "operations/withdraw-application": inBranch("account.apply", ({ application }) => ({ applicationId: application }), {
    owned: true,
    hidden: "application_not_found",
  }),
  "interest/open-term-deposit": onAccount("deposit.open", { amount: "1.00", months: "6", instruction: "pay_out" }),
  "interest/set-instruction": { ...onAccount("deposit.instruct", { instruction: "pay_out" }), owned: true },
  "interest/capitalise-interest": { ...atBank("day.close"), args: () => ["2026-03-31"] },
  "ledger/book-journal": atBank("journal.book", {
    input: () => ({ currency: "EUR", bookedOn: "2026-03-02", document: "A bill", reason: "Why" }),
  }),
  "ledger/reverse-entry": inBranch("entry.reverse", ({ entry }) => ({ entryId: entry, reason: "Why" })),
  "ledger/run-verification": atBank("ledger.verify"),
  "loans/accept-offer": onLoan("loan.accept"),
  "loans/apply-for-loan": onCustomer("loan.apply"),
  "loans/approve-loan": onLoan("loan.approve"),
  "loans/ask-quote": atBank("loan.apply"),
  "loans/cancel-loan": onLoan("loan.offer"),
  "loans/disburse-loan": onLoan("loan.disburse"),
  "loans/offer-loan": onLoan("loan.offer"),
  "loans/reject-loan": onLoan("loan.approve"),
  "loans/repay-loan": { ...onLoan("loan.repay"), scope: "counter", owned: true },
  "loans/resubmit-loan": onLoan("loan.apply"),
  "loans/return-loan": onLoan("loan.approve"),
  "loans/withdraw-loan": onLoan("loan.apply"),
  "operations/add-branch": atBank("bank.manage"),
  "operations/change-person": onColleague("staff.manage"),
  "operations/change-roles": onColleague("staff.manage"),
  "operations/close-account": onAccount("account.close"),
  "operations/close-account-paying-out": inBranch("account.close", ({ account, payee }) => ({
    accountId: account.id,
    to: payee,
  })),
  "operations/settle-interest-now": onAccount("account.close"),
  "operations/close-day": atBank("day.close"),
  "operations/complete-request": atBank("approval.complete", { input: ({ request }) => ({ approvalId: request }) }),
  "operations/decide-approval": inBranch("cash.decide", ({ request }) => ({
    approvalId: request,
    seen: 1,
    answer: "rejected",
    reason: "Why",
  })),
  "operations/decide-approval#approveRequest": inBranch("cash.decide", ({ request }) => ({
    approvalId: request,
    seen: 1,
  })),
  "operations/decide-approval#refuseRequest": inBranch("cash.decide", ({ request }) => ({
    approvalId: request,
    seen: 1,
    answer: "returned",
    reason: "Why",
  })),
  "operations/declare-relation": onColleague("staff.manage"),
  "operations/come-of-age": atBank("day.cut"),
  "operations/disable-inactive": atBank("day.cut"),
  "operations/disable-staff": onColleague("staff.manage"),
  "operations/enable-staff": onColleague("staff.manage"),
  "operations/end-relation": onColleague("staff.manage"),
  "operations/expire-holds": atBank("day.cut"),
  "operations/expire-roles": atBank("day.cut"),
  "operations/export-activity": atBank("activity.read"),
  "operations/invite-staff": atBank("staff.manage", { input: () => ({ signInName: "new.person", roles: [] }) }),
  "operations/lapse-overdrafts": atBank("day.cut"),
  "operations/merge-customers": inBranch("customer.merge", ({ customer, other }) => ({
    customerId: customer,
    otherId: other,
    reason: "Why",
  })),
  "operations/merge-organisations": inBranch("customer.merge", ({ customer, other }) => ({
    customerId: customer,
    otherId: other,
    reason: "Why",
  })),
  "accounts/add-guardian": inBranch("customer.onboard", ({ customer }) => ({
    customerId: customer,
    guardianNo: "C-1",
    basis: "parent",
    paper: "Birth certificate 1",
  })),
  "accounts/end-guardian": inBranch("customer.onboard", ({ customer, other }) => ({
    customerId: customer,
    guardianshipId: other,
    reason: "Why",
  })),
  "operations/override-request": atBank("approval.withdraw", {
    input: ({ request }) => ({ approvalId: request, seen: 1, signInName: "nobody", password: "a", code: "0" }),
  }),
  "operations/override-request#askToOverride": atBank("approval.withdraw", {
    input: ({ request }) => ({ approvalId: request, seen: 1 }),
  }),
  "operations/override-request#overrideByPasskey": atBank("approval.withdraw", {
    input: ({ request }) => ({ approvalId: request, seen: 1, passkey: "{}" }),
  }),
  "operations/read-activity-detail": { ...atBank("activity.read"), args: ({ nothing }) => [nothing] },
  "operations/rename-bank": atBank("bank.manage"),
  "operations/rescreen-customers": atBank("screening.read"),
  "operations/reset-customer-factor": onCustomer("customer.enrol"),
  "operations/reset-factor": onColleague("staff.manage"),
  "operations/resubmit-request": atBank("approval.withdraw", { input: ({ request }) => ({ approvalId: request }) }),
  "operations/review-access": atBank("staff.read"),
  "operations/rotate-keys": atBank("keys.rotate"),
  "operations/set-retention": atBank("bank.manage"),
  "operations/tidy-day": atBank("day.cut"),
  "operations/turn-day": atBank("day.cut"),
  "operations/verify-now": atBank("ledger.verify"),
  "payments/add-beneficiary": inBranch("beneficiary.manage", ({ customer, payee }) => ({
    customerId: customer,
    name: "Somebody",
    iban: payee,
  })),
  "payments/begin-payment": {
    permission: "transfer.create",
    scope: "counter",
    owned: true,
    input: (world) => ({ ...payment(world), to: world.beneficiary }),
  },
  "payments/book-incoming": {
    permission: "incoming.book",
    scope: "counter",
    input: ({ account }) => ({ iban: account.iban, amount: "1.00", senderReference: "R" }),
  },
  "payments/clear-due-cheques": atBank("cheque.clear", { input: () => ({ due: "2026-03-02" }) }),
  "payments/clear-cheque": atBank("cheque.clear", { input: ({ nothing }) => ({ chequeId: nothing }) }),
  "payments/confirm-payment": atBank("transfer.create", {
    input: ({ nothing }) => ({ confirmation: nothing, code: "000000" }),
  }),
  "payments/create-transfer": { permission: "transfer.create", scope: "counter", owned: true, input: payment },
  "payments/pay": { permission: "transfer.create", scope: "counter", owned: true, input: payment },
  "payments/pay-in-cheque": {
    permission: "cheque.pay_in",
    scope: "counter",
    input: ({ account }) => ({ iban: account.iban, amount: "1.00", bank: "Other", number: "1" }),
  },
  "payments/remove-beneficiary": inBranch("beneficiary.manage", ({ beneficiary }) => ({ beneficiaryId: beneficiary }), {
    owned: true,
  }),
  "payments/return-cheque": atBank("cheque.clear", { input: ({ nothing }) => ({ chequeId: nothing }) }),
  "payments/start-transfer": { permission: "transfer.create", scope: "counter", owned: true, input: payment },
  "products/add-product-version": atBank("product.manage"),
  "products/revise-product": atBank("product.manage"),
  "reports/export-customer": { ...onCustomer("customer.export"), args: ({ customer }) => [customer] },
  "reports/export-trial-balance": atBank("ledger.read", { args: () => [{}] }),
  "reports/print-customer-paper": {
    ...onCustomer("customer.onboard"),
    args: ({ customer }) => [customer, "application"],
  },
  "reports/print-customer-profile": { ...onCustomer("customer.export"), args: ({ customer }) => [customer] },
  "screening/adopt-list": atBank("screening.load"),
  "customers/decide-hit": atBank("screening.decide", { input: ({ nothing }) => ({ hitId: nothing }) }),
  "screening/load-list": atBank("screening.load", { input: () => ({ source: "un", version: "1", files: [] }) }),
  "statements/take-statement": {
    ...inBranch("movement.read", () => ({})),
    and: "account.read",
    everywhere: "cash.deposit",
    hidden: "account_not_found",
    owned: true,
    args: ({ account }) => [account.id, { from: "2026-02-01", to: "2026-02-28" }, "pdf"],
  },
  "statements/statement-file": {
    ...inBranch("movement.read", () => ({})),
    and: "account.read",
    everywhere: "cash.deposit",
    hidden: "account_not_found",
    owned: true,
    args: ({ account }) => [account.id, "camt053", { from: "2026-02-01", to: "2026-02-28" }],
  },
  "statements/print-receipt": {
    permission: "movement.read",
    scope: "counter",
    owned: true,
    input: ({ receipt }) => ({ reference: receipt }),
  },
};

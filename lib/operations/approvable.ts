import type { z } from "zod";
import { addGuardian } from "../accounts/add-guardian";
import { addParty } from "../accounts/add-party";
import { captureHold } from "../accounts/capture-hold";
import { endGuardian } from "../accounts/end-guardian";
import { liftBlock } from "../accounts/lift-block";
import { placeHold } from "../accounts/place-hold";
import { releaseHold } from "../accounts/release-hold";
import { removeParty } from "../accounts/remove-party";
import {
  addPartyInput,
  captureHoldInput,
  liftBlockInput,
  placeHoldInput,
  releaseHoldInput,
  removePartyInput,
  setOverdraftInput,
  setSigningInput,
  wakeAccountInput,
} from "../accounts/schema";
import { setOverdraft } from "../accounts/set-overdraft";
import { setSigning } from "../accounts/set-signing";
import { wakeAccount } from "../accounts/wake-account";
import { changeLimit } from "../approvals/change-limit";
import { changePolicy } from "../approvals/change-policy";
import type { ApprovalKind } from "../approvals/kinds";
import { changeLimitInput, changePolicyInput } from "../approvals/schema";
import { bookShareCapital } from "../cash/book-share-capital";
import { clearDifference } from "../cash/clear-difference";
import { closeColleaguesTill } from "../cash/close-colleagues-till";
import { countVault } from "../cash/count-vault";
import { depositCash } from "../cash/deposit-cash";
import { exchangeCash } from "../cash/exchange-cash";
import { moveVaultCash } from "../cash/move-vault-cash";
import { offerCash } from "../cash/offer-cash";
import { openTill } from "../cash/open-till";
import {
  bookShareCapitalInput,
  cashInput,
  clearDifferenceInput,
  closeColleaguesTillInput,
  countVaultInput,
  exchangeCashInput,
  moveVaultCashInput,
  offerCashInput,
  openTillInput,
  setCashLimitInput,
  setQuestionInput,
  settleTillInput,
  takeCashInput,
  undoLastMovementInput,
} from "../cash/schema";
import { setCashLimit } from "../cash/set-cash-limit";
import { setQuestion } from "../cash/set-question";
import { settleTill } from "../cash/settle-till";
import { takeCash } from "../cash/take-cash";
import { undoLastMovement } from "../cash/undo-last-movement";
import { withdrawCash } from "../cash/withdraw-cash";
import type { StaffActor, TxCtx } from "../core/context";
import { changeIdentity } from "../customers/change-identity";
import { changeOrganisation } from "../customers/change-organisation";
import { decideHit } from "../customers/decide-hit";
import { eraseCustomer } from "../customers/erase-customer";
import { judgeRisk } from "../customers/judge-risk";
import { liftLegalHold } from "../customers/lift-legal-hold";
import { liftProhibition } from "../customers/lift-prohibition";
import { recordDeath } from "../customers/record-death";
import { removePerson } from "../customers/remove-person";
import { savePerson } from "../customers/save-person";
import {
  addGuardianInput,
  changeIdentityInput,
  changeOrganisationInput,
  endGuardianInput,
  eraseCustomerInput,
  judgeRiskInput,
  liftLegalHoldInput,
  liftProhibitionInput,
  mergeCustomersInput,
  mergeOrganisationsInput,
  recordDeathInput,
  removePersonInput,
  savePersonInput,
} from "../customers/schema";
import { setRateInput } from "../exchange/schema";
import { setRate } from "../exchange/set-rate";
import type { Permission } from "../identity/permissions";
import {
  addBranchInput,
  changePersonInput,
  changeRolesInput,
  declareRelationInput,
  endRelationInput,
  inviteStaffInput,
  renameBankInput,
  resetCustomerFactorInput,
  setRetentionInput,
  staffStateInput,
} from "../identity/schema";
import { closeDepositEarly } from "../interest/close-deposit-early";
import { closeDepositEarlyInput } from "../interest/schema";
import { bookJournal } from "../ledger/book-journal";
import { reverseEntry } from "../ledger/reverse-entry";
import { bookJournalInput, reverseEntryInput } from "../ledger/schema";
import { disburseLoan } from "../loans/disburse-loan";
import { repayLoan } from "../loans/repay-loan";
import { disburseLoanInput, repayLoanInput } from "../loans/schema";
import { bookIncoming } from "../payments/book-incoming";
import { createTransfer } from "../payments/create-transfer";
import { payInCheque } from "../payments/pay-in-cheque";
import { bookIncomingInput, createTransferInput, payInChequeInput, setPaymentLimitInput } from "../payments/schema";
import { setPaymentLimit } from "../payments/set-payment-limit";
import { reviseProduct } from "../products/revise-product";
import { reviseProductInput } from "../products/schema";
import { adoptList } from "../screening/adopt-list";
import { adoptListInput, decideHitInput } from "../screening/schema";
import { addBranch } from "./add-branch";
import { changePerson } from "./change-person";
import { changeRoles } from "./change-roles";
import { declareRelation } from "./declare-relation";
import { disableStaff } from "./disable-staff";
import { enableStaff } from "./enable-staff";
import { endRelation } from "./end-relation";
import { inviteStaff } from "./invite-staff";
import { mergeCustomers } from "./merge-customers";
import { mergeOrganisations } from "./merge-organisations";
import { renameBank } from "./rename-bank";
import { resetCustomerFactor } from "./reset-customer-factor";
import { resetFactor } from "./reset-factor";
import { setRetention } from "./set-retention";

export type Approvable = {
  /** Who may decide it. */
  checker: Permission;
  /** What is asked, as the inbox says it. */
  words: string;
  /** Cash: once agreed it is released to its maker, who completes it at an open till. */
  released?: true;
  /** Parses the stored input again and runs the command; the result is ids. */
  run: (ctx: TxCtx<StaffActor>, payload: Record<string, unknown>) => Promise<unknown>;
};

/** Every command that can wait for a second person: how it is read again, run, and who decides it. */
export const approvables: Record<ApprovalKind, Approvable> = {
  "cash.deposit": { ...approvable("Take a cash deposit", "money.decide", cashInput, depositCash), released: true },
  "cash.withdraw": { ...approvable("Pay a cash withdrawal", "money.decide", cashInput, withdrawCash), released: true },
  "cash.exchange": { ...approvable("Exchange notes", "money.decide", exchangeCashInput, exchangeCash), released: true },
  "transfer.create": approvable("Make a transfer", "money.decide", createTransferInput, createTransfer),
  "vault.move": { ...approvable("Move cash", "money.decide", moveVaultCashInput, moveVaultCash), released: true },
  "capital.book": approvable("Book share capital", "money.decide", bookShareCapitalInput, bookShareCapital),
  "loan.disburse": approvable("Disburse a loan", "money.decide", disburseLoanInput, disburseLoan),
  "loan.repay": approvable("Take a loan repayment", "money.decide", repayLoanInput, repayLoan),
  "cheque.pay_in": approvable("Take a cheque", "money.decide", payInChequeInput, payInCheque),
  "incoming.book": approvable("Book an incoming credit", "money.decide", bookIncomingInput, bookIncoming),
  "entry.reverse": approvable("Reverse an entry", "money.decide", reverseEntryInput, reverseEntry),
  "deposit.close_early": approvable(
    "Close a term deposit early",
    "money.decide",
    closeDepositEarlyInput,
    closeDepositEarly,
  ),
  "hold.place": approvable("Hold an amount", "money.decide", placeHoldInput, placeHold),
  "hold.release": approvable("Let go of a hold", "money.decide", releaseHoldInput, releaseHold),
  "hold.capture": approvable("Take what is held", "money.decide", captureHoldInput, captureHold),
  "policy.change": approvable("Change who must agree", "limit.decide", changePolicyInput, changePolicy),
  "limit.change": approvable("Change a limit", "limit.decide", changeLimitInput, changeLimit),
  "account.add_party": approvable("Add a party to an account", "account.decide", addPartyInput, addParty),
  "account.remove_party": approvable("Take a party off an account", "account.decide", removePartyInput, removeParty),
  "account.set_signing": approvable("Change who signs for an account", "account.decide", setSigningInput, setSigning),
  "customer.change_identity": approvable(
    "Change a customer’s identity",
    "customer.approve",
    changeIdentityInput,
    changeIdentity,
  ),
  "customer.record_death": approvable("Record that a customer died", "customer.approve", recordDeathInput, recordDeath),
  "customer.merge": approvable(
    "Merge two records of one person",
    "customer.approve",
    mergeCustomersInput,
    mergeCustomers,
  ),
  "customer.merge_organisations": approvable(
    "Merge two records of one organisation",
    "customer.approve",
    mergeOrganisationsInput,
    mergeOrganisations,
  ),
  "customer.add_guardian": approvable(
    "Record a guardian of somebody under age",
    "customer.approve",
    addGuardianInput,
    addGuardian,
  ),
  "customer.end_guardian": approvable("End the right of a guardian", "customer.approve", endGuardianInput, endGuardian),
  "customer.erase": approvable("Erase a person for good", "customer.delete", eraseCustomerInput, eraseCustomer),
  "customer.lift_hold": approvable("Lift a legal hold", "customer.hold", liftLegalHoldInput, liftLegalHold),
  "customer.lift_prohibition": approvable(
    "Serve a customer again whom no list names any more",
    "screening.decide",
    liftProhibitionInput,
    liftProhibition,
  ),
  "customer.judge_risk": approvable(
    "Set a customer’s risk rating by judgement",
    "customer.judge_risk",
    judgeRiskInput,
    judgeRisk,
  ),
  "customer.change_organisation": approvable(
    "Change an organisation’s register entry",
    "customer.approve",
    changeOrganisationInput,
    changeOrganisation,
  ),
  "customer.save_person": approvable(
    "Change who is behind an organisation",
    "customer.approve",
    savePersonInput,
    savePerson,
  ),
  "customer.remove_person": approvable(
    "Take somebody out of an organisation’s people",
    "customer.approve",
    removePersonInput,
    removePerson,
  ),
  "customer.reset_factor": approvable(
    "Take a customer’s second factor away",
    "customer.approve",
    resetCustomerFactorInput,
    resetCustomerFactor,
  ),
  "account.unblock": approvable("Lift a block", "account.freeze", liftBlockInput, liftBlock),
  "overdraft.set": approvable("Raise an overdraft limit", "overdraft.decide", setOverdraftInput, setOverdraft),
  "account.wake": approvable("Wake a dormant account", "account.decide", wakeAccountInput, wakeAccount),
  "screening.decide": approvable("Decide on a likeness to a list", "screening.decide", decideHitInput, decideHit),
  "screening.adopt_list": approvable(
    "Take a screening list that leaves much out",
    "screening.load",
    adoptListInput,
    adoptList,
  ),
  "product.revise": approvable("Revise a product", "product.decide", reviseProductInput, reviseProduct),
  "journal.book": approvable("Book a manual journal", "journal.decide", bookJournalInput, bookJournal),
  "cash.clear": approvable("Clear a cash difference", "cash.decide", clearDifferenceInput, clearDifference),
  "cash.offer": approvable("Hand cash over from the vault", "money.decide", offerCashInput, offerCash),
  "cash.take": { ...approvable("Take cash into the vault", "money.decide", takeCashInput, takeCash), released: true },
  "rate.set": approvable("Set an exchange rate", "rate.decide", setRateInput, setRate),
  "cash.limit": approvable("Change how much cash a place may hold", "cash.decide", setCashLimitInput, setCashLimit),
  "cash.question": approvable("Set from which amount the counter asks", "staff.decide", setQuestionInput, setQuestion),
  "payment.limit": approvable(
    "Set how much customers pay to others in a day",
    "staff.decide",
    setPaymentLimitInput,
    setPaymentLimit,
  ),
  "cash.undo": approvable("Undo a teller’s last movement", "money.decide", undoLastMovementInput, undoLastMovement),
  "till.open": approvable("Open a till whose float differs", "cash.decide", openTillInput, openTill),
  "till.close_for": approvable(
    "Close a colleague’s till",
    "cash.decide",
    closeColleaguesTillInput,
    closeColleaguesTill,
  ),
  "vault.count": approvable("Count a vault over or short", "cash.decide", countVaultInput, countVault),
  "till.settle": approvable("Close a till over or short", "cash.decide", settleTillInput, settleTill),
  "bank.rename": approvable("Rename the bank", "staff.decide", renameBankInput, renameBank),
  "bank.set_retention": approvable(
    "Set how long people who left are kept",
    "staff.decide",
    setRetentionInput,
    setRetention,
  ),
  "branch.add": approvable("Open a branch", "staff.decide", addBranchInput, addBranch),
  "staff.change_roles": approvable("Change a colleague’s roles", "staff.decide", changeRolesInput, changeRoles),
  "staff.change_person": approvable(
    "Change a colleague’s name, e-mail or branch",
    "limit.decide",
    changePersonInput,
    changePerson,
  ),
  "staff.disable": approvable("Shut a colleague out", "staff.decide", staffStateInput, disableStaff),
  "staff.enable": approvable("Let a colleague in again", "staff.decide", staffStateInput, enableStaff),
  "staff.declare_relation": approvable(
    "Note whom a colleague may not serve",
    "staff.decide",
    declareRelationInput,
    declareRelation,
  ),
  "staff.end_relation": approvable("End a noted relation", "staff.decide", endRelationInput, endRelation),
  "staff.invite": approvable("Invite a colleague", "staff.decide", inviteStaffInput, inviteStaff),
  "staff.reset_factor": approvable(
    "Take a colleague’s second factor away",
    "staff.decide",
    staffStateInput,
    resetFactor,
  ),
};

function approvable<Schema extends z.ZodType>(
  words: string,
  checker: Permission,
  schema: Schema,
  command: (ctx: TxCtx<StaffActor>, input: z.output<Schema>) => Promise<unknown>,
): Approvable {
  return { words, checker, run: (ctx, payload) => command(ctx, schema.parse(asTyped(payload))) };
}

/** The fields read text, as a form sends it; a count was stored as a number. */
function asTyped(payload: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]),
  );
}

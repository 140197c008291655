import { formatDate } from "../dates";
import { type Amount, amount } from "./amount";
import { reason } from "./reason";

/** Accounts and the ledger, in the order in which they are told. */
export const accounts = {
  same_account: reason("rule_violation", () => "Choose two different accounts.", "to"),
  account_closed: reason<{ account: string }>("rule_violation", (p) => `Account ${p.account} is closed.`),
  account_not_active: reason<{ account: string }>("rule_violation", (p) => `Account ${p.account} is not active yet.`),
  account_blocked: reason<{ account: string }>(
    "rule_violation",
    (p) => `Account ${p.account} is blocked for this. Compliance or the branch manager can say more.`,
  ),
  account_dormant: reason<{ account: string }>(
    "rule_violation",
    (p) =>
      `Account ${p.account} is dormant: nobody has used it for 12 months. A service officer can have it woken, with your identity checked again.`,
  ),
  signers_unasked: reason("invalid", () => "Say who is present and signs.", "present"),
  signers_unknown: reason(
    "rule_violation",
    () => "Only those who may sign for this account can be present.",
    "present",
  ),
  signers_missing: reason<{ rule: string }>(
    "rule_violation",
    (p) => `This account is signed for by ${p.rule}. Ask the others to come, or to agree on another rule.`,
    "present",
  ),
  signs_not_alone: reason<{ rule: string }>(
    "rule_violation",
    (p) => `This account is signed for by ${p.rule}. Come to a branch together to pay from it.`,
  ),
  does_not_sign: reason("rule_violation", () => "A guardian signs for this account. They can pay from it at a branch."),
  rule_not_fulfilled: reason<{ rule: string }>(
    "rule_violation",
    (p) => `With these parties the account could not be signed for by ${p.rule}. Add a party or choose another rule.`,
    "signingRule",
  ),
  party_is_person: reason("rule_violation", () => "Only a person can have this part in an account.", "customerNo"),
  not_its_signatory: reason(
    "rule_violation",
    () => "For this account only signatories of the organisation sign. Add the person to its people as one first.",
    "customerNo",
  ),
  party_known: reason("conflict", () => "This customer is a party of the account already.", "customerNo"),
  party_not_found: reason("not_found", () => "This customer is not a party of the account."),
  owner_stays: reason("rule_violation", () => "The owner stays as long as the account does. Close it instead."),
  customer_number_unknown: reason(
    "not_found",
    () => "No active customer has this number. Find them first and copy it from their page.",
    "customerNo",
  ),
  not_eligible: reason<{ who: string }>(
    "rule_violation",
    (p) => `This product is for ${p.who}. Choose another.`,
    "productVersionId",
  ),
  block_not_found: reason("not_found", () => "No block found."),
  block_lifted: reason("conflict", () => "This block was already lifted."),
  freeze_by_compliance: reason("forbidden", () => "Only compliance freezes an account and asks to lift a freeze."),
  not_dormant: reason("conflict", () => "This account is not dormant."),
  overdraft_above_product: reason<Amount & { maxMinor: string }>(
    "rule_violation",
    (p) =>
      p.maxMinor === "0"
        ? "This product has no overdraft."
        : `Limit must be ${amount(p.maxMinor, p.currency)} or less — that is the most this product allows.`,
    "limit",
  ),
  rate_unreadable: reason("invalid", () => "Write the rate as a percentage in digits, like 2.1 or 6.125."),
  product_code_form: reason(
    "invalid",
    () => "Use 3 to 20 capital letters, digits or hyphens, like SAVINGS-PLUS.",
    "code",
  ),
  product_code_taken: reason<{ name: string; kind: string }>(
    "conflict",
    (p) => `This code belongs to ${p.name} (${p.kind}). Revise that product or choose another code.`,
    "code",
  ),
  range_reversed: reason("rule_violation", () => "The largest must not be below the smallest. Fill in both or none."),
  cheque_number_unreadable: reason("invalid", () => "Type the 4 to 20 digits of the cheque's number.", "number"),
  cheque_postdated: reason(
    "rule_violation",
    () => "This cheque carries a day that has not come. Take it on that day or later.",
    "drawnOn",
  ),
  cheque_old: reason(
    "rule_violation",
    () => "This cheque is older than 6 months. Its bank will not pay it; the customer can ask for a new one.",
    "drawnOn",
  ),
  cheque_known: reason(
    "conflict",
    () => "A cheque of this bank with this number was paid in already. Look under Cheques.",
    "number",
  ),
  hold_of_cheque: reason(
    "rule_violation",
    () => "This is held for a cheque. It ends when operations clears the cheque or takes it back.",
  ),
  cheque_not_found: reason("not_found", () => "There is no such cheque."),
  cheque_ended: reason("conflict", () => "This cheque was cleared or returned already."),
  identity_unseen: reason<Amount & { fromMinor: string }>(
    "rule_violation",
    (p) => `From ${amount(p.fromMinor, p.currency)} look at an identity document and say which one you saw.`,
    "documentSeen",
  ),
  document_not_theirs: reason(
    "rule_violation",
    () => "This document belongs to nobody who signs for the account. Choose one of those listed.",
    "documentSeen",
  ),
  document_expired: reason<{ expiredOn: string }>(
    "rule_violation",
    (p) => `This document expired on ${formatDate(p.expiredOn)}. A service officer can record a newer one.`,
    "documentSeen",
  ),
  source_missing: reason<Amount & { fromMinor: string }>(
    "rule_violation",
    (p) => `From ${amount(p.fromMinor, p.currency)} the bank must know where the cash comes from. Ask, and choose.`,
    "source",
  ),
  source_untold: reason("rule_violation", () => "Write down what the customer said.", "sourceDetail"),
  fee_rate_missing: reason("rule_violation", () => "Say which part of the amount is charged, in percent."),
  fee_rate_range: reason("rule_violation", () => "The part of the amount is more than 0 % and at most 100 %."),
  fee_not_charged: reason("rule_violation", () => "No fee is charged for this. Leave out why it is waived.", "waive"),
  waiver_over_limit: reason(
    "rule_violation",
    () => "You may not waive this fee alone. Have the branch manager close the account, or charge the fee.",
    "waive",
  ),
  fee_over_balance: reason<Amount & { feeMinor: string; balanceMinor: string }>(
    "rule_violation",
    (p) =>
      `The fee of ${amount(p.feeMinor, p.currency)} takes all that is left, ${amount(p.balanceMinor, p.currency)}. Waive it, or take the account's balance to zero first.`,
    "waive",
  ),
  tiers_order: reason("rule_violation", () => "Each tier begins above the one before and has a rate.", "tierFrom1"),
  version_same: reason("conflict", () => "The account is on this version already."),
  currency_mismatch: reason<{ expected: string }>("rule_violation", (p) => `Both accounts must be in ${p.expected}.`),
  unbalanced: reason("rule_violation", () => "Debits and credits of this entry differ. Nothing was booked."),
  insufficient_funds: reason<Amount & { availableMinor: string; shortfallMinor: string; feeMinor?: string }>(
    "rule_violation",
    (p) =>
      p.feeMinor
        ? `${amount(p.availableMinor, p.currency)} is available. With the fee of ${amount(p.feeMinor, p.currency)} this is ${amount(p.shortfallMinor, p.currency)} short.`
        : `Amount must be ${amount(p.availableMinor, p.currency)} or less — that is what is available. It is ${amount(p.shortfallMinor, p.currency)} short.`,
    "amount",
  ),
  till_short: reason<Amount & { availableMinor: string; shortfallMinor: string }>(
    "rule_violation",
    (p) =>
      `The till holds ${amount(p.availableMinor, p.currency)}. It is ${amount(p.shortfallMinor, p.currency)} short: take cash from the vault first.`,
    "amount",
  ),
  vault_short: reason<Amount & { availableMinor: string; shortfallMinor: string }>(
    "rule_violation",
    (p) =>
      `The vault holds ${amount(p.availableMinor, p.currency)}. It is ${amount(p.shortfallMinor, p.currency)} short.`,
    "amount",
  ),
  limit_exceeded: reason<Amount & { limitMinor: string }>(
    "rule_violation",
    (p) => `Amount must be ${amount(p.limitMinor, p.currency)} or less — that is the limit.`,
    "amount",
  ),
  over_own_day_limit: reason<Amount & { limitMinor: string; leftMinor: string }>(
    "rule_violation",
    (p) =>
      p.leftMinor === "0"
        ? `You can pay ${amount(p.limitMinor, p.currency)} to others in a day, and all of it is used today. Pay the rest tomorrow.`
        : `You can pay ${amount(p.limitMinor, p.currency)} to others in a day, and ${amount(p.leftMinor, p.currency)} of it is left today. Enter less, or pay the rest tomorrow.`,
    "amount",
  ),
  period_closed: reason<{ date: string }>(
    "rule_violation",
    (p) => `${formatDate(p.date)} is closed. Nothing can be booked on it.`,
    "bookedOn",
  ),
  day_ahead: reason<{ date: string; open: string }>(
    "rule_violation",
    (p) => `${formatDate(p.date)} has not begun. The open day is ${formatDate(p.open)}.`,
    "bookedOn",
  ),
  journal_side: reason("invalid", () => "Write the amount of a line under debit or under credit, not under both."),
  journal_takes_none: reason<{ account: string }>(
    "rule_violation",
    (p) => `Account ${p.account} is moved by its own acts only, never by hand. Choose another account.`,
  ),
  journal_account: reason<{ account: string; branch: string; currency: string }>(
    "rule_violation",
    (p) => `${p.branch} keeps no account ${p.account} in ${p.currency}. Choose another account or branch.`,
  ),
  value_date_range: reason(
    "rule_violation",
    () => "The value date lies outside what this movement allows.",
    "valueDate",
  ),
  hold_resolved: reason("conflict", () => "This hold was already captured, released or expired."),
  more_than_held: reason<Amount & { heldMinor: string }>(
    "rule_violation",
    (p) => `Amount must be ${amount(p.heldMinor, p.currency)} or less — that is what is held.`,
    "amount",
  ),
  time_unreadable: reason("invalid", () => "Write the time in 24 hours, like 14:30 or 14:30:15.", "at"),
  as_of_future: reason(
    "invalid",
    () => "This has not come yet. Choose a day up to today, or a time up to now.",
    "asOf",
  ),
  day_passed: reason("rule_violation", () => "This day has passed. Choose a later one."),
  limit_negative: reason("invalid", () => "The limit cannot be below zero. Enter 0 for no overdraft.", "limit"),
  overdraft_current_only: reason("rule_violation", () => "Only a current account can have an overdraft limit."),
  already_reversed: reason("conflict", () => "This entry was already reversed."),
  not_reversible: reason<{ title: string }>(
    "rule_violation",
    (p) =>
      `An entry of this kind (${p.title}) is not reversed, because its own records would then differ from the books. Book the movement that corrects it.`,
  ),
  till_session_over: reason(
    "rule_violation",
    () => "The till session of this movement has ended. Correct it by a new deposit or withdrawal.",
  ),
  control_account: reason("rule_violation", () => "A control account takes no postings of its own."),
  balance_not_zero: reason<Amount & { balanceMinor: string }>("rule_violation", (p) =>
    BigInt(p.balanceMinor) < 0n
      ? `With its interest the account owes ${amount(p.balanceMinor.replace("-", ""), p.currency)}. Have it paid in before closing.`
      : `With its interest the account holds ${amount(p.balanceMinor, p.currency)}. Pay it out with the closing, or move it before.`,
  ),
  deposit_fixed: reason(
    "rule_violation",
    () => "The money of a term deposit stays until it matures. It can be closed early from its own page.",
  ),
  deposit_ended: reason("conflict", () => "This term deposit has matured or was closed already."),
  apply_at_branch: reason(
    "rule_violation",
    () => "This cannot be applied for online at the moment. Your branch tells you what is missing.",
  ),
  application_waits: reason(
    "conflict",
    () => "You have applied for this already, and your branch has not decided yet. You can withdraw that application.",
  ),
  applications_too_many: reason(
    "rate_limited",
    () => "You have applied very often within a day. Apply again tomorrow, or speak to your branch.",
  ),
  application_not_found: reason("not_found", () => "No such application."),
  application_ended: reason(
    "conflict",
    () => "This application no longer waits: it was opened, rejected or withdrawn.",
  ),
  deposit_waits: reason(
    "conflict",
    () => "This term deposit could not be paid out or renewed. It waits, and is tried again the next night.",
  ),
  deposit_amount: reason<Amount & { minMinor: string; maxMinor: string }>(
    "rule_violation",
    (p) => `This product takes ${amount(p.minMinor, p.currency)} to ${amount(p.maxMinor, p.currency)}.`,
    "amount",
  ),
  deposit_term: reason<{ min: number; max: number }>(
    "rule_violation",
    (p) => `This product takes ${p.min} to ${p.max} months.`,
    "months",
  ),
  interest_not_known: reason(
    "conflict",
    () => "Yesterday is still being closed, and its interest is not worked out yet. Close the account when it is.",
  ),
  interest_settled: reason(
    "conflict",
    () => "There is no interest to settle: it was brought to the account already, or none was earned.",
  ),
  account_has_pending: reason<{ what: string }>(
    "rule_violation",
    (p) => `The account cannot be closed yet: ${p.what}.`,
  ),
  balance_not_positive: reason(
    "rule_violation",
    () => "There is no balance to pay out. Close the account without a payment, or have what it owes paid in first.",
  ),
  product_not_offered: reason("rule_violation", () => "This product is not offered today. Choose another.", "product"),

  sender_reference_known: reason(
    "conflict",
    () => "A credit with this sender's reference was already booked.",
    "senderReference",
  ),
} as const;

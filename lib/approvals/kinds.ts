/** Commands that move money, or hold it and let it go, and are bound by policies: by the name of their permission. */
export const moneyKinds = [
  "cash.deposit",
  "cash.withdraw",
  "cash.exchange",
  "transfer.create",
  "vault.move",
  "capital.book",
  "loan.disburse",
  "loan.repay",
  "cheque.pay_in",
  "incoming.book",
  "entry.reverse",
  "deposit.close_early",
  "hold.place",
  "hold.release",
] as const;

export type MoneyKind = (typeof moneyKinds)[number];

/** Everything that policies can bind: to waive a fee waits as a part of the movement that it belongs to. */
export const boundKinds = [...moneyKinds, "fee.waive"] as const;

export type BoundKind = (typeof boundKinds)[number];

/** Every command that can wait for a second person, by the name under which its permission and acts go. */
const approvalKinds = [
  ...moneyKinds,
  // Bound as a transfer is, which it would otherwise be a way around.
  "hold.capture",
  "policy.change",
  "limit.change",
  "account.add_party",
  "account.remove_party",
  "account.set_signing",
  "account.unblock",
  "account.wake",
  "overdraft.set",
  "customer.change_identity",
  "customer.record_death",
  "customer.reset_factor",
  "customer.merge",
  "customer.merge_organisations",
  "customer.add_guardian",
  "customer.end_guardian",
  "customer.erase",
  "customer.lift_hold",
  "customer.lift_prohibition",
  "customer.judge_risk",
  "customer.change_organisation",
  "customer.save_person",
  "customer.remove_person",
  "screening.decide",
  "screening.adopt_list",
  "product.revise",
  "journal.book",
  "cash.clear",
  "cash.offer",
  "cash.take",
  "rate.set",
  "cash.limit",
  "cash.undo",
  "cash.question",
  "payment.limit",
  "till.open",
  "till.settle",
  "vault.count",
  "till.close_for",
  "bank.rename",
  "bank.set_retention",
  "branch.add",
  "staff.change_roles",
  "staff.change_person",
  "staff.disable",
  "staff.enable",
  "staff.invite",
  "staff.reset_factor",
  "staff.declare_relation",
  "staff.end_relation",
] as const;

export type ApprovalKind = (typeof approvalKinds)[number];

export function isApprovalKind(name: string): name is ApprovalKind {
  return (approvalKinds as readonly string[]).includes(name);
}

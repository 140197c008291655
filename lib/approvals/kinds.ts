/** Every command that can wait for a second person, by the name under which its permission and acts go. */
export const approvalKinds = [
  "account.add_party",
  "account.remove_party",
  "account.set_signing",
  "account.unblock",
  "account.wake",
  "customer.change_identity",
  "screening.decide",
  "product.revise",
  "cash.limit",
  "cash.undo",
  "till.open",
  "till.settle",
  "bank.rename",
  "branch.add",
  "staff.change_roles",
  "staff.disable",
  "staff.enable",
  "staff.invite",
  "staff.reset_factor",
] as const;

export type ApprovalKind = (typeof approvalKinds)[number];

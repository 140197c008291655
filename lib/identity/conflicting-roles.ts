import { type Role, roles } from "../core/context";

/** Roles that one person cannot hold together (domain: People and powers), each pair once. */
export const conflictingRoles: readonly (readonly [Role, Role])[] = [
  ...alone("auditor"),
  ...alone("administrator"),
  ...alone("compliance_officer"),
  ["teller", "vault_custodian"],
  ["teller", "branch_manager"],
  ["teller", "operations"],
  ["teller", "loan_operations"],
  ["teller", "finance_officer"],
  ["teller", "credit_approver"],
  ["loan_officer", "credit_approver"],
  ["loan_officer", "loan_operations"],
  ["operations", "finance_officer"],
];

/** The first pair among these roles that cannot be held together, or null when the person may hold them all. */
export function conflictAmong(held: readonly Role[]): readonly [Role, Role] | null {
  return conflictingRoles.find(([one, other]) => held.includes(one) && held.includes(other)) ?? null;
}

/** The roles that whoever holds this one cannot hold as well. */
export function conflictsOf(role: Role): Role[] {
  return roles.filter((other) => other !== role && conflictAmong([role, other]) !== null);
}

function alone(role: Role): (readonly [Role, Role])[] {
  return roles.filter((other) => other !== role).map((other) => [role, other] as const);
}

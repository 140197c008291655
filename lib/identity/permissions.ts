import { type Role, roles } from "../core/context";

/**
 * What each role may do (domain: People and powers). One table for navigation, pages, commands, the API and the tests;
 * what is not listed is refused. Scope is the person's branch unless the role is bank-wide.
 */
// biome-ignore format: one permission a line reads as the table it is
const staffPermissions = {
  "customer.read": [
    "teller",
    "service_officer",
    "loan_officer",
    "credit_approver",
    "loan_operations",
    "branch_manager",
    "compliance_officer",
    "auditor",
  ],
  "customer.onboard": ["service_officer"],
  "customer.note": ["teller", "service_officer", "loan_officer", "branch_manager"],
  "customer.approve": ["branch_manager"],
  // As senior manager, to whoever is of high risk.
  "customer.consent": ["branch_manager"],
  "customer.close": ["service_officer"],
  "customer.merge": ["service_officer", "compliance_officer"],
  "customer.delete": ["branch_manager"],
  "customer.erase": ["compliance_officer"],
  "customer.hold": ["compliance_officer"],
  "customer.export": ["service_officer", "compliance_officer"],
  "erasure.read": ["compliance_officer", "auditor"],
  "customer.accept": ["compliance_officer"],
  "customer.judge_risk": ["compliance_officer"],
  "customer.enrol": ["service_officer"],
  "unusual.read": ["compliance_officer", "auditor"],
  "screening.read": ["compliance_officer", "auditor"],
  "screening.load": ["compliance_officer"],
  "screening.decide": ["compliance_officer"],
  "account.read": [
    "teller",
    "service_officer",
    "loan_officer",
    "credit_approver",
    "loan_operations",
    "branch_manager",
    "compliance_officer",
    "operations",
    "finance_officer",
    "auditor",
  ],
  "account.open": ["service_officer"],
  "application.read": ["service_officer", "branch_manager", "compliance_officer", "auditor"],
  "deposit.open": ["service_officer"],
  "deposit.instruct": ["service_officer"],
  "deposit.close_early": ["service_officer"],
  "account.close": ["service_officer"],
  "account.block": ["branch_manager", "compliance_officer"],
  "account.freeze": ["compliance_officer"],
  "account.parties": ["service_officer"],
  "account.wake": ["service_officer"],
  "account.decide": ["branch_manager"],
  "account.move_version": ["service_officer"],
  "hold.place": ["service_officer", "branch_manager"],
  "hold.capture": ["service_officer", "branch_manager"],
  "hold.release": ["service_officer", "branch_manager"],
  "overdraft.set": ["branch_manager"],
  "overdraft.decide": ["branch_manager", "credit_approver"],
  "movement.read": [
    "teller",
    "vault_custodian",
    "service_officer",
    "loan_officer",
    "loan_operations",
    "branch_manager",
    "compliance_officer",
    "operations",
    "finance_officer",
    "auditor",
  ],
  "till.operate": ["teller"],
  "till.count_for": ["teller", "vault_custodian"],
  "cash.deposit": ["teller"],
  "cash.withdraw": ["teller"],
  "cash.exchange": ["teller"],
  "cash.read": ["teller", "vault_custodian", "branch_manager", "operations", "finance_officer", "auditor"],
  "cash.limit": ["vault_custodian"],
  "cash.decide": ["branch_manager"],
  "cash.clear": ["vault_custodian"],
  "vault.move": ["vault_custodian"],
  "vault.count": ["vault_custodian"],
  "transfer.create": ["teller"],
  "cheque.pay_in": ["teller"],
  "cheque.read": ["teller", "branch_manager", "operations", "finance_officer", "auditor"],
  "cheque.clear": ["operations"],
  "fee.waive": ["teller", "service_officer", "branch_manager"],
  "beneficiary.manage": ["service_officer"],
  "incoming.book": ["operations"],
  "capital.book": ["finance_officer"],
  "journal.book": ["finance_officer"],
  // What one finance officer enters, another agrees to.
  "journal.decide": ["finance_officer"],
  "entry.reverse": ["branch_manager"],
  "loan.read": [
    "teller",
    "service_officer",
    "loan_officer",
    "credit_approver",
    "loan_operations",
    "branch_manager",
    "compliance_officer",
    "finance_officer",
    "auditor",
  ],
  "loan.apply": ["loan_officer"],
  "loan.approve": ["branch_manager", "credit_approver"],
  "loan.offer": ["loan_officer"],
  "loan.accept": ["loan_officer"],
  "loan.disburse": ["loan_operations"],
  "loan.repay": ["teller"],
  "approval.decide": ["branch_manager", "credit_approver", "administrator", "compliance_officer", "finance_officer"],
  // Money above a policy's amount; the policy names which of these roles decides.
  "money.decide": ["branch_manager", "credit_approver", "finance_officer"],
  "day.read": ["operations", "branch_manager", "finance_officer", "auditor"],
  "day.cut": ["operations"],
  "day.close": ["operations"],
  "ledger.read": ["operations", "finance_officer", "auditor", "branch_manager"],
  "ledger.verify": ["finance_officer", "auditor"],
  "mail.read": ["operations", "auditor"],
  "verification.read": ["operations", "finance_officer", "auditor"],
  "product.read": ["service_officer", "loan_officer", "operations", "branch_manager", "finance_officer", "auditor"],
  "product.manage": ["operations"],
  "product.decide": ["finance_officer"],
  "rate.read": ["teller", "vault_custodian", "service_officer", "branch_manager", "operations", "finance_officer", "auditor"],
  "rate.set": ["operations"],
  "rate.decide": ["finance_officer"],
  "activity.read": ["branch_manager", "compliance_officer", "auditor", "administrator"],
  "staff.read": ["administrator", "auditor"],
  "staff.manage": ["administrator"],
  "staff.decide": ["administrator", "branch_manager"],
  "limit.read": ["administrator", "auditor"],
  "limit.manage": ["administrator"],
  "limit.decide": ["administrator"],
  "bank.manage": ["administrator"],
  // Nobody's by role: customers apply, the sign-in page acts as the front door, and staff are made by the bank's set-up.
  "account.apply": [],
  "keys.rotate": [],
  "session.start": [],
  "enrolment.use": [],
  "password.recover": [],
  "staff.create": [],
  // Everybody's, for themselves only.
  "session.end": roles,
  "password.change": roles,
  "factor.manage": roles,
  "theme.set": roles,
  "approval.withdraw": roles,
  "approval.complete": roles,
} as const satisfies Record<string, readonly Role[]>;

export type StaffPermission = keyof typeof staffPermissions;

/** What a customer may do, always with their own accounts only. */
const customerPermissions = [
  "account.read",
  "account.apply",
  "movement.read",
  "transfer.create",
  "beneficiary.manage",
  "loan.read",
  "loan.repay",
  "deposit.instruct",
  "session.end",
  "password.change",
  "factor.manage",
  "theme.set",
] as const satisfies readonly StaffPermission[];

/** All that a session may do before its second factor has been given. */
export const beforeTheFactor: readonly StaffPermission[] = ["factor.manage", "session.end"];

/** What the bank's jobs may do: the day, what comes in by itself, and setting up. */
const systemPermissions = [
  "day.cut",
  "day.close",
  "incoming.book",
  "capital.book",
  "vault.move",
  "ledger.read",
  "ledger.verify",
  "keys.rotate",
  "product.manage",
  "screening.read",
  "staff.create",
] as const satisfies readonly StaffPermission[];

/** The name under which somebody not yet signed in acts: it may knock, and nothing else. */
export const FRONT_DOOR = "front door";
const frontDoorPermissions = [
  "session.start",
  "enrolment.use",
  "password.recover",
] as const satisfies readonly StaffPermission[];

export type Permission = StaffPermission;

/** Roles whose scope is the whole bank. */
export const bankWideRoles: readonly Role[] = [
  "credit_approver",
  "compliance_officer",
  "operations",
  "finance_officer",
  "auditor",
  "administrator",
  "loan_operations",
];

/** The roles of staff that hold a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return staffPermissions[permission];
}

export const allPermissions = Object.keys(staffPermissions) as Permission[];

/** What a role may and may not do of what the table gives to some and not to all, and what it gives to everybody. */
export function powersOf(role: Role): { may: Permission[]; mayNot: Permission[]; everybodys: Permission[] } {
  const some = allPermissions.filter((one) => rolesWith(one).length > 0 && rolesWith(one).length < roles.length);
  return {
    may: some.filter((one) => rolesWith(one).includes(role)),
    mayNot: some.filter((one) => !rolesWith(one).includes(role)),
    everybodys: allPermissions.filter((one) => rolesWith(one).length === roles.length),
  };
}

export function customerMay(permission: Permission): boolean {
  return (customerPermissions as readonly Permission[]).includes(permission);
}

/** Whether a job of the bank may do this; the front door is the only one that may open sessions. */
export function systemMay(job: string, permission: Permission): boolean {
  const held: readonly Permission[] = job === FRONT_DOOR ? frontDoorPermissions : systemPermissions;
  return held.includes(permission);
}

import { describe, expect, it } from "vitest";
import { type CustomerActor, type Role, roles, type StaffActor, type SystemActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { authorize, branchScope, may } from "@/lib/identity/authorize";
import { conflictAmong, conflictingRoles, conflictsOf } from "@/lib/identity/conflicting-roles";
import {
  allPermissions,
  bankWideRoles,
  beforeTheFactor,
  FRONT_DOOR,
  type Permission,
  powersOf,
  rolesWith,
} from "@/lib/identity/permissions";
import { navigationFor, placesOf } from "@/lib/web/navigation";

const own = newId<"branch">();
const other = newId<"branch">();
const staff = (...held: Role[]): StaffActor => ({
  kind: "staff",
  userId: newId(),
  name: "S",
  roles: held,
  branchId: own,
  sessionId: null,
});
const customer: CustomerActor = { kind: "customer", userId: newId(), name: "C", customerId: newId(), sessionId: null };
const job = (name: string): SystemActor => ({ kind: "system", job: name });
const heldBy = (role: Role) => allPermissions.filter((permission) => rolesWith(permission).includes(role));
/** What everybody may do with their own sign-in. */
const everybodys: Permission[] = ["session.end", "password.change", "factor.manage", "theme.set"];
/** Staff’s, for their own requests only. */
const everyStaffs: Permission[] = [...everybodys, "approval.withdraw", "approval.complete"];

describe("control 2: the table of permissions", () => {
  it("refuses a role everything that the table does not give it", () => {
    for (const role of roles) {
      for (const permission of allPermissions)
        expect(may(staff(role), permission)).toBe(rolesWith(permission).includes(role));
    }
  });

  it("lets the auditor read and verify, and change nothing", () => {
    const others = heldBy("auditor").filter((permission) => !permission.endsWith(".read"));
    expect(others).toEqual(["ledger.verify", ...everyStaffs]);
  });

  it("keeps the administrator from money and customers", () => {
    expect(heldBy("administrator")).toEqual([
      "approval.decide",
      "activity.read",
      "staff.read",
      "staff.manage",
      "staff.decide",
      "limit.read",
      "limit.manage",
      "limit.decide",
      "bank.manage",
      ...everyStaffs,
    ]);
  });

  it("keeps compliance from moving money", () => {
    const moving: Permission[] = [
      "cash.deposit",
      "cash.withdraw",
      "transfer.create",
      "vault.move",
      "incoming.book",
      "capital.book",
      "loan.disburse",
      "loan.repay",
      "deposit.instruct",
    ];
    for (const permission of moving) expect(rolesWith(permission)).not.toContain("compliance_officer");
  });

  it("gives cash over the counter to tellers only, and the vault to none of them", () => {
    expect(rolesWith("cash.deposit")).toEqual(["teller"]);
    expect(rolesWith("cash.withdraw")).toEqual(["teller"]);
    for (const permission of ["vault.move", "vault.count"] as const)
      expect(rolesWith(permission)).not.toContain("teller");
  });

  const secondPerson: [Permission, Permission][] = [
    ["customer.onboard", "customer.approve"],
    ["customer.merge", "customer.approve"],
    ["customer.erase", "customer.delete"],
    ["loan.apply", "loan.approve"],
    ["loan.apply", "loan.disburse"],
    ["loan.approve", "loan.disburse"],
    ["till.operate", "approval.decide"],
    ["cash.withdraw", "money.decide"],
    ["transfer.create", "money.decide"],
    ["vault.move", "money.decide"],
    ["vault.count", "cash.decide"],
    ["loan.disburse", "money.decide"],
  ];
  it.each(secondPerson)("control 43: no role holds both %s and %s", (maker, checker) => {
    expect(rolesWith(maker).filter((role) => rolesWith(checker).includes(role))).toEqual([]);
  });

  it("gives every permission to somebody, the doors of the bank and its keys to nobody by role", () => {
    const unheld = allPermissions.filter((permission) => rolesWith(permission).length === 0);
    expect(unheld).toEqual([
      "account.apply",
      "keys.rotate",
      "session.start",
      "enrolment.use",
      "password.recover",
      "staff.create",
    ]);
  });
});

describe("controls 2 and 3: each role, each permission, each place", () => {
  const places = [
    ["in the own branch", { branchId: own }],
    ["in another branch", { branchId: other }],
    ["for a customer of the own branch", { branchId: own, customerIds: [newId<"customer">()] }],
    ["for a customer of another branch", { branchId: other, customerIds: [newId<"customer">()] }],
  ] as const;
  const outcomeOf = (act: () => void) => {
    try {
      act();
      return "allowed";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each(roles)("%s", (role) => {
    for (const permission of allPermissions)
      for (const [place, subject] of places) {
        const held = rolesWith(permission).includes(role);
        const reaches = subject.branchId === own || bankWideRoles.includes(role);
        const expected = !held ? "not_permitted" : reaches ? "allowed" : "other_branch";
        const outcome = outcomeOf(() => authorize(staff(role), permission, subject));
        expect([permission, place, outcome]).toEqual([permission, place, expected]);
      }
  });

  it("a customer: their own, nobody else's, and nothing of the bank's staff", () => {
    for (const permission of allPermissions)
      for (const [whose, customerIds] of [
        ["own", [customer.customerId]],
        ["another's", [newId<"customer">()]],
      ] as const) {
        const expected = !may(customer, permission) ? "not_permitted" : whose === "own" ? "allowed" : "not_found";
        const outcome = outcomeOf(() => authorize(customer, permission, { customerIds }));
        expect([permission, whose, outcome]).toEqual([permission, whose, expected]);
      }
  });

  it("whoever has given the password alone: the second factor and the way out", () => {
    for (const kind of [staff(...roles), customer])
      for (const permission of allPermissions.filter((one) => may(kind, one))) {
        const outcome = outcomeOf(() => authorize({ ...kind, unproven: "halfway" }, permission));
        const expected = beforeTheFactor.includes(permission) ? "allowed" : "factor_needed";
        expect([permission, outcome]).toEqual([permission, expected]);
      }
  });
});

describe("control 3: the subject of an act", () => {
  it("limits a teller's changes to the branch, except by exact number at the counter", () => {
    expect(() => authorize(staff("teller"), "cash.deposit", { branchId: own })).not.toThrow();
    expect(() => authorize(staff("teller"), "cash.deposit", { branchId: other, atCounter: true })).not.toThrow();
    expect(() => authorize(staff("teller"), "cash.deposit", { branchId: other })).toThrow("other_branch");
    expect(branchScope(staff("teller"), "account.read")).toBe(own);
  });

  it("gives a bank-wide role the whole bank for its own permissions only", () => {
    expect(branchScope(staff("operations"), "account.read")).toBeNull();
    expect(branchScope(staff("service_officer", "operations"), "customer.read")).toBe(own);
  });

  it("answers a customer who names somebody else's account as if it did not exist", () => {
    expect(() => authorize(customer, "account.read", { customerIds: [newId()] })).toThrow("not_found");
    expect(() => authorize(customer, "account.read", { customerIds: [newId(), customer.customerId] })).not.toThrow();
  });

  it("keeps customers from everything that is staff's", () => {
    const theirs: Permission[] = [
      "account.read",
      "account.apply",
      "movement.read",
      "transfer.create",
      "beneficiary.manage",
      "loan.read",
      "loan.repay",
      "deposit.instruct",
      ...everybodys,
    ];
    expect(allPermissions.filter((permission) => may(customer, permission))).toEqual(expect.arrayContaining(theirs));
    expect(allPermissions.filter((permission) => may(customer, permission))).toHaveLength(theirs.length);
  });
});

describe("control 43: one's own accounts", () => {
  const ownCustomer = newId<"customer">();
  const related = (role: Role): StaffActor => ({ ...staff(role), related: [ownCustomer] });

  it.each(roles)("%s acts for nobody they are related to, whatever the act, and may look", (role) => {
    for (const permission of heldBy(role)) {
      const act = () => authorize(related(role), permission, { customerIds: [newId(), ownCustomer] });
      if (permission.endsWith(".read")) expect(act).not.toThrow();
      else expect(act).toThrow("own_account");
      expect(() => authorize(related(role), permission, { customerIds: [newId()] })).not.toThrow();
    }
  });
});

describe("who is not signed in", () => {
  it("may knock and nothing else", () => {
    expect(allPermissions.filter((permission) => may(job(FRONT_DOOR), permission))).toEqual([
      "session.start",
      "enrolment.use",
      "password.recover",
    ]);
  });

  it("is not a job of the bank: no job opens sessions", () => {
    expect(may(job("end of day"), "session.start")).toBe(false);
    expect(may(job("end of day"), "day.close")).toBe(true);
  });
});

describe("control 43: roles that one person cannot hold together", () => {
  it("names each pair once and no role with itself", () => {
    for (const [one, two] of conflictingRoles) expect(one).not.toBe(two);
    for (const alone of ["auditor", "administrator", "compliance_officer"] as const) {
      for (const role of roles) if (role !== alone) expect(conflictAmong([role, alone])).not.toBeNull();
    }
  });

  it("keeps the till apart from vault, approval, operations, disbursement and finance", () => {
    for (const role of [
      "vault_custodian",
      "branch_manager",
      "operations",
      "loan_operations",
      "finance_officer",
      "credit_approver",
    ] as const) {
      expect(conflictAmong(["teller", role])).toEqual(["teller", role]);
    }
  });

  it("lets a small branch give one person the roles that go together", () => {
    expect(conflictAmong(["teller", "service_officer"])).toBeNull();
    expect(conflictAmong(["service_officer", "loan_officer"])).toBeNull();
    expect(conflictAmong(["teller"])).toBeNull();
  });
});

describe("control 2: a role as others view it", () => {
  it.each(roles)("%s: what it may, may not and everybody may are the whole table, each once", (role) => {
    const { may, mayNot, everybodys } = powersOf(role);
    const given = allPermissions.filter((permission) => rolesWith(permission).length > 0);
    expect([...may, ...mayNot, ...everybodys].sort()).toEqual([...given].sort());
    expect([...may, ...everybodys].sort()).toEqual(heldBy(role).sort());
  });

  it.each(roles)("%s: finds the places in its rail that its holder finds", (role) => {
    const labels = (groups: readonly { items: readonly { label: string }[] }[]) =>
      groups.flatMap(({ items }) => items.map(({ label }) => label));
    expect(labels(placesOf(role))).toEqual(labels(navigationFor(staff(role))));
  });

  it("names the roles that cannot be held beside it", () => {
    expect(conflictsOf("loan_officer").sort()).toEqual([
      "administrator",
      "auditor",
      "compliance_officer",
      "credit_approver",
      "loan_operations",
    ]);
    expect(conflictsOf("auditor")).toHaveLength(roles.length - 1);
  });
});

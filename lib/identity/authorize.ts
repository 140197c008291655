import type { Actor, Role, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import { bankWideRoles, beforeTheFactor, customerMay, type Permission, rolesWith, systemMay } from "./permissions";

/** What an act touches: the branch it belongs to and the customers whose money or data it is. */
export type Subject = {
  branchId?: BranchId;
  customerIds?: readonly CustomerId[];
  /** A counter act for a customer present may name an account of any branch by its exact number. */
  atCounter?: boolean;
  /** What a customer is told of something that is not theirs: the same as for something that does not exist. */
  missing?:
    | "account_not_found"
    | "application_not_found"
    | "loan_not_found"
    | "beneficiary_not_found"
    | "customer_not_found"
    | "not_found";
};

/** Whether a person holds a permission at all: for navigation and buttons; the command decides with `authorize`. */
export function may(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case "staff":
      return actor.roles.some((role) => rolesWith(permission).includes(role));
    case "customer":
      return customerMay(permission);
    case "system":
      return systemMay(actor.job, permission);
    case "api_client":
      return false;
  }
}

/**
 * Refuses what the actor may not do: `not_permitted` by role, `other_branch` outside the branch's scope, and, to a
 * customer, `not_found` for anything that is not theirs, as if it did not exist.
 */
export function authorize(actor: Actor, permission: Permission, subject: Subject = {}): void {
  if (!may(actor, permission)) throw refusal("not_permitted");
  if (isHalfway(actor) && !beforeTheFactor.includes(permission)) throw refusal("factor_needed");
  if (actor.kind === "customer") {
    if (subject.customerIds && !subject.customerIds.includes(actor.customerId))
      throw refusal(subject.missing ?? "not_found");
    return;
  }
  if (actor.kind !== "staff") return;
  if (!permission.endsWith(".read")) assertStranger(actor, subject.customerIds ?? []);
  if (
    subject.branchId &&
    !subject.atCounter &&
    !seesBranch(actor.roles, actor.branchId, permission, subject.branchId)
  ) {
    throw refusal("other_branch");
  }
}

/** Refuses a customer who has no second factor what moves their money or names whom it may go to (control 26). */
export function assertSecondFactor(actor: Actor): void {
  if ("unproven" in actor && actor.unproven) throw refusal("factor_needed");
}

/** Refuses what asks for a second factor given in the last five minutes: `confirm_again` (control 21). */
export function assertFresh(actor: Actor): void {
  assertSecondFactor(actor);
  if ("provenLongAgo" in actor && actor.provenLongAgo) throw refusal("confirm_again");
}

/** Refuses a payment to others in the day after a password was set with a link: `cooling_off` (control 30). */
export function assertPaysOthers(actor: Actor): void {
  if (actor.kind === "customer" && actor.coolingUntil) throw refusal("cooling_off", { until: actor.coolingUntil });
}

function isHalfway(actor: Actor): boolean {
  return "unproven" in actor && actor.unproven === "halfway";
}

/**
 * Nobody acts for accounts of their own or of those they are related to (control 43): `own_account`; and nobody agrees to
 * what moves them: `second_is_close`.
 */
export function assertStranger(actor: Actor, customers: readonly CustomerId[]): void {
  if (actor.kind !== "staff") return;
  if (actor.related?.some((own) => customers.includes(own))) throw refusal("own_account");
  if (actor.relatedToSecond?.some((own) => customers.includes(own))) throw refusal("second_is_close");
}

/** Whoever decides, and the absent colleague in whose place: neither may have made what is decided. */
export function decidersOf({ userId, decidesFor }: StaffActor): UserId[] {
  return decidesFor ? [userId, decidesFor.userId] : [userId];
}

/** The branch a person's lists and changes are limited to, or null for the whole bank. */
export function branchScope(actor: Actor, permission: Permission): BranchId | null {
  if (actor.kind !== "staff") return null;
  return isBankWide(actor.roles, permission) ? null : actor.branchId;
}

function seesBranch(roles: readonly Role[], own: BranchId, permission: Permission, branch: BranchId): boolean {
  return own === branch || isBankWide(roles, permission);
}

function isBankWide(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => bankWideRoles.includes(role) && rolesWith(permission).includes(role));
}

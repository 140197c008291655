import type { Database, Transaction } from "@/db/client";
import type { BusinessDate } from "./dates";
import type { BranchId, CustomerId, UserId } from "./ids";

/** The roles of bank staff (domain: People and powers). */
export const roles = [
  "teller",
  "vault_custodian",
  "service_officer",
  "loan_officer",
  "credit_approver",
  "loan_operations",
  "branch_manager",
  "compliance_officer",
  "operations",
  "finance_officer",
  "auditor",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

/**
 * Signed in by the password alone: halfway, with the second factor still to be given or, for staff, set up; or, for a
 * customer, without one, which moves no money.
 */
export type Unproven = "halfway" | "no_factor";

/** `provenLongAgo`: the second factor was given more than five minutes ago, so that sensitive acts ask for it again. */

export type StaffActor = {
  kind: "staff";
  userId: UserId;
  name: string;
  roles: readonly Role[];
  branchId: BranchId;
  sessionId: string | null;
  unproven?: Unproven;
  provenLongAgo?: true;
  /** The customers whom this person may not serve: themselves, and those with whom they declared a relation. */
  related?: readonly CustomerId[];
  /** The absent colleague for whom this person decides now, with that one's branch; they hold the same powers themselves. */
  decidesFor?: { userId: UserId; name: string };
  /** Those of whoever agreed to what this person does. */
  relatedToSecond?: readonly CustomerId[];
};
export type CustomerActor = {
  kind: "customer";
  userId: UserId;
  name: string;
  customerId: CustomerId;
  sessionId: string | null;
  unproven?: Unproven;
  provenLongAgo?: true;
  /** Until when nothing is paid to others, in local time, after a new password was set without the old one. */
  coolingUntil?: string;
};
export type ApiClientActor = { kind: "api_client"; clientId: string; name: string };
export type SystemActor = { kind: "system"; job: string };

/** Who acts: a person of staff, a customer, a program of a customer or partner, or a job of the bank. */
export type Actor = StaffActor | CustomerActor | ApiClientActor | SystemActor;

export type Channel = "counter" | "self_service" | "api" | "job";

/**
 * What every command and query receives. `db` is the pool outside a transaction and the transaction inside;
 * `businessDate` is read under the day lock by `transact` and is a display value outside of it.
 */
export type Ctx<A extends Actor = Actor, D extends Database | Transaction = Database | Transaction> = {
  actor: A;
  channel: Channel;
  db: D;
  businessDate: BusinessDate;
  requestId: string;
  /** End of day: this transaction works on the day that is closing, and only with end-of-day templates. */
  closing?: boolean;
  /** This transaction sees the rows of the customer who acts and no others: what `readOwn` reads (control 49). */
  ownRows?: true;
  /** The second person, when an approved request runs with the maker's rights. */
  approval?: { id: string; checkerId: UserId };
  /** Demo and tests only: the instant that `bank_now()` answers in this command's transaction. */
  clock?: string;
  ip?: string;
};

/** The context of a command inside its transaction. */
export type TxCtx<A extends Actor = Actor> = Ctx<A, Transaction>;

/** The name under which an actor's idempotency keys live: one person never meets another's keys. */
export function actorScope(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
    case "customer":
      return `user:${actor.userId}`;
    case "api_client":
      return `client:${actor.clientId}`;
    case "system":
      return `job:${actor.job}`;
  }
}

import type { Actor } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";

export type PartyRole = "owner" | "joint_owner" | "signatory" | "guardian";
export type SigningRule = "any_one" | "both" | "any_two";
/** An organisation owns and never signs. */
export type Party = {
  customerId: CustomerId;
  role: PartyRole;
  kind?: "individual" | "organisation";
  deceased?: boolean;
};
type Signer = Pick<Party, "role" | "kind" | "deceased">;

/** What of an account says who may sign for it. */
export type Signing = { parties: readonly Party[]; signingRule: SigningRule };

/**
 * The parties whose signature counts: every living person among them, but guardians in the place of an owner who has one,
 * and signatories in the place of an organisation.
 */
export function signersOf<P extends Signer>(parties: readonly P[]): P[] {
  const guarded = parties.some(({ role }) => role === "guardian");
  return parties.filter(
    ({ role, kind, deceased }) => kind !== "organisation" && !deceased && !(guarded && role === "owner"),
  );
}

/** Whether the counter asks who is present: where several could sign, and always where somebody signs for another. */
export function asksWhoSigns(parties: readonly Signer[], signingRule: SigningRule): boolean {
  const one = signersOf(parties).length === 1 && signingRule === "any_one";
  return !one || parties.some(({ kind, role }) => kind === "organisation" || role === "guardian");
}

/** Whether these parties fulfil the rule: any one, both owners, or any two. */
export function fulfils({ parties, signingRule }: Signing, present: readonly CustomerId[]): boolean {
  const signers = signersOf(parties);
  const signed = signers.filter(({ customerId }) => present.includes(customerId));
  if (signingRule === "any_two") return signed.length >= 2;
  if (signingRule === "any_one") return signed.length >= 1;
  const owners = signers.filter(({ role }) => role !== "signatory");
  return owners.length >= 2 && owners.every(({ customerId }) => present.includes(customerId));
}

/**
 * Decides who signs for money leaving an account and answers the signatures to record: those present at the counter where
 * several could sign or somebody signs for another, none where only its owner could or the customer signs in self-service.
 * Refuses `signers_unasked`, `signers_unknown`, `customer_deceased`, `signers_missing`, `signs_not_alone`, `does_not_sign`.
 */
export function signaturesFor(
  actor: Actor,
  account: Signing,
  present: readonly CustomerId[] | undefined,
): CustomerId[] {
  if (actor.kind === "customer") {
    const signs = signersOf(account.parties).some(({ customerId }) => customerId === actor.customerId);
    if (!signs) throw refusal("does_not_sign");
    if (!fulfils(account, [actor.customerId]))
      throw refusal("signs_not_alone", { rule: ruleWords[account.signingRule] });
    return [];
  }
  if (actor.kind !== "staff") return [];
  const signers = signersOf(account.parties).map(({ customerId }) => customerId);
  const named = [...new Set(present ?? [])];
  if (account.parties.some(({ customerId, deceased }) => deceased && named.includes(customerId)))
    throw refusal("customer_deceased", undefined, "present");
  if (named.some((one) => !signers.includes(one))) throw refusal("signers_unknown");
  if (!asksWhoSigns(account.parties, account.signingRule)) return [];
  if (named.length === 0) throw refusal("signers_unasked");
  if (!fulfils(account, named)) throw refusal("signers_missing", { rule: ruleWords[account.signingRule] });
  return named;
}

/** Whether a rule can be fulfilled at all by these parties, so that no account is left that nobody can use. */
export function canBeFulfilled(parties: readonly Party[], signingRule: SigningRule): boolean {
  return fulfils(
    { parties, signingRule },
    signersOf(parties).map(({ customerId }) => customerId),
  );
}

/** A signing rule in the middle of a sentence. */
export const ruleWords: Record<SigningRule, string> = {
  any_one: "any one of the signatories",
  both: "both owners together",
  any_two: "any two of the signatories together",
};

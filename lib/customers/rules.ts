import { addMonths, ageOn, type BusinessDate, formatDate } from "../core/dates";
import { type BankError, refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import { mayBecome } from "../core/life-cycles";
import type { Binding } from "./closing-queries";
import type { CustomerFacts, CustomerStatus, DocumentFacts, GuardianFacts, PersonFacts } from "./lock-customer";
import { documentNames, type RiskRating } from "./schema";

/** The age from which a person becomes a customer in their own name. */
export const FULL_AGE = 18;

/** The customer's status allows this change. */
export function assertMayBecome(customer: CustomerFacts, to: CustomerStatus): void {
  if (mayBecome("customers", customer.status, to)) return;
  throw refusal("wrong_state", { from: statusWords(customer.status), to: statusWords(to) });
}

/** The customer stands where this decision is taken, although other ways may lead to the same status. */
function assertStatus(customer: CustomerFacts, expected: CustomerStatus, to: CustomerStatus): void {
  if (customer.status === expected) return;
  throw refusal("wrong_state", { from: statusWords(customer.status), to: statusWords(to) });
}

/** The bank takes on nobody whom its rules prohibit. */
export function assertNotProhibited(rating: RiskRating): void {
  if (rating === "prohibited") throw refusal("customer_under_review");
}

/** What must hold whoever decides on an application: it stands where they decide, as they saw it, and is not their own. */
export function assertDecidable(
  customer: CustomerFacts,
  decision: { deciders: readonly UserId[]; at: CustomerStatus; to: CustomerStatus; seen: string },
): void {
  for (const decider of decision.deciders) assertSecondPerson(customer, decider);
  assertMayBecome(customer, decision.to);
  assertStatus(customer, decision.at, decision.to);
  assertSeen(customer, decision.seen);
}

/** Whether the facts may still be changed: nobody has been asked to approve them, or they came back. */
export function isEditable(customer: Pick<CustomerFacts, "status">): boolean {
  return customer.status === "draft" || customer.status === "returned";
}

/** Whether somebody without account and loan may be deleted: nobody is about to decide on them, and they are no customer. */
export function isDeletable(customer: Pick<CustomerFacts, "status">): boolean {
  return isEditable(customer) || customer.status === "withdrawn" || customer.status === "closed";
}

export function assertEditable(customer: CustomerFacts): void {
  if (!isEditable(customer)) throw refusal("onboarding_locked");
}

/** Whether the people of an organisation may be changed: in an application that is open, and later by two. */
export function assertChangeable(customer: CustomerFacts): void {
  if (!isEditable(customer) && customer.status !== "active") throw refusal("onboarding_locked");
}

/** An organisation that is a customer never stands without a director, a signatory, and who owns or controls it. */
export function assertPeopleRemain(people: Parameters<typeof missingPeople>[0]): void {
  const [part] = missingPeople(people);
  if (part) throw refusal("organisation_needs", { part });
}

/** Somebody other than those who opened and submitted the application decides it. */
export function assertSecondPerson(customer: Pick<CustomerFacts, "openedBy" | "submittedBy">, decider: UserId): void {
  if (decider === customer.submittedBy || decider === customer.openedBy) throw refusal("maker_cannot_approve");
}

/** The decider saw the application that is decided. */
export function assertSeen(customer: CustomerFacts, seen: string): void {
  if (customer.submittedAt !== seen) throw refusal("stale");
}

/** Everything the bank must know before a person becomes a customer, and each of it acceptable on the banking date. */
export function assertReadyForApproval(customer: CustomerFacts, on: BusinessDate): void {
  const missing = missingParts(customer);
  if (missing.length > 0) throw refusal("onboarding_incomplete", { missing: missing.join(", ") });
  const problem = ageProblem(customer, on) ?? documentProblem(customer, on) ?? peopleProblem(customer);
  if (problem) throw problem;
}

/** Why the person is too young to be a customer, or null: under age they need somebody who may act for them. */
export function ageProblem(
  { birthDate, guardians }: Pick<CustomerFacts, "birthDate"> & { guardians: readonly Pick<GuardianFacts, "fit">[] },
  on: BusinessDate,
): BankError | null {
  return isMinor(birthDate, on) && !guardians.some(({ fit }) => fit)
    ? refusal("guardian_needed", { years: FULL_AGE })
    : null;
}

/** Whether somebody born on this day is under age on the banking date. */
export function isMinor(birthDate: BusinessDate | null, on: BusinessDate): boolean {
  return birthDate !== null && ageOn(birthDate, on) < FULL_AGE;
}

/** Whether an identity document no longer counts; it counts on its last day. */
export const hasRunOut = ({ expiresOn }: Pick<DocumentFacts, "expiresOn">, on: BusinessDate): boolean => expiresOn < on;

/** Why the identity document no longer counts, or null. */
export function documentProblem({ document }: Pick<CustomerFacts, "document">, on: BusinessDate): BankError | null {
  if (!document || !hasRunOut(document, on)) return null;
  return refusal("identity_document_expired", { kind: documentNames[document.kind], expiredOn: document.expiresOn });
}

/** No identity document is issued for longer. */
const LONGEST_YEARS = 20;

/** Refuses dates that no identity document of this holder can bear; a holder whose birth date is not known has none. */
export function assertDocumentDates(
  { issuedOn, expiresOn }: Pick<DocumentFacts, "issuedOn" | "expiresOn">,
  birthDate: BusinessDate | null,
  on: BusinessDate,
): void {
  if (issuedOn && issuedOn > on) throw refusal("document_issue_future");
  if (issuedOn && issuedOn >= expiresOn) throw refusal("document_dates");
  assertIssuedInLife(issuedOn, birthDate);
  if (expiresOn > addMonths(on, LONGEST_YEARS * 12)) throw refusal("document_expiry_far", { years: LONGEST_YEARS });
}

/** Nobody has a document from before they were born. */
export function assertIssuedInLife(
  issuedOn: BusinessDate | null,
  birthDate: BusinessDate | null,
  field?: string,
): void {
  if (issuedOn && birthDate && issuedOn < birthDate) throw refusal("document_issue_before_birth", undefined, field);
}

/** So long before its last day the bank asks for the next document. */
const RUNS_OUT_MONTHS = 3;

/** A warning of a document that still counts but soon runs out, or null. */
export function documentRunsOut({ document }: Pick<CustomerFacts, "document">, on: BusinessDate): string | null {
  if (!document || document.expiresOn < on || document.expiresOn > addMonths(on, RUNS_OUT_MONTHS)) return null;
  return `${documentNames[document.kind]} expires on ${formatDate(document.expiresOn)}. Ask for the next one in time.`;
}

type Draft = Pick<
  CustomerFacts,
  | "kind"
  | "birthDate"
  | "guardians"
  | "nationality"
  | "phone"
  | "email"
  | "address"
  | "document"
  | "declarations"
  | "organisation"
  | "people"
  | "wishes"
>;

/** The parts of an application that are still empty, in the words of its pages. */
export function missingParts(customer: Draft): string[] {
  const contact: [unknown, string][] = [
    [customer.phone, "phone number"],
    [customer.email, "e-mail address"],
    [customer.address, "address"],
  ];
  const { organisation, people } = customer;
  const parts: [unknown, string][] =
    customer.kind === "individual"
      ? [
          [customer.birthDate, "date of birth"],
          [customer.nationality, "nationality"],
          ...contact,
          [customer.document, "identity document"],
          [customer.declarations, "tax, purpose and declarations"],
          [customer.wishes, "the products wanted"],
        ]
      : [
          [organisation?.registrationNo, "registration number"],
          [organisation?.incorporatedOn, "date of incorporation"],
          ...contact,
          ...missingPeople(people).map((part): [unknown, string] => [null, part]),
          [organisation?.activity && customer.declarations, "business, tax and purpose"],
          [customer.wishes, "the products wanted"],
        ];
  return parts.filter(([value]) => value == null).map(([, name]) => name);
}

/** Whom the bank must know of an organisation and does not yet. */
export function missingPeople(people: readonly Pick<PersonFacts, "director" | "signatory" | "control">[]): string[] {
  const parts: [boolean, string][] = [
    [people.some(({ director }) => director), "a director"],
    [people.some(({ signatory }) => signatory), "a signatory"],
    [people.some(({ control }) => control !== null), "an owner, or who controls it"],
  ];
  return parts.filter(([known]) => !known).map(([, name]) => name);
}

/** Why the people of an organisation cannot stand behind it, or null: whoever is a customer is an active one. */
export function peopleProblem({ people }: Pick<CustomerFacts, "people">): BankError | null {
  const gone = people.find(({ customerStatus }) => customerStatus !== null && customerStatus !== "active");
  return gone ? refusal("person_lapsed", { number: gone.customerNo ?? "" }) : null;
}

/** What only a person has is not written of an organisation. */
export function assertPerson({ kind }: Pick<CustomerFacts, "kind">): void {
  if (kind !== "individual") throw refusal("person_needed");
}

/** An organisation exists already: the day lies not after the banking date. */
export function assertIncorporated(day: BusinessDate | undefined, on: BusinessDate): void {
  if (day && day > on) throw refusal("incorporated_later");
  if (day && day < "1400-01-01") throw refusal("incorporated_early");
}

/** Nothing binds the customer to the bank any more. */
export function assertUnbound(binding: Binding): void {
  const [first] = bindingWords(binding);
  if (first) throw refusal("customer_has_pending", { what: first });
}

/** What still binds a customer, in words. */
function bindingWords({ accounts, applications, loans, requests, organisations, wards }: Binding): string[] {
  const counted: [number, string, string][] = [
    [accounts, "an account is open", "accounts are open"],
    [applications, "an application for an account waits", "applications for accounts wait"],
    [loans, "a loan runs or is applied for", "loans run or are applied for"],
    [requests, "a request waits for a second person", "requests wait for a second person"],
    [organisations, "they stand behind an organisation", "organisations have them among their people"],
    [wards, "they are the guardian of somebody under age", "people under age have them as their guardian"],
  ];
  return counted.flatMap(([count, one, many]) => (count === 0 ? [] : [count === 1 ? one : `${count} ${many}`]));
}

/** A person has been born: the day lies before the banking date. */
export function assertBirthDate(birthDate: BusinessDate | undefined, on: BusinessDate): void {
  if (birthDate && birthDate >= on) throw refusal("date_past", { what: "The date of birth" }, "birthDate");
}

/** A status in words: `pending review`. */
export function statusWords(status: string): string {
  return status.replaceAll("_", " ");
}

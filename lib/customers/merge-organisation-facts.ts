import { countryName } from "../core/countries";
import { formatDate } from "../core/dates";
import { formatPhone } from "../core/format-phone";
import type { CustomerId } from "../core/ids";
import { formatShare } from "../core/read-share";
import type { CustomerFacts, OrganisationFacts, PersonFacts } from "./lock-customer";
import { addressWords, type FactSide } from "./merge-facts";
import { assertWhole, partsOf } from "./person-card";
import { assertPeopleRemain, peopleProblem } from "./rules";
import { organisationOf } from "./save-organisation";
import {
  activityNames,
  fundNames,
  legalFormNames,
  type OrganisationMergeFact,
  organisationMergeFactNames,
  organisationMergeFacts,
  purposeNames,
} from "./schema";

/** For each fact of an organisation, whose stays: the record's that is kept, or the other one's. */
export type OrganisationWhose = Record<OrganisationMergeFact, "kept" | "other">;
type Pair = { kept: CustomerFacts; other: CustomerFacts };

/** The facts of the record that is kept, as they are after the merge; `signers` sign for accounts of one of the two. */
export function mergedOrganisation(
  { kept, other }: Pair,
  whose: OrganisationWhose,
  signers: readonly CustomerId[],
): CustomerFacts {
  const from = (fact: OrganisationMergeFact) => (whose[fact] === "other" ? other : kept);
  const entry = organisationOf(from("registration"));
  return {
    ...kept,
    fullName: from("fullName").fullName,
    phone: from("phone").phone,
    email: from("email").email,
    address: from("address").address,
    declarations: from("business").declarations,
    organisation: {
      legalForm: organisationOf(from("legalForm")).legalForm,
      tradingNames: organisationOf(from("tradingNames")).tradingNames,
      registrationNo: entry.registrationNo,
      registerCountry: entry.registerCountry,
      incorporatedOn: organisationOf(from("incorporatedOn")).incorporatedOn,
      lei: organisationOf(from("lei")).lei,
      activity: organisationOf(from("business")).activity,
    },
    people: mergedPeople({ kept, other }, whose, signers),
  };
}

/** The people of the chosen record, and of the other one whoever signs for an account: they go on signing for it. */
function mergedPeople({ kept, other }: Pair, { people }: OrganisationWhose, signers: readonly CustomerId[]) {
  const [stay, leave] = people === "other" ? [other.people, kept.people] : [kept.people, other.people];
  const signs = ({ customerId }: PersonFacts) => customerId !== null && signers.includes(customerId);
  const joining = leave.filter((one) => signs(one) && !stay.some((person) => isSame(person, one)));
  return [
    ...stay.map((person) => (signs(person) ? { ...person, signatory: true } : person)),
    ...joining.map((one) => ({
      ...one,
      director: false,
      signatory: true,
      control: null,
      share: null,
      chainNote: null,
    })),
  ];
}

function isSame(one: PersonFacts, other: PersonFacts): boolean {
  if (one.customerId || other.customerId) return one.customerId === other.customerId;
  return one.fullName === other.fullName && one.birthDate === other.birthDate;
}

/** What speaks against keeping these facts, in words: something only one of them says would be lost. */
export function lostOfOrganisation({ kept, other }: Pair, next: CustomerFacts): string | null {
  const [left, right, merged] = [kept, other, next].map(organisationFactWords) as [Words, Words, Words];
  const missing = organisationMergeFacts.find((fact) => merged[fact] === null && (left[fact] ?? right[fact]) !== null);
  if (missing) {
    const name = organisationMergeFactNames[missing];
    return `only one of them has ${/^[A-Z]{2}/.test(name) ? name : name.toLowerCase()}, and it must stay`;
  }
  const exposed = [...kept.people, ...other.people].find(
    (one) => one.politicallyExposed && !next.people.some((person) => isSame(person, one)),
  );
  if (exposed)
    return `${exposed.fullName} is politically exposed and would no longer stand behind it, so keep the people of that record`;
  return null;
}

/** The people who stay are those an organisation needs, none of them gone, and together own no more than the whole. */
export function assertMergedPeople(next: CustomerFacts): void {
  assertPeopleRemain(next.people);
  assertWhole(next.people);
  const problem = peopleProblem(next);
  if (problem) throw problem;
}

type Words = Record<OrganisationMergeFact, string | null>;

function organisationFactWords(facts: CustomerFacts): Words {
  const { fullName, phone, email, people } = facts;
  const organisation = organisationOf(facts);
  const { legalForm, tradingNames, incorporatedOn, lei } = organisation;
  return {
    fullName,
    legalForm: legalFormNames[legalForm],
    tradingNames: tradingNames.join(", ") || null,
    registration: registrationWords(organisation),
    incorporatedOn: incorporatedOn && formatDate(incorporatedOn),
    lei,
    phone: phone && formatPhone(phone),
    email,
    address: addressWords(facts.address),
    business: businessWords(facts, organisation),
    people: people.map(personWords).join("; ") || null,
  };
}

function registrationWords({ registrationNo, registerCountry }: OrganisationFacts): string | null {
  if (!registrationNo) return null;
  return registerCountry ? `${registrationNo}, ${countryName(registerCountry) ?? registerCountry}` : registrationNo;
}

function businessWords({ declarations }: CustomerFacts, { activity }: OrganisationFacts): string | null {
  if (!declarations) return activity;
  const { taxCountry, purpose, sourceOfFunds, expectedMonthly } = declarations;
  return [
    ...(activity ? [activity] : []),
    `tax in ${countryName(taxCountry) ?? taxCountry}`,
    purposeNames[purpose].toLowerCase(),
    fundNames[sourceOfFunds].toLowerCase(),
    `${activityNames[expectedMonthly].toLowerCase()} a month`,
  ].join(", ");
}

function personWords(person: PersonFacts): string {
  const parts = [...partsOf(person), ...(person.share ? [formatShare(person.share)] : [])].join(", ");
  return `${person.fullName} (${parts})`;
}

/** The words of two records of an organisation side by side, by the name of each fact. */
export function organisationSideBySide(kept: CustomerFacts, other: CustomerFacts): FactSide<OrganisationMergeFact>[] {
  const [left, right] = [organisationFactWords(kept), organisationFactWords(other)];
  return organisationMergeFacts.map((fact) => ({
    fact,
    label: organisationMergeFactNames[fact],
    kept: left[fact],
    other: right[fact],
    differs: left[fact] !== right[fact],
  }));
}

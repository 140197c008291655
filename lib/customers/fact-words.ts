import { countryName } from "../core/countries";
import { formatDate } from "../core/dates";
import { formatPhone } from "../core/format-phone";
import type { CustomerFacts, OrganisationFacts } from "./lock-customer";
import { activityNames, documentNames, fundNames, guardianBasisNames, legalFormNames, purposeNames } from "./schema";

/** A fact in words, or null where nothing is known. */
export type Fact = {
  term: string;
  value: string | null;
  /** A number that is read letter by letter. */
  spelt?: true;
};
export type FactSections = Record<
  "identity" | "organisation" | "contact" | "document" | "declarations" | "business" | "products",
  Fact[]
>;

/** Every fact of a customer by its sections, in the words in which it is read back to people. */
export function factWords(customer: CustomerFacts): FactSections {
  const { fullName, birthDate, nationality, phone, email, address, document, declarations, organisation, wishes } =
    customer;
  const { guardians } = customer;
  const country = (code: string) => countryName(code) ?? code;
  const declared: Fact[] = [
    { term: "Pays tax in", value: declarations && country(declarations.taxCountry) },
    { term: "Tax number", value: declarations && (declarations.hasTaxNumber ? "On file" : "None given") },
    { term: "Uses the bank for", value: declarations && purposeNames[declarations.purpose] },
    { term: "Money comes from", value: declarations && fundNames[declarations.sourceOfFunds] },
    { term: "Expected a month", value: declarations && `${activityNames[declarations.expectedMonthly]} euro` },
  ];
  const consent = { term: "Consent", value: declarations && `Data notice, version ${declarations.consentVersion}` };
  return {
    organisation: organisation ? registerWords(fullName, organisation, country) : [],
    business: [{ term: "What it does", value: organisation?.activity ?? null }, ...declared, consent],
    identity: [
      { term: "Full name", value: fullName },
      { term: "Date of birth", value: birthDate && formatDate(birthDate) },
      { term: "Nationality", value: nationality && country(nationality) },
      ...guardians.map(({ fullName: name, customerNo, basis, paper }, at) => ({
        term: at === 0 ? "Guardian" : `Guardian ${at + 1}`,
        value: `${name}, ${customerNo}. ${guardianBasisNames[basis]}: ${paper}`,
      })),
    ],
    contact: [
      { term: "Phone", value: phone && formatPhone(phone) },
      { term: "E-mail", value: email },
      {
        term: "Address",
        value: address && `${address.street}, ${address.postcode} ${address.city}, ${country(address.country)}`,
      },
    ],
    document: [
      { term: "Document", value: document && documentNames[document.kind] },
      { term: "Issued by", value: document && country(document.country) },
      { term: "Number", value: document && `··${document.numberLast4}`, spelt: true },
      { term: "Issued on", value: document?.issuedOn ? formatDate(document.issuedOn) : document && "Not printed" },
      { term: "Expires on", value: document && formatDate(document.expiresOn) },
    ],
    declarations: [
      ...declared,
      { term: "Politically exposed", value: declarations && (declarations.exposure ?? "No") },
      consent,
    ],
    products: [{ term: "Wants", value: wishes && (wishes.map(({ name }) => name).join(", ") || "No product yet") }],
  };
}

function registerWords(fullName: string, organisation: OrganisationFacts, country: (code: string) => string): Fact[] {
  const { legalForm, tradingNames, registrationNo, registerCountry, incorporatedOn, lei } = organisation;
  return [
    { term: "Registered name", value: fullName },
    { term: "Legal form", value: legalFormNames[legalForm] },
    { term: "Trading names", value: tradingNames.length > 0 ? tradingNames.join(", ") : "None" },
    { term: "Registration number", value: registrationNo, spelt: true },
    { term: "Register", value: registerCountry && country(registerCountry) },
    { term: "Incorporated on", value: incorporatedOn && formatDate(incorporatedOn) },
    lei ? { term: "LEI", value: lei, spelt: true } : { term: "LEI", value: "None" },
  ];
}

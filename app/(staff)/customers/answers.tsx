import type { ReactNode } from "react";
import { countryName } from "@/lib/core/countries";
import { formatDate } from "@/lib/core/dates";
import { formatPhone } from "@/lib/core/format-phone";
import type { OrganisationFacts } from "@/lib/customers/lock-customer";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { activityNames, documentNames, fundNames, legalFormNames, purposeNames } from "@/lib/customers/schema";

export type Answer = { term: string; value: ReactNode };

/** Every fact of an application, by its sections, as it is read back to people. */
export function answersOf(
  customer: CustomerRecord,
): Record<"identity" | "organisation" | "contact" | "document" | "declarations" | "business", Answer[]> {
  const { id, scans, fullName, birthDate, nationality, phone, email, address, document, declarations } = customer;
  const { organisation } = customer;
  const declared: Answer[] = [
    { term: "Pays tax in", value: declarations && (countryName(declarations.taxCountry) ?? declarations.taxCountry) },
    { term: "Tax number", value: declarations && (declarations.hasTaxNumber ? "On file" : "None given") },
    { term: "Uses the bank for", value: declarations && purposeNames[declarations.purpose] },
    { term: "Money comes from", value: declarations && fundNames[declarations.sourceOfFunds] },
    { term: "Expected a month", value: declarations && `${activityNames[declarations.expectedMonthly]} euro` },
  ];
  const consent: Answer = {
    term: "Consent",
    value: declarations && `Data notice, version ${declarations.consentVersion}`,
  };
  const pictures: Answer = {
    term: organisation ? "Register extract and articles" : "Pictures",
    value: (document ?? organisation) && (
      <a href={`/customers/${id}/scans`} className="link">
        {scans === 0 ? "None yet" : scans === 1 ? "1 picture" : `${scans} pictures`}
      </a>
    ),
  };
  return {
    organisation: organisation ? [...registerAnswers(fullName, organisation), pictures] : [],
    business: [
      { term: "What it does", value: organisation?.activity && <bdi>{organisation.activity}</bdi> },
      ...declared,
      consent,
    ],
    identity: [
      { term: "Full name", value: <bdi>{fullName}</bdi> },
      { term: "Date of birth", value: birthDate && formatDate(birthDate) },
      { term: "Nationality", value: nationality && (countryName(nationality) ?? nationality) },
    ],
    contact: [
      { term: "Phone", value: phone && formatPhone(phone) },
      { term: "E-mail", value: email },
      {
        term: "Address",
        value: address && (
          <bdi>
            {address.street}, {address.postcode} {address.city}, {countryName(address.country) ?? address.country}
          </bdi>
        ),
      },
    ],
    document: [
      { term: "Document", value: document && documentNames[document.kind] },
      { term: "Issued by", value: document && (countryName(document.country) ?? document.country) },
      { term: "Number", value: document && <span className="font-mono">··{document.numberLast4}</span> },
      { term: "Issued on", value: document?.issuedOn ? formatDate(document.issuedOn) : document && "Not printed" },
      { term: "Expires on", value: document && formatDate(document.expiresOn) },
      pictures,
    ],
    declarations: [
      ...declared,
      {
        term: "Politically exposed",
        value: declarations && (declarations.exposure ? <bdi>{declarations.exposure}</bdi> : "No"),
      },
      consent,
    ],
  };
}

function registerAnswers(fullName: string, organisation: OrganisationFacts): Answer[] {
  const { legalForm, tradingNames, registrationNo, registerCountry, incorporatedOn, lei } = organisation;
  return [
    { term: "Registered name", value: <bdi>{fullName}</bdi> },
    { term: "Legal form", value: legalFormNames[legalForm] },
    { term: "Trading names", value: tradingNames.length > 0 ? <bdi>{tradingNames.join(", ")}</bdi> : "None" },
    { term: "Registration number", value: registrationNo && <span className="font-mono">{registrationNo}</span> },
    { term: "Register", value: registerCountry && (countryName(registerCountry) ?? registerCountry) },
    { term: "Incorporated on", value: incorporatedOn && formatDate(incorporatedOn) },
    { term: "LEI", value: lei ? <span className="font-mono">{lei}</span> : "None" },
  ];
}

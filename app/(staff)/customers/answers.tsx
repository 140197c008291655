import type { ReactNode } from "react";
import { countryName } from "@/lib/core/countries";
import { formatDate } from "@/lib/core/dates";
import { formatPhone } from "@/lib/core/format-phone";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { activityNames, documentNames, fundNames, purposeNames } from "@/lib/customers/schema";

export type Answer = { term: string; value: ReactNode };

/** Every fact of an application, by its sections, as it is read back to people. */
export function answersOf(
  customer: CustomerRecord,
): Record<"identity" | "contact" | "document" | "declarations", Answer[]> {
  const { id, scans, fullName, birthDate, nationality, phone, email, address, document, declarations } = customer;
  return {
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
      {
        term: "Pictures",
        value: document && (
          <a href={`/customers/${id}/scans`} className="link">
            {scans === 0 ? "None yet" : scans === 1 ? "1 picture" : `${scans} pictures`}
          </a>
        ),
      },
    ],
    declarations: [
      { term: "Pays tax in", value: declarations && (countryName(declarations.taxCountry) ?? declarations.taxCountry) },
      { term: "Tax number", value: declarations && (declarations.hasTaxNumber ? "On file" : "None given") },
      { term: "Uses the bank for", value: declarations && purposeNames[declarations.purpose] },
      { term: "Money comes from", value: declarations && fundNames[declarations.sourceOfFunds] },
      { term: "Expected a month", value: declarations && `${activityNames[declarations.expectedMonthly]} euro` },
      {
        term: "Politically exposed",
        value: declarations && (declarations.exposure ? <bdi>{declarations.exposure}</bdi> : "No"),
      },
      { term: "Consent", value: declarations && `Data notice, version ${declarations.consentVersion}` },
    ],
  };
}

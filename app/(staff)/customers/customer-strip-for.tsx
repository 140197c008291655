import { CustomerStrip } from "@/components/layout/customer-strip";
import { WithStrip } from "@/components/layout/with-strip";
import { countryName } from "@/lib/core/countries";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import type { AccountsStanding } from "@/lib/customers/accounts-standing";
import type { OrganisationFacts } from "@/lib/customers/lock-customer";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { documentNames, legalFormNames } from "@/lib/customers/schema";
import { standingFlags } from "@/lib/customers/standing-flags";
import { shortAccount } from "../accounts/account-words";

type Props = {
  customer: CustomerRecord;
  /** Of all their accounts; null where it could not be read. */
  standing: AccountsStanding | null;
  on: BusinessDate;
};

/** The dark strip of one customer; stands first in each page that is about them. */
export function CustomerStripFor({ customer, standing, on }: Props) {
  const { document, birthDate, riskRating } = customer;
  const line = [
    customer.organisation ? registerLine(customer.organisation) : null,
    birthDate ? formatDate(birthDate) : null,
    document
      ? `${documentNames[document.kind]} ··${document.numberLast4} until ${formatDate(document.expiresOn)}`
      : null,
  ];
  const strip = (
    <CustomerStrip
      name={customer.fullName}
      href={`/customers/${customer.id}`}
      line={line.filter(Boolean).join(" · ")}
      facts={[
        { label: "Customer", value: <span className="font-mono">{customer.customerNo}</span> },
        { label: "Risk", value: riskRating ? capitalised(riskRating) : "Not rated" },
        { label: "Accounts", value: accountsLine(standing) },
      ]}
      flags={standingFlags(customer, standing, on)}
      endHref="/customers"
    />
  );
  return <WithStrip strip={strip}>{null}</WithStrip>;
}

function accountsLine(standing: AccountsStanding | null): string {
  if (standing === null) return "Not known";
  const { open, first } = standing;
  const more = open > first.length ? [`${open - first.length} more`] : [];
  return open > 0 ? [...first.map(shortAccount), ...more].join(" · ") : "None";
}

/** `Private limited company · FN 123456 a, Austria`. */
function registerLine({ legalForm, registrationNo, registerCountry }: OrganisationFacts): string {
  const country = registerCountry && (countryName(registerCountry) ?? registerCountry);
  const register = [registrationNo, country].filter(Boolean).join(", ");
  return [legalFormNames[legalForm], register].filter(Boolean).join(" · ");
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

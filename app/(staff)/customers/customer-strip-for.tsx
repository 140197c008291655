import { CustomerStrip } from "@/components/layout/customer-strip";
import { WithStrip } from "@/components/layout/with-strip";
import { countryName } from "@/lib/core/countries";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import type { OrganisationFacts } from "@/lib/customers/lock-customer";
import type { CustomerAccount, CustomerRecord } from "@/lib/customers/profile-queries";
import { documentProblem } from "@/lib/customers/rules";
import { documentNames, legalFormNames } from "@/lib/customers/schema";
import { shortAccount } from "../accounts/account-words";

type Props = { customer: CustomerRecord; accounts: readonly CustomerAccount[]; on: BusinessDate };

/** The dark strip of one customer; stands first in each page that is about them. */
export function CustomerStripFor({ customer, accounts, on }: Props) {
  const { document, birthDate, riskRating } = customer;
  const open = accounts.filter((account) => account.status === "active");
  const line = [
    customer.organisation ? registerLine(customer.organisation) : null,
    birthDate ? formatDate(birthDate) : null,
    document
      ? `${documentNames[document.kind]} ··${document.numberLast4} until ${formatDate(document.expiresOn)}`
      : null,
  ];
  const flags = [
    customer.deceasedOn ? `Died on ${formatDate(customer.deceasedOn)}` : null,
    documentProblem(customer, on) ? "Document expired" : null,
    customer.status === "active" && customer.nextReviewOn && customer.nextReviewOn <= on
      ? `Review due since ${formatDate(customer.nextReviewOn)}`
      : null,
    open.some((account) => account.blocks.length > 0) ? "Account blocked" : null,
  ];
  const strip = (
    <CustomerStrip
      name={customer.fullName}
      href={`/customers/${customer.id}`}
      line={line.filter(Boolean).join(" · ")}
      facts={[
        { label: "Customer", value: <span className="font-mono">{customer.customerNo}</span> },
        { label: "Risk", value: riskRating ? capitalised(riskRating) : "Not rated" },
        { label: "Accounts", value: open.length > 0 ? open.map(shortAccount).join(" · ") : "None" },
      ]}
      flags={flags.filter((flag) => flag !== null)}
      endHref="/customers"
    />
  );
  return <WithStrip strip={strip}>{null}</WithStrip>;
}

/** `Private limited company · FN 123456 a, Austria`. */
function registerLine({ legalForm, registrationNo, registerCountry }: OrganisationFacts): string {
  const country = registerCountry && (countryName(registerCountry) ?? registerCountry);
  const register = [registrationNo, country].filter(Boolean).join(", ");
  return [legalFormNames[legalForm], register].filter(Boolean).join(" · ");
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

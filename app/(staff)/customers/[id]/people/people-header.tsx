import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import type { BusinessDate } from "@/lib/core/dates";
import type { AccountsStanding } from "@/lib/customers/accounts-standing";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { CustomerStripFor } from "../../customer-strip-for";
import { OnboardingHeader } from "../onboarding/onboarding-header";

type Props = {
  organisation: CustomerRecord;
  standing: AccountsStanding;
  on: BusinessDate;
  title: string;
  meta?: string;
  /** Where the page lies: below the organisation itself, or below its people. */
  below?: "" | "/people";
};

/** The head of a page about the people of an organisation: a step of its application, or of one that is a customer. */
export function PeopleHeader({ organisation, standing, on, title, meta, below = "" }: Props) {
  const label = below ? "Directors, signatories and owners" : "The organisation";
  const back = { href: `/customers/${organisation.id}${below}`, label };
  if (isEditable(organisation)) return <OnboardingHeader draft={organisation} title={title} step="people" />;
  return (
    <>
      <CustomerStripFor customer={organisation} standing={standing} on={on} />
      <PageTitle>{`${title}, ${organisation.fullName}`}</PageTitle>
      <PageHeader back={back} title={title} meta={meta} />
    </>
  );
}

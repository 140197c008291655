import { Section } from "@/components/layout/section";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { AnswerList } from "../answer-list";
import { answersOf } from "../answers";
import { PeopleCards } from "../people-cards";

/** What is known of somebody who is not a customer yet, or never became one. */
export function ApplicationFacts({ customer }: { customer: CustomerRecord }) {
  const { identity, organisation, contact, document, declarations, business, products } = answersOf(customer);
  if (customer.kind === "organisation") {
    return (
      <>
        <Section title="Register entry">
          <AnswerList answers={organisation} />
        </Section>
        <Section title="Contact and address">
          <AnswerList answers={contact} />
        </Section>
        <Section title="Directors, signatories and owners">
          <PeopleCards people={customer.people} />
        </Section>
        <Section title="Business, tax and purpose">
          <AnswerList answers={business} unanswered="Not declared yet" />
        </Section>
        <Section title="Products wanted">
          <AnswerList answers={products} unanswered="Not asked yet" />
        </Section>
      </>
    );
  }
  return (
    <>
      <Section title="Identity">
        <AnswerList answers={identity} />
      </Section>
      <Section title="Contact and address">
        <AnswerList answers={contact} />
      </Section>
      <Section title="Identity document">
        <AnswerList answers={document} />
      </Section>
      <Section title="Tax, purpose and declarations">
        <AnswerList answers={declarations} unanswered="Not declared yet" />
      </Section>
      <Section title="Products wanted">
        <AnswerList answers={products} unanswered="Not asked yet" />
      </Section>
    </>
  );
}

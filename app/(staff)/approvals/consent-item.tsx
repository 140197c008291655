import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import type { StaffActor } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import { consentCauses } from "@/lib/customers/keep-asked-consent";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { assessRisk } from "@/lib/customers/risk";
import { RiskRules } from "../customers/risk-rules";
import { consentToCustomerAction } from "./actions";
import { Neighbours } from "./neighbours";
import { SecondPerson } from "./second-person";

type Props = {
  actor: StaffActor;
  customer: CustomerRecord;
  own: boolean;
  on: BusinessDate;
  previousId: string | undefined;
  nextId: string | undefined;
};

/** Somebody of high risk whom the bank serves, or is about to: a senior manager consents with a reason. */
export function ConsentItem({ actor, customer, own, on, previousId, nextId }: Props) {
  const applies = customer.status !== "active";
  const causes = (customer.consent?.rules ?? []).flatMap((rule) => consentCauses[rule] ?? []);
  return (
    <>
      <SecondPerson />
      <h2 className="mt-0.5 font-medium text-title">
        Consent to {applies ? "take on" : "go on serving"} <bdi>{customer.fullName}</bdi>
      </h2>
      <p className="text-ink-2">
        <a href={`/customers/${customer.id}`} className="link font-mono text-meta">
          {customer.customerNo}
        </a>{" "}
        · {customer.branch}
      </p>
      <Section title="Risk">
        {causes.length > 0 ? (
          <ul className="mb-1">
            {causes.map((sentence) => (
              <li key={sentence}>{sentence}.</li>
            ))}
          </ul>
        ) : null}
        <RiskRules assessed={assessRisk(customer, on)} serving={!applies} />
      </Section>
      {own ? (
        <div className="mt-5">
          <Callout tone="second" title="You took this application">
            Another senior manager must consent.
          </Callout>
        </div>
      ) : (
        <Section title="Consent">
          <div className="max-w-[36rem]">
            <BankForm id="consent" action={consentToCustomerAction} initialKey={randomUUID()}>
              <HiddenField name="customerId" value={customer.id} />
              <TextArea
                name="reason"
                label="Why the bank should serve this customer"
                hint="Kept with the customer. Who should not be served is closed by a service officer instead."
              />
              <div>
                <SubmitButton look="second">{`Consent to ${customer.fullName}`}</SubmitButton>
              </div>
            </BankForm>
          </div>
        </Section>
      )}
      <Neighbours previousId={previousId} nextId={nextId} actor={actor} />
    </>
  );
}

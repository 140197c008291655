import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/layout/section";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { acceptCustomerAction } from "../actions";

/** Compliance's answer on an applicant of high risk; either way it has its reason. */
export function ComplianceDecision({ customer }: { customer: CustomerRecord }) {
  return (
    <Section title="Decision of compliance">
      <BankForm id="accept" action={acceptCustomerAction} initialKey={randomUUID()}>
        <HiddenField name="customerId" value={customer.id} />
        <HiddenField name="seen" value={customer.submittedAt ?? ""} />
        <RadioGroup
          name="decision"
          label="The bank"
          options={[
            { value: "accept", label: "Takes this customer" },
            { value: "reject", label: "Does not take this customer" },
          ]}
        />
        <TextArea name="reason" label="Reason" hint="Kept with the application." rows={2} />
        <div>
          <SubmitButton look="second">{`Decide on ${customer.fullName}`}</SubmitButton>
        </div>
      </BankForm>
    </Section>
  );
}

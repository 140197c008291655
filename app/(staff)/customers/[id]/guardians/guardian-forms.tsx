import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Section } from "@/components/layout/section";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { guardianBases, guardianBasisNames } from "@/lib/customers/schema";
import { addGuardianAction, endGuardianAction } from "../../actions";

type Props = { customerId: string; open: boolean };

/** Records another guardian; a change to a customer is asked for. */
export function AddGuardian({ customerId, open }: Props) {
  return (
    <Section title="Record a guardian">
      <BankForm id="add-guardian" action={addGuardianAction} initialKey={randomUUID()}>
        <HiddenField name="customerId" value={customerId} />
        <TextField
          name="guardianNo"
          label="Customer number of the guardian"
          hint="An active customer of full age; the number stands on their page."
          mono
          maxLength={20}
        />
        <RadioGroup
          name="basis"
          label="Acts as"
          options={guardianBases.map((value) => ({ value, label: guardianBasisNames[value] }))}
        />
        <TextField
          name="paper"
          label="Paper that shows it"
          hint="What it is, its number and who issued it, such as: birth certificate 4417/2012, Vienna."
          maxLength={140}
        />
        <SubmitButton keys={null} look={open ? "primary" : "second"}>
          {open ? "Record the guardian" : "Ask to record the guardian"}
        </SubmitButton>
      </BankForm>
    </Section>
  );
}

/** Ends the right of one of them. */
export function EndGuardian({ customerId, guardians, open }: Props & Pick<CustomerRecord, "guardians">) {
  return (
    <Section title="End a guardian’s right">
      <BankForm id="end-guardian" action={endGuardianAction} initialKey={randomUUID()}>
        <HiddenField name="customerId" value={customerId} />
        <SelectField
          name="guardianshipId"
          label="Guardian"
          options={guardians.map(({ id, fullName, customerNo }) => ({
            value: id,
            label: `${fullName}, ${customerNo}`,
          }))}
        />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton keys={null} look="ghost">
          {open ? "Take off" : "Ask to end their right"}
        </SubmitButton>
      </BankForm>
    </Section>
  );
}

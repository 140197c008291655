import { MemorableDateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { legalFormNames, legalForms } from "@/lib/customers/schema";
import { countryOptions } from "./country-options";

/** An organisation as its register prints it. */
export function OrganisationFields() {
  return (
    <>
      <TextField name="fullName" label="Registered name" hint="As the register prints it." spellCheck={false} />
      <SelectField
        name="legalForm"
        label="Legal form"
        options={legalForms.map((value) => ({ value, label: legalFormNames[value] }))}
        width="20rem"
      />
      <TextArea name="tradingNames" label="Trading names" optional hint="Each on a line of its own." rows={2} />
      <SelectField name="registerCountry" label="Country of the register" options={countryOptions} width="20rem" />
      <TextField
        name="registrationNo"
        label="Registration number"
        mono
        width="20rem"
        spellCheck={false}
        hint="Spaces and small letters do not matter."
      />
      <MemorableDateField name="incorporatedOn" label="Date of incorporation" hint="As the register prints it." />
      <TextField
        name="lei"
        label="LEI"
        mono
        optional
        width="20rem"
        spellCheck={false}
        hint="20 letters and digits, where it has one."
      />
    </>
  );
}

/** What the form of an organisation starts with. */
export function registeredBefore({ fullName, organisation }: Pick<CustomerRecord, "fullName" | "organisation">) {
  return {
    fullName,
    legalForm: organisation?.legalForm,
    tradingNames: organisation?.tradingNames.join("\n") || undefined,
    registerCountry: organisation?.registerCountry ?? undefined,
    registrationNo: organisation?.registrationNo ?? undefined,
    incorporatedOn: organisation?.incorporatedOn ?? undefined,
    lei: organisation?.lei ?? undefined,
  };
}

import { MemorableDateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { countryOptions } from "./country-options";

/** Who the person is, as their document prints it. */
export function IdentityFields() {
  return (
    <>
      <TextField
        name="fullName"
        label="Full name"
        hint="As printed in the identity document, in its own script."
        spellCheck={false}
      />
      <MemorableDateField name="birthDate" label="Date of birth" hint="For example 14 3 1988" />
      <SelectField name="nationality" label="Nationality" options={countryOptions} width="20rem" />
    </>
  );
}

import { RadioGroup } from "@/components/form/choice-fields";
import { MemorableDateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { documentKinds, documentNames } from "@/lib/customers/schema";
import { countryOptions } from "./country-options";

const kinds = documentKinds.map((value) => ({ value, label: documentNames[value] }));

/** An identity document as it is printed; `onFile` is how the known number ends. */
export function DocumentFields({ onFile }: { onFile: string | null }) {
  return (
    <>
      <RadioGroup name="documentKind" label="Kind of document" options={kinds} />
      <SelectField name="documentCountry" label="Issued by" options={countryOptions} width="20rem" />
      <TextField
        name="documentNumber"
        label="Number"
        mono
        width="20rem"
        spellCheck={false}
        hint={
          onFile ? `On file: ending in ${onFile}. Leave empty to keep it.` : "Spaces and small letters do not matter."
        }
      />
      <MemorableDateField name="documentIssuedOn" label="Date of issue" optional hint="As printed." />
      <MemorableDateField name="documentExpiresOn" label="Date of expiry" hint="As printed." />
    </>
  );
}

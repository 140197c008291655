import { CheckboxField, RadioGroup } from "@/components/form/choice-fields";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { activityNames, CONSENT_VERSION, type Declarations, fundNames, purposeNames } from "@/lib/customers/schema";
import { countryOptions } from "./country-options";

/** What a person declares of themselves; the consent is asked for anew each time. */
export function DeclarationFields({ known }: { known: Declarations | null }) {
  return (
    <>
      <SelectField name="taxCountry" label="Pays tax in" options={countryOptions} width="20rem" />
      <TextField
        name="taxNumber"
        label="Tax number"
        mono
        optional
        width="20rem"
        spellCheck={false}
        hint={known?.hasTaxNumber ? "On file. Leave empty to keep it." : "Where the country gives one."}
      />
      <SelectField name="purpose" label="Uses the bank for" options={optionsOf(purposeNames)} width="20rem" />
      <SelectField name="sourceOfFunds" label="Money comes from" options={optionsOf(fundNames)} width="20rem" />
      <SelectField
        name="expectedMonthly"
        label="Expected a month, in euro"
        options={optionsOf(activityNames)}
        width="20rem"
      />
      <RadioGroup
        name="politicallyExposed"
        label="Holds a high public office, or is family or a close associate of somebody who does"
        options={[
          { value: "no", label: "No" },
          { value: "yes", label: "Yes" },
        ]}
      />
      <TextField name="exposure" label="Which office, and who holds it" optional hint="Only after a yes." />
      <CheckboxField
        name="consent"
        label={`The person has read and agrees to the data notice, version ${CONSENT_VERSION}`}
      />
    </>
  );
}

/** What the form starts with: the last answers, and the country lived in as the likely one to pay tax in. */
export function declaredBefore({ declarations, address }: Pick<CustomerRecord, "declarations" | "address">) {
  return {
    taxCountry: declarations?.taxCountry ?? address?.country,
    purpose: declarations?.purpose,
    sourceOfFunds: declarations?.sourceOfFunds,
    expectedMonthly: declarations?.expectedMonthly,
    politicallyExposed: declarations ? (declarations.politicallyExposed ? "yes" : "no") : undefined,
    exposure: declarations?.exposure ?? undefined,
  };
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

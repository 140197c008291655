import { CheckboxField } from "@/components/form/choice-fields";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import {
  activityNames,
  CONSENT_VERSION,
  type Declarations,
  fundNames,
  organisationActivities,
  organisationFunds,
  purposeNames,
} from "@/lib/customers/schema";
import { countryOptions } from "./country-options";

/** What an organisation does and declares; the consent is asked for anew each time. */
export function BusinessFields({ known }: { known: Declarations | null }) {
  return (
    <>
      <TextArea
        name="activity"
        label="What it does"
        hint="Trade, goods or services, and where. For example: bakery with two shops in Vienna."
        rows={2}
      />
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
      <SelectField
        name="purpose"
        label="Uses the bank for"
        options={Object.entries(purposeNames).map(([value, label]) => ({ value, label }))}
        width="20rem"
      />
      <SelectField
        name="sourceOfFunds"
        label="Money comes from"
        options={organisationFunds.map((value) => ({ value, label: fundNames[value] }))}
        width="20rem"
      />
      <SelectField
        name="expectedMonthly"
        label="Expected a month, in euro"
        options={organisationActivities.map((value) => ({ value, label: activityNames[value] }))}
        width="20rem"
      />
      <CheckboxField
        name="consent"
        label={`Who acts for it has read and agrees to the data notice, version ${CONSENT_VERSION}`}
      />
    </>
  );
}

/** What the form starts with: the last answers, and the country it works from as the likely one to pay tax in. */
export function businessBefore({
  declarations,
  organisation,
  address,
}: Pick<CustomerRecord, "declarations" | "organisation" | "address">) {
  return {
    activity: organisation?.activity ?? undefined,
    taxCountry: declarations?.taxCountry ?? address?.country,
    purpose: declarations?.purpose,
    sourceOfFunds: declarations?.sourceOfFunds,
    expectedMonthly: declarations?.expectedMonthly,
  };
}

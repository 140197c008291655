import { CheckboxField, RadioGroup } from "@/components/form/choice-fields";
import { MemorableDateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { shareTyped } from "@/lib/core/read-share";
import type { PersonFacts } from "@/lib/customers/lock-customer";
import { controlKinds, controlNames } from "@/lib/customers/schema";
import { countryOptions } from "./country-options";

/** What somebody is to an organisation, and, of one who is no customer, who they are. */
export function PersonFields({ linked, withReason }: { linked: boolean; withReason: boolean }) {
  return (
    <>
      {linked ? null : (
        <>
          <TextField
            name="fullName"
            label="Full name"
            hint="As printed in their identity document."
            spellCheck={false}
          />
          <MemorableDateField name="birthDate" label="Date of birth" hint="For example 14 3 1988" />
          <SelectField name="nationality" label="Nationality" options={countryOptions} width="20rem" />
          <SelectField name="residence" label="Lives in" options={countryOptions} width="20rem" />
          <RadioGroup
            name="politicallyExposed"
            label="Holds a high public office, or is family or a close associate of somebody who does"
            options={[
              { value: "no", label: "No" },
              { value: "yes", label: "Yes" },
            ]}
          />
          <TextField name="exposure" label="Which office, and who holds it" optional hint="Only after a yes." />
        </>
      )}
      <fieldset className="min-w-0">
        <legend className="mb-1 font-semibold">What they are to the organisation</legend>
        <CheckboxField name="director" label="Director" hint={undefined} />
        {linked ? (
          <CheckboxField name="signatory" label="Signatory" hint="May sign for its accounts." />
        ) : (
          <p className="text-ink-2 text-meta">To sign for its accounts somebody must be a customer of the bank.</p>
        )}
      </fieldset>
      <SelectField
        name="control"
        label="Ownership and control"
        options={controlKinds.map((value) => ({ value, label: controlNames[value] }))}
        placeholder={null}
        width="24rem"
      />
      <TextField
        name="share"
        label="Share in per cent"
        optional
        inputMode="decimal"
        width="8rem"
        hint="Only of an owner: 25 or more, all together no more than 100."
      />
      <TextArea
        name="chainNote"
        label="Through whom, or how"
        optional
        hint="Only of an indirect owner, or of somebody who controls it in another way. For example: through Nord Holding AG, which owns 60 %."
        rows={2}
      />
      {withReason ? <TextArea name="reason" label="Reason" hint="The branch manager reads it." rows={2} /> : null}
    </>
  );
}

/** What the card of somebody on file starts with. */
export function cardBefore(person: PersonFacts) {
  const own = person.customerId === null;
  return {
    ...(own
      ? {
          fullName: person.fullName,
          birthDate: person.birthDate ?? undefined,
          nationality: person.nationality ?? undefined,
          residence: person.residence ?? undefined,
          politicallyExposed: person.politicallyExposed ? "yes" : "no",
          exposure: person.exposure ?? undefined,
        }
      : {}),
    director: person.director ? "on" : undefined,
    signatory: person.signatory ? "on" : undefined,
    control: person.control ?? "none",
    share: person.share === null ? undefined : shareTyped(person.share).replace(/\.00$/, ""),
    chainNote: person.chainNote ?? undefined,
  };
}

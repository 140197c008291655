import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { countryOptions } from "./country-options";

/** How the bank reaches a person or an organisation. */
export function ContactFields({ kind }: { kind: "individual" | "organisation" }) {
  return (
    <>
      <TextField
        name="phone"
        label="Phone"
        type="tel"
        hint="With country code, for example +43 660 1234567"
        width="20rem"
      />
      <TextField name="email" label="E-mail" type="email" spellCheck={false} width="20rem" />
      <TextField
        name="street"
        label="Street and number"
        hint={kind === "individual" ? "Where the person lives." : "Where it works from."}
      />
      <div className="flex gap-3">
        <TextField name="postcode" label="Postcode" width="8rem" />
        <div className="min-w-0 flex-1">
          <TextField name="city" label="City" />
        </div>
      </div>
      <SelectField name="country" label="Country" options={countryOptions} width="20rem" />
    </>
  );
}

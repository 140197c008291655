import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Section } from "@/components/layout/section";
import type { AccountParty } from "@/lib/accounts/party-queries";
import type { AccountPage } from "@/lib/accounts/queries";
import { partyRoles, signingRules } from "@/lib/accounts/schema";
import { partyWords } from "../../signatories";
import { addPartyAction, removePartyAction, setSigningAction } from "./actions";

type Props = { account: AccountPage; parties: readonly AccountParty[] };

/** Adding a party, setting who signs, and taking a party off. */
export function PartyForms({ account, parties }: Props) {
  const others = parties.filter(({ role }) => role !== "owner");
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
      <Section title="Add a party">
        <BankForm id="add-party" action={addPartyAction} initialKey={randomUUID()}>
          <HiddenField name="accountId" value={account.id} />
          <TextField
            name="customerNo"
            label="Customer number"
            hint="An active customer of the bank; the number stands on their page."
            mono
            maxLength={20}
          />
          <RadioGroup name="role" label="Part" options={optionsOf(partyRoles)} />
          <SubmitButton keys={null}>Ask to add</SubmitButton>
        </BankForm>
      </Section>
      <div className="grid gap-6 *:mt-0">
        <Section title="Who signs">
          <BankForm
            id="signing"
            action={setSigningAction}
            initialKey={randomUUID()}
            defaultValue={{ signingRule: account.signingRule }}
          >
            <HiddenField name="accountId" value={account.id} />
            <RadioGroup
              name="signingRule"
              label="Before money leaves the account"
              hint="Asked at withdrawals and transfers. Where more than one must sign, nobody pays alone in self-service."
              options={optionsOf(signingRules)}
            />
            <SubmitButton keys={null} look="ghost">
              Ask for this rule
            </SubmitButton>
          </BankForm>
        </Section>
        {others.length > 0 ? (
          <Section title="Take a party off">
            <BankForm id="remove-party" action={removePartyAction} initialKey={randomUUID()}>
              <HiddenField name="accountId" value={account.id} />
              <SelectField
                name="customerId"
                label="Party"
                options={others.map(({ customerId, name, role }) => ({
                  value: customerId,
                  label: `${name}, ${partyWords[role].toLowerCase()}`,
                }))}
              />
              <TextField name="reason" label="Reason" maxLength={140} />
              <SubmitButton keys={null} look="danger">
                Ask to take off
              </SubmitButton>
            </BankForm>
          </Section>
        ) : null}
      </div>
    </div>
  );
}

function optionsOf(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

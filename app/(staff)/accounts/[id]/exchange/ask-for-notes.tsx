import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import type { ExchangeService, NotesAsked } from "@/lib/cash/exchange-queries";
import { noteWays } from "@/lib/cash/schema";
import { currencyName } from "@/lib/core/currency-names";
import { formatMaskedIban } from "@/lib/core/iban";
import { quoteNotesAction } from "./actions";

/** What the customer brings or takes, before the rate is shown: nothing is booked yet. */
export function AskForNotes({ service, asked }: { service: ExchangeService; asked: NotesAsked }) {
  const { account, base, currencies } = service;
  return (
    <div className="max-w-[29rem]">
      <BankForm
        id="ask"
        action={quoteNotesAction}
        defaultValue={{
          way: "brings",
          against: account.currency === currencies[0] ? "cash" : "account",
          currency: currencies[0] ?? "",
          ...asked,
        }}
      >
        <HiddenField name="accountId" value={account.id} />
        <SelectField
          name="way"
          label="The customer"
          placeholder={null}
          options={Object.entries(noteWays).map(([value, label]) => ({ value, label }))}
        />
        <SelectField
          name="currency"
          label="Notes of"
          placeholder={null}
          options={currencies.map((currency) => ({ value: currency, label: `${currency}, ${currencyName(currency)}` }))}
        />
        <TextField
          name="amount"
          label="Amount of these notes"
          inputMode="decimal"
          maxLength={24}
          width="12rem"
          autoFocus
        />
        <SelectField
          name="against"
          label="Against"
          placeholder={null}
          options={[
            { value: "account", label: `The account ${formatMaskedIban(account.iban)}, ${account.currency}` },
            { value: "cash", label: `Cash, ${base}` },
          ]}
        />
        <div>
          <SubmitButton>Show the rate</SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import type { FormAction } from "@/components/form/use-sending";
import type { Currency } from "@/lib/core/currencies";

type Props = {
  id: string;
  action: FormAction;
  currencies: readonly Currency[];
  amount: { name: string; label: string; hint: string };
  /** The words of the button. */
  ask: string;
  /** What is chosen before the currency. */
  children?: ReactNode;
};

/** Asks for another amount in a currency, or for none; a second person agrees. */
export function AmountForm({ id, action, currencies, amount, ask, children }: Props) {
  return (
    <BankForm id={id} action={action} initialKey={randomUUID()}>
      {children}
      <SelectField
        name="currency"
        label="Currency"
        options={currencies.map((value) => ({ value, label: value }))}
        placeholder={null}
      />
      <TextField {...amount} optional inputMode="decimal" maxLength={24} />
      <TextField name="reason" label="Reason" maxLength={300} />
      <SubmitButton keys={null}>{ask}</SubmitButton>
    </BankForm>
  );
}

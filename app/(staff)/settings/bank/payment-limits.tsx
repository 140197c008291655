import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/layout/panel";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney } from "@/lib/core/money";
import type { PaymentLimit } from "@/lib/payments/limit-queries";
import { setPaymentLimitAction } from "./actions";

/** How much customers pay to others in a day by themselves, and the form that changes it. */
export function PaymentLimits({
  currencies,
  limits,
}: {
  currencies: readonly Currency[];
  limits: readonly PaymentLimit[];
}) {
  const words = limits.map(({ perDayMinor, currency }) => formatMoney({ minor: perDayMinor, currency }));
  return (
    <Panel title="What customers pay by themselves">
      <p className="mb-3 text-ink-2 text-staff">
        {words.length > 0
          ? `Each customer may pay ${words.join(" and ")} to others in a day.`
          : "There is no limit to what a customer may pay to others in a day."}
      </p>
      <BankForm id="payment-limit" action={setPaymentLimitAction} initialKey={randomUUID()}>
        <SelectField
          name="currency"
          label="Currency"
          options={currencies.map((value) => ({ value, label: value }))}
          placeholder={null}
        />
        <TextField
          name="perDay"
          label="To others in a day"
          hint="Between their own accounts it is not counted. Left empty, there is no limit."
          optional
          inputMode="decimal"
          maxLength={24}
        />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton keys={null}>Ask for this limit</SubmitButton>
      </BankForm>
    </Panel>
  );
}

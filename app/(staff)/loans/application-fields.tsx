import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import type { Currency } from "@/lib/core/currencies";
import { formatRate } from "@/lib/core/decimal";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import type { ApplicationForm } from "@/lib/loans/application-queries";
import type { LoanProduct } from "@/lib/loans/loan-products";

type Props = {
  currency: Currency;
  accounts: ApplicationForm["accounts"];
  /** What is chosen from; absent when the product stands already. */
  products?: readonly LoanProduct[];
};

/** What an application asks: amount, term, what for, on which terms, and to which account. */
export function ApplicationFields({ currency, accounts, products }: Props) {
  const own = accounts.filter((account) => account.currency === currency);
  return (
    <>
      {products ? (
        <SelectField name="product" label="Product" options={products.map(productOption)} placeholder={null} />
      ) : null}
      <MoneyField name="amount" label="Amount" currency={currency} autoFocus />
      <TextField name="termMonths" label="Term in months" inputMode="numeric" maxLength={4} width="8rem" />
      <TextField name="purpose" label="Purpose" hint="What the money is for, in a few words" maxLength={140} />
      <SelectField
        name="settlementAccount"
        label="Paid out to and repaid from"
        options={own.map(({ id, iban, product, availableMinor }) => ({
          value: id,
          label: `${product} ${formatMaskedIban(iban)}, ${formatMoney({ minor: availableMinor, currency })} available`,
        }))}
      />
    </>
  );
}

function productOption({ id, name, annualRate, currency, ...range }: LoanProduct) {
  const least = formatMoney({ minor: range.minAmountMinor, currency });
  const most = formatMoney({ minor: range.maxAmountMinor, currency });
  return {
    value: id,
    label: `${name}, ${formatRate(annualRate)} a year, ${least} to ${most}, ${range.minTermMonths} to ${range.maxTermMonths} months`,
  };
}

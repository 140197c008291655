import { BankForm } from "@/components/form/bank-form";
import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import type { LeftToPay } from "@/lib/payments/day-limits";
import type { OwnAccount, Payee } from "@/lib/payments/queries";
import { accountName } from "../account-names";
import { checkTransferAction } from "./actions";

type Props = {
  accounts: readonly OwnAccount[];
  payees: readonly Payee[];
  /** What may still be paid to others today, by currency. */
  left: readonly LeftToPay[];
  typed: { from?: string; to?: string; amount?: string; remittance?: string };
};

/** What to pay: from, to, amount, note. Nothing is booked before the check page. */
export function TransferForm({ accounts, payees, left, typed }: Props) {
  const from = accounts.find(({ id }) => id === typed.from) ?? accounts[0];
  if (!from) return null;
  const payable = accounts.filter(({ currency }) => currency === from.currency);
  const others = accounts.filter((account) => !payable.some(({ currency }) => currency === account.currency));
  const limit = left.find(({ currency }) => currency === from.currency);
  return (
    <>
      <BankForm id="transfer" action={checkTransferAction} defaultValue={{ from: from.id, ...typed }}>
        <SelectField
          name="from"
          label="From, with what is available"
          placeholder={null}
          options={payable.map((account) => ({
            value: account.id,
            label: `${accountName(account)}: ${formatMoney({ minor: account.availableMinor, currency: account.currency })}`,
          }))}
        />
        <SelectField
          name="to"
          label="To"
          placeholder="Choose who to pay"
          options={[
            ...payees.map(({ id, name, nickname, iban }) => ({
              value: id,
              label: `${nickname ?? name} ${formatMaskedIban(iban)}`,
            })),
            ...accounts.map((account) => ({
              value: account.id,
              label: `${account.organisation ? "" : "Your "}${accountName(account)}${account.currency === from.currency ? "" : ` in ${account.currency}`}`,
            })),
          ]}
        />
        <MoneyField
          name="amount"
          currency={from.currency}
          big
          hint={limit && `To others you can still pay ${formatMoney({ ...limit, minor: limit.leftMinor })} today.`}
        />
        <TextField name="remittance" label="Note for them" optional maxLength={140} />
        <SubmitButton keys={null}>Continue</SubmitButton>
      </BankForm>
      {others.map((account) => (
        <p key={account.id} className="mt-4 text-staff">
          <a href={`/my/transfer?from=${account.id}`} className="link inline-flex min-h-11 items-center">
            Pay from your {account.currency} account instead
          </a>
        </p>
      ))}
    </>
  );
}

import { AccountNumber } from "@/components/bank/account-number";
import { MixedLetters } from "@/components/bank/mixed-letters";
import { PasskeyButton } from "@/components/bank/passkey-button";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { decimalText, formatMoney } from "@/lib/core/money";
import type { Factors } from "@/lib/identity/factors";
import type { TransferCheck } from "@/lib/payments/check-transfer";
import { accountInSentence, accountName } from "../../account-names";
import { askToSignPaymentAction, checkTransferAction, payAction } from "../actions";

type Typed = { from?: string; to?: string; amount?: string; remittance?: string };
type Props = {
  check: TransferCheck;
  confirmation: "not needed" | "open" | "over";
  factors: Factors;
  typed: Typed;
  back: string;
};

/** Says once more what will be paid, to whom and to which IBAN, and pays it with a button that names amount and payee. */
export function CheckedTransfer({ check, confirmation, factors, typed, back }: Props) {
  const { key, from, to, amount, feeMinor, exchange, remittance } = check;
  const fee = { minor: feeMinor, currency: amount.currency };
  const payee = to.own ? `your ${accountInSentence({ kind: to.own, iban: to.iban })}` : (to.name ?? to.iban);
  const sent: Record<string, string> = {
    from: from.id,
    to: to.iban,
    amount: decimalText(amount.minor, amount.currency),
    ...(remittance ? { remittance } : {}),
    ...(exchange ? { quote: exchange.quote } : {}),
    ...(to.beneficiaryId ? { beneficiaryId: to.beneficiaryId } : {}),
    ...(confirmation === "open" ? { confirmation: key } : {}),
  };
  return (
    <>
      {to.name && !to.own ? <MixedLetters name={to.name} /> : null}
      <p className="font-medium text-hero">{formatMoney(amount)}</p>
      <div className="mt-3 mb-6 grid gap-4 border-rule border-y py-4">
        <DefinitionList>
          <Fact term="To">
            <bdi className="block font-semibold">{to.own ? accountName({ kind: to.own, iban: to.iban }) : payee}</bdi>
            <AccountNumber iban={to.iban} />
          </Fact>
          <Fact term="From">
            <span className="block">{accountName(from)}</span>
            <span className="text-ink-2 text-staff">
              {formatMoney({ minor: from.availableMinor, currency: from.currency })} available,{" "}
              {formatMoney({ minor: from.availableMinor - amount.minor - feeMinor, currency: from.currency })} after
              this
            </span>
          </Fact>
          {exchange ? (
            <Fact term={to.own ? "You get" : "They get"}>
              <strong className="block font-semibold">{formatMoney(exchange.gets)}</strong>
              <span className="text-ink-2 text-staff">{exchange.rates.join(", ")}</span>
            </Fact>
          ) : null}
          <Fact term="Note for them">{remittance ?? "None"}</Fact>
          {feeMinor > 0n ? (
            <Fact term="Fee">
              {formatMoney(fee)}, {formatMoney({ ...amount, minor: amount.minor + feeMinor })} in all
            </Fact>
          ) : null}
          <Fact term="Arrives">At once</Fact>
        </DefinitionList>
      </div>
      {confirmation === "over" ? (
        <BankForm id="afresh" action={checkTransferAction}>
          <p>The two minutes to confirm this payment are over. Nothing was paid.</p>
          <TypedFields typed={typed} />
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton keys={null}>Go on with this payment</SubmitButton>
            <ButtonLink href={back}>Change it</ButtonLink>
          </div>
        </BankForm>
      ) : (
        <div className="grid gap-5">
          <BankForm id="pay" action={payAction} initialKey={key} money>
            {Object.entries(sent).map(([name, value]) => (
              <HiddenField key={name} name={name} value={value} />
            ))}
            {confirmation === "open" ? <ConfirmField factors={factors} /> : null}
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton keys={null}>{`Pay ${formatMoney(amount)} to ${payee}`}</SubmitButton>
              <ButtonLink href={back}>Change it</ButtonLink>
            </div>
          </BankForm>
          {confirmation === "open" && factors.passkeys.length > 0 ? (
            <PasskeyButton
              ask={askToSignPaymentAction}
              finish={payAction}
              asked={{ confirmation: key }}
              posted={{ ...sent, key }}
            >
              {`Pay ${formatMoney(amount)} with a passkey`}
            </PasskeyButton>
          ) : null}
          {confirmation === "open" ? (
            <BankForm id="afresh" action={checkTransferAction}>
              <TypedFields typed={typed} />
              <SubmitButton keys={null} look="ghost">
                Show it afresh for two more minutes
              </SubmitButton>
            </BankForm>
          ) : null}
        </div>
      )}
    </>
  );
}

/** What the customer had typed, for the check to be made once more. */
function TypedFields({ typed }: { typed: Typed }) {
  return Object.entries(typed).map(([name, value]) =>
    value ? <HiddenField key={name} name={name} value={value} /> : null,
  );
}

/** The code that confirms this payment and no other (control 22). */
function ConfirmField({ factors }: { factors: Factors }) {
  return factors.authenticatorSince ? (
    <TextField
      name="code"
      label="Code for this payment"
      hint="The 6 digits that your authenticator app shows now. They count for this payee and amount only, for two minutes."
      autoComplete="one-time-code"
      inputMode="numeric"
      mono
      spellCheck={false}
    />
  ) : (
    <TextField
      name="code"
      label="Recovery code for this payment"
      hint="Only if your passkey is out of reach: one of the ten you were shown. It works once."
      mono
      spellCheck={false}
    />
  );
}

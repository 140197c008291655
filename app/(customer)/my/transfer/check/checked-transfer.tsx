import { AccountNumber } from "@/components/bank/account-number";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { decimalText, formatMoney } from "@/lib/core/money";
import type { TransferCheck } from "@/lib/payments/check-transfer";
import { accountInSentence, accountName } from "../../account-names";
import { payAction } from "../actions";

/** Says once more what will be paid, to whom and to which IBAN, and pays it with a button that names amount and payee. */
export function CheckedTransfer({ check, back }: { check: TransferCheck; back: string }) {
  const { key, from, to, amount, feeMinor, exchange, remittance } = check;
  const fee = { minor: feeMinor, currency: amount.currency };
  const payee = to.own ? `your ${accountInSentence({ kind: to.own, iban: to.iban })}` : (to.name ?? to.iban);
  return (
    <>
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
      <BankForm id="pay" action={payAction} initialKey={key} money>
        <HiddenField name="from" value={from.id} />
        <HiddenField name="to" value={to.iban} />
        <HiddenField name="amount" value={decimalText(amount.minor, amount.currency)} />
        {remittance ? <HiddenField name="remittance" value={remittance} /> : null}
        {exchange ? <HiddenField name="quote" value={exchange.quote} /> : null}
        {to.beneficiaryId ? <HiddenField name="beneficiaryId" value={to.beneficiaryId} /> : null}
        <div className="flex flex-wrap gap-2.5">
          <SubmitButton keys={null}>{`Pay ${formatMoney(amount)} to ${payee}`}</SubmitButton>
          <ButtonLink href={back}>Change it</ButtonLink>
        </div>
      </BankForm>
    </>
  );
}

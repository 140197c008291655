import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { formatMoney } from "@/lib/core/money";
import { instructions } from "@/lib/interest/schema";
import type { OwnAccount } from "@/lib/payments/queries";
import type { ProductVersion } from "@/lib/products/catalogue";
import { wordsOfTerms } from "@/lib/products/terms-words";
import { accountName } from "../account-names";
import { BeforeFirstPayment } from "../before-first-payment";
import { applyForAccountAction, applyForDepositAction } from "./actions";

type Props = { offer: ProductVersion; accounts: readonly OwnAccount[]; unproven: boolean };

/** The terms of a product, and what has to be said to apply for it. */
export function ApplyForm({ offer, accounts, unproven }: Props) {
  const deposit = offer.kind === "term_deposit";
  return (
    <div className="max-w-[28rem]">
      <PageHeader back={{ href: "/my/apply", label: "All accounts" }} title={`Apply for ${offer.name}`} />
      <Section title="Terms">
        <DefinitionList>
          {Object.entries(wordsOfTerms(offer)).map(([term, words]) =>
            words === null || BANKS_OWN.includes(term) ? null : (
              <Fact key={term} term={term}>
                {words}
              </Fact>
            ),
          )}
        </DefinitionList>
      </Section>
      {deposit ? (
        <Deposit offer={offer} accounts={accounts} unproven={unproven} />
      ) : (
        <BankForm id="apply" action={applyForAccountAction} initialKey={randomUUID()}>
          <HiddenField name="productVersionId" value={offer.id} />
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton keys={null}>{`Apply for ${offer.name}`}</SubmitButton>
            <ButtonLink href="/my/apply">Go back</ButtonLink>
          </div>
        </BankForm>
      )}
    </div>
  );
}

/** What only the bank needs to know of its terms. */
const BANKS_OWN = ["For", "Age"];

function Deposit({ offer, accounts, unproven }: Props) {
  if (unproven) return <BeforeFirstPayment next={`/my/apply?product=${offer.id}`} />;
  const [first] = accounts;
  if (!first)
    return (
      <Callout tone="held" title={`You have no account in ${offer.currency} to pay it from on your own`}>
        Apply for a current or savings account first. Your branch opens a deposit from an account that others sign for
        too.
      </Callout>
    );
  return (
    <BankForm
      id="apply"
      action={applyForDepositAction}
      initialKey={randomUUID()}
      defaultValue={{ accountId: first.id, instruction: "pay_out" }}
    >
      <HiddenField name="productVersionId" value={offer.id} />
      <SelectField
        name="accountId"
        label="From, with what is available"
        placeholder={null}
        options={accounts.map((account) => ({
          value: account.id,
          label: `${accountName(account)}: ${formatMoney({ minor: account.availableMinor, currency: account.currency })}`,
        }))}
      />
      <MoneyField
        name="amount"
        currency={offer.currency}
        big
        hint="It leaves this account when your branch opens the deposit. Choose below what happens to it at maturity."
      />
      <TextField name="months" label="For how many months" inputMode="numeric" maxLength={3} />
      <RadioGroup
        name="instruction"
        label="At maturity"
        options={Object.entries(instructions).map(([value, label]) => ({ value, label }))}
      />
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton keys={null} amount={{ field: "amount", currency: offer.currency }}>
          {"Apply for a deposit of {amount}"}
        </SubmitButton>
        <ButtonLink href="/my/apply">Go back</ButtonLink>
      </div>
    </BankForm>
  );
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { accountInView } from "@/lib/accounts/account-in-view";
import { partiesOf } from "@/lib/accounts/party-queries";
import type { Currency } from "@/lib/core/currencies";
import { formatRate } from "@/lib/core/decimal";
import { formatMoney, money } from "@/lib/core/money";
import { type DepositOffer, depositOffers, depositStop } from "@/lib/interest/deposit-queries";
import { instructions } from "@/lib/interest/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { AccountStopped, ChosenAccount } from "../../cash-service";
import { Signatories } from "../../signatories";
import { WithOwner } from "../../with-owner";
import { openTermDepositAction } from "./actions";

export const metadata: Metadata = { title: "Open a term deposit" };

export default async function OpenTermDepositPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("deposit.open");
  const { id } = await params;
  const [found, parties] = await ask(Promise.all([accountInView(ctx, id), partiesOf(ctx, id)]));
  const account = found ?? notFound();
  const { currency } = account;
  const [offers, stop] = await ask(Promise.all([depositOffers(ctx, account), depositStop(ctx, account)]));
  const back = `/accounts/${account.id}`;
  const why = reasonNot(account, offers.length);
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Open a term deposit"
        meta="The money moves from this account today and stays until the deposit matures, at today’s rate."
      />
      {why ? (
        <div className="grid max-w-measure justify-items-start gap-3">
          <Callout tone="held" title={why} />
          <ButtonLink href={back}>Back to the account</ButtonLink>
        </div>
      ) : stop ? (
        <AccountStopped account={account} stop={stop} />
      ) : (
        <div className="max-w-[36rem]">
          <BankForm
            id="term-deposit"
            action={openTermDepositAction}
            initialKey={randomUUID()}
            money
            defaultValue={{ productVersionId: offers[0]?.versionId, instruction: "pay_out" }}
          >
            <ChosenAccount label="From" account={account} />
            <HiddenField name="accountId" value={account.id} />
            <RadioGroup
              name="productVersionId"
              label="Product"
              options={offers.map((offer) => ({
                value: offer.versionId,
                label: `${offer.name}, ${formatRate(offer.annualRate)} a year`,
                hint: offerWords(offer, currency),
              }))}
            />
            <MoneyField name="amount" label="Amount" currency={currency} />
            <TextField name="months" label="Months" inputMode="numeric" maxLength={3} />
            <RadioGroup name="instruction" label="At maturity" options={optionsOf(instructions)} />
            <Signatories account={account} parties={parties} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton amount={{ field: "amount", currency }}>{"Place {amount} as a term deposit"}</SubmitButton>
              <ButtonLink href={back}>Cancel</ButtonLink>
            </div>
          </BankForm>
        </div>
      )}
    </WithOwner>
  );
}

function reasonNot(account: { status: string; kind: string; currency: Currency }, offers: number): string | null {
  if (account.status !== "active" || account.kind === "term_deposit")
    return "A term deposit is opened from an active current or savings account";
  return offers === 0 ? `No term deposit in ${account.currency} is offered to this customer today` : null;
}

function offerWords(offer: DepositOffer, currency: Currency): string {
  const { minAmountMinor, maxAmountMinor, minTermMonths, maxTermMonths, earlyRate } = offer;
  const shown = (minor: bigint) => formatMoney(money(minor, currency));
  return [
    minAmountMinor !== null && maxAmountMinor !== null ? `${shown(minAmountMinor)} to ${shown(maxAmountMinor)}` : null,
    minTermMonths !== null && maxTermMonths !== null ? `${minTermMonths} to ${maxTermMonths} months` : null,
    `closed early ${formatRate(earlyRate)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

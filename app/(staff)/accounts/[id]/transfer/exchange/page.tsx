import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { hrefWith } from "@/components/ui/href";
import { accountInView } from "@/lib/accounts/account-in-view";
import { partiesOf } from "@/lib/accounts/party-queries";
import type { AccountPage } from "@/lib/accounts/queries";
import { ownPowers } from "@/lib/approvals/own-powers";
import { formatMaskedIban } from "@/lib/core/iban";
import { decimalText, formatMoney } from "@/lib/core/money";
import { feeOfEvent } from "@/lib/fees/queries";
import { type ExchangeCheck, exchangeCheckPage } from "@/lib/payments/exchange-check-page";
import { typedAtAccount } from "@/lib/payments/typed-payments";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { backToAccount } from "../../../back-to-account";
import { accountChanges, Service } from "../../../cash-service";
import { MoneyEnd } from "../../../money-end";
import { OwnPowersNote } from "../../../own-powers-note";
import { Signatories } from "../../../signatories";
import { WaiveFee } from "../../../waive-fee";
import { WithOwner } from "../../../with-owner";
import { createTransferAction } from "../actions";

export const metadata: Metadata = { title: "Check the exchange" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function ExchangeCheckPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("transfer.create");
  const { id } = await params;
  const { typed } = await urlParams(searchParams, ["typed"]);
  const [found, parties, fee, kept] = await ask(
    Promise.all([
      accountInView(ctx, id),
      partiesOf(ctx, id),
      feeOfEvent(ctx, id, "transfer"),
      typedAtAccount(ctx, id, typed),
    ]),
  );
  const { to, amount, remittance, waive } = kept;
  const account = found ?? notFound();
  const { currency } = account;
  const back = hrefWith(`/accounts/${account.id}/transfer`, { typed });
  const [page, powers] = await ask(
    Promise.all([exchangeCheckPage(ctx, currency, { to, amount }), ownPowers(ctx, "transfer.create", currency)]),
  );
  if (page.state === "unreadable") redirect(back);
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader back={backToAccount(account)} title="Check the exchange" />
      {page.state === "refused" ? (
        <Callout tone="danger" title={page.sentence}>
          <p className="mt-3">
            <ButtonLink href={back}>Change it</ButtonLink>
          </p>
        </Callout>
      ) : (
        <Service formId="exchange" currency={currency} changes={accountChanges(account, "takes")} fee={fee} side={null}>
          <BankForm
            id="exchange"
            action={createTransferAction}
            initialKey={randomUUID()}
            money
            defaultValue={{ waive }}
          >
            <Exchange check={page.check} account={account} />
            <HiddenField name="from" value={account.id} />
            <HiddenField name="to" value={page.check.to} />
            <HiddenField name="amount" value={decimalText(page.check.amount.minor, currency)} />
            <HiddenField name="quote" value={page.check.exchange.quote} />
            {remittance ? <HiddenField name="remittance" value={remittance} /> : null}
            <Signatories account={account} parties={parties} />
            <WaiveFee ctx={ctx} fee={fee} currency={account.currency} />
            <OwnPowersNote formId="exchange" currency={currency} powers={powers} />
            <MoneyEnd currency={currency} cancelHref={back} secondFromMinor={powers.rungs[0]?.fromMinor}>
              {`Exchange {amount} for ${formatMoney(page.check.exchange.gets)}`}
            </MoneyEnd>
          </BankForm>
        </Service>
      )}
    </WithOwner>
  );
}

/** Both amounts and the rate, as the teller reads them to the customer. */
function Exchange({ check, account }: { check: ExchangeCheck; account: AccountPage }) {
  const { payee, to, amount, exchange } = check;
  return (
    <div className="border-rule border-y py-3">
      <DefinitionList>
        <Fact term={`From ${formatMaskedIban(account.iban)}`}>
          <strong className="font-semibold">{formatMoney(amount)}</strong>
        </Fact>
        <Fact term={`To ${formatMaskedIban(to)}, ${payee.owner}`}>
          <strong className="font-semibold">{formatMoney(exchange.gets)}</strong>
        </Fact>
        <Fact term="Rate">{exchange.rates.join(", ")}</Fact>
      </DefinitionList>
    </div>
  );
}

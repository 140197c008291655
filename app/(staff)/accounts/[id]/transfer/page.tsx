import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { partiesOf } from "@/lib/accounts/party-queries";
import { accountPage } from "@/lib/accounts/queries";
import { recordAccountView } from "@/lib/accounts/record-account-view";
import { accountStop } from "@/lib/accounts/stop-queries";
import { ownPowers } from "@/lib/approvals/own-powers";
import { formatIban } from "@/lib/core/iban";
import { feeOfEvent } from "@/lib/fees/queries";
import { returnedRequest } from "@/lib/operations/returned-request";
import { knownPayees } from "@/lib/payments/counter-payees";
import { typedAtAccount } from "@/lib/payments/typed-payments";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { backToAccount } from "../../back-to-account";
import { AccountStopped, accountChanges, ChosenAccount, Service } from "../../cash-service";
import { MoneyEnd } from "../../money-end";
import { OwnPowersNote } from "../../own-powers-note";
import { Signatories } from "../../signatories";
import { WaiveFee } from "../../waive-fee";
import { WithOwner } from "../../with-owner";
import { createTransferAction } from "./actions";
import { KnownPayees } from "./known-payees";
import { PayeeName } from "./payee-name";

export const metadata: Metadata = { title: "Transfer" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function TransferPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("transfer.create");
  const { id } = await params;
  const [found, payees, parties, fee, stop] = await ask(
    Promise.all([
      accountPage(ctx, id),
      knownPayees(ctx, id),
      partiesOf(ctx, id),
      feeOfEvent(ctx, id, "transfer"),
      accountStop(ctx, id, "out"),
    ]),
  );
  const account = found ?? notFound();
  await ask(recordAccountView(ctx, account));
  if (stop) {
    return (
      <WithOwner account={account} today={ctx.businessDate}>
        <PageHeader back={backToAccount(account)} title="Transfer" />
        <AccountStopped account={account} stop={stop} />
      </WithOwner>
    );
  }
  const { again, typed, ...asked } = await urlParams(searchParams, ["again", "typed", "to", "amount"]);
  const [powers, returned, kept] = await ask(
    Promise.all([
      ownPowers(ctx, "transfer.create", account.currency),
      returnedRequest(ctx, again, "transfer.create", account.id),
      typedAtAccount(ctx, id, typed),
    ]),
  );
  const { to, amount, remittance, waive } = { ...asked, ...kept, ...returned };
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader back={backToAccount(account)} title="Transfer" />
      <Service
        formId="transfer"
        currency={account.currency}
        changes={accountChanges(account, "takes")}
        fee={fee}
        side={<KnownPayees payees={payees} />}
      >
        <BankForm
          id="transfer"
          action={createTransferAction}
          initialKey={randomUUID()}
          money
          defaultValue={{ to: to ? formatIban(to.replace(/\s/g, "")) : undefined, amount, remittance, waive }}
        >
          <ChosenAccount label="From" account={account} />
          <HiddenField name="from" value={account.id} />
          <TextField name="to" label="To IBAN" mono autoFocus maxLength={42} spellCheck={false} />
          <PayeeName formId="transfer" field="to" />
          <MoneyField name="amount" currency={account.currency} big />
          <Signatories account={account} parties={parties} />
          <TextField name="remittance" label="Reference for the payee" optional maxLength={140} />
          <WaiveFee ctx={ctx} fee={fee} currency={account.currency} />
          <OwnPowersNote formId="transfer" currency={account.currency} powers={powers} />
          <MoneyEnd
            currency={account.currency}
            cancelHref={`/accounts/${account.id}`}
            secondFromMinor={powers.rungs[0]?.fromMinor}
          >
            {"Transfer {amount}"}
          </MoneyEnd>
        </BankForm>
      </Service>
    </WithOwner>
  );
}

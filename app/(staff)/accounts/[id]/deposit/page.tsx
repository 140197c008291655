import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { CountGrid } from "@/components/form/count-grid";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { TextField } from "@/components/form/text-field";
import { recordAccountView } from "@/lib/accounts/record-account-view";
import { ownPowers } from "@/lib/approvals/own-powers";
import { counterService } from "@/lib/cash/counter-queries";
import { returnedRequest } from "@/lib/operations/returned-request";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ownerNames } from "../../account-words";
import { CashService, ChosenAccount, Counted } from "../../cash-service";
import { SourceQuestion } from "../../counter-question";
import { MoneyEnd } from "../../money-end";
import { OwnPowersNote } from "../../own-powers-note";
import { WaiveFee } from "../../waive-fee";
import { WithOwner } from "../../with-owner";
import { depositCashAction } from "./actions";

export const metadata: Metadata = { title: "Cash deposit" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function DepositPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("cash.deposit");
  const service = (await ask(counterService(ctx, (await params).id, "deposit"))) ?? notFound();
  const { again, amount } = await urlParams(searchParams, ["again", "amount"]);
  const { account } = service;
  const [before, powers] = await ask(
    Promise.all([
      returnedRequest(ctx, again, "cash.deposit", account.id),
      ownPowers(ctx, "cash.deposit", account.currency),
      recordAccountView(ctx, account),
    ]),
  );
  const { source, sourceDetail, waive, paidInBy, note } = before;
  const typed = { amount: before.amount ?? amount, source, sourceDetail, waive, paidInBy, note };
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <CashService title="Cash deposit" formId="deposit" effect="adds" service={service}>
        <BankForm id="deposit" action={depositCashAction} initialKey={randomUUID()} money wide defaultValue={typed}>
          <HiddenField name="iban" value={account.iban} />
          {service.till ? <HiddenField name="tillSessionId" value={service.till.sessionId} /> : null}
          <Counted
            count={
              <CountGrid
                name="notes"
                caption="Notes counted"
                currency={account.currency}
                denominations={service.drawer?.denominations ?? []}
                target="amount"
                f4
              />
            }
            end={
              <>
                <OwnPowersNote formId="deposit" currency={account.currency} powers={powers} />
                <MoneyEnd
                  currency={account.currency}
                  cancelHref={`/accounts/${account.id}`}
                  secondFromMinor={powers.rungs[0]?.fromMinor}
                >
                  {`Deposit {amount} to ${ownerNames(account.owners)}`}
                </MoneyEnd>
              </>
            }
          >
            <ChosenAccount label="Account" account={account} />
            <MoneyField name="amount" currency={account.currency} big autoFocus />
            <SourceQuestion formId="deposit" currency={account.currency} question={service.question} />
            <WaiveFee ctx={ctx} fee={service.fee} currency={account.currency} />
            <div data-tab-only="" className="grid gap-(--gap)">
              <TextField name="paidInBy" label="Paid in by" placeholder="The customer" optional maxLength={140} />
              <TextField name="note" label="Note on the statement" optional maxLength={140} />
            </div>
          </Counted>
        </BankForm>
      </CashService>
    </WithOwner>
  );
}

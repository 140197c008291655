import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { CountGrid } from "@/components/form/count-grid";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { TextField } from "@/components/form/text-field";
import { partiesOf } from "@/lib/accounts/party-queries";
import { recordAccountView } from "@/lib/accounts/record-account-view";
import { ownPowers } from "@/lib/approvals/own-powers";
import { counterService } from "@/lib/cash/counter-queries";
import { decimalText } from "@/lib/core/money";
import { returnedRequest } from "@/lib/operations/returned-request";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ownerNames } from "../../account-words";
import { CashService, ChosenAccount, Counted } from "../../cash-service";
import { IdentityQuestion } from "../../counter-question";
import { MoneyEnd } from "../../money-end";
import { OwnPowersNote } from "../../own-powers-note";
import { Signatories } from "../../signatories";
import { WaiveFee } from "../../waive-fee";
import { WithOwner } from "../../with-owner";
import { withdrawCashAction } from "./actions";

export const metadata: Metadata = { title: "Cash withdrawal" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function WithdrawPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("cash.withdraw");
  const { id } = await params;
  const [found, parties] = await ask(Promise.all([counterService(ctx, id, "withdrawal"), partiesOf(ctx, id)]));
  const service = found ?? notFound();
  const { again, amount, whole } = await urlParams(searchParams, ["again", "amount", "whole"]);
  const { account } = service;
  const asked = whole && account.bookedMinor > 0n ? decimalText(account.bookedMinor, account.currency) : amount;
  const [before, powers] = await ask(
    Promise.all([
      returnedRequest(ctx, again, "cash.withdraw", account.id),
      ownPowers(ctx, "cash.withdraw", account.currency),
      recordAccountView(ctx, account),
    ]),
  );
  const typed = { amount: before.amount ?? asked, waive: before.waive, note: before.note };
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <CashService title="Cash withdrawal" formId="withdraw" effect="takes" service={service}>
        <BankForm id="withdraw" action={withdrawCashAction} initialKey={randomUUID()} money wide defaultValue={typed}>
          <HiddenField name="iban" value={account.iban} />
          {service.till ? <HiddenField name="tillSessionId" value={service.till.sessionId} /> : null}
          <Counted
            count={
              <CountGrid
                name="notes"
                caption="Notes to give"
                currency={account.currency}
                denominations={service.drawer?.denominations ?? []}
                stock={service.drawer?.stock ?? {}}
                target="amount"
                f4
              />
            }
            end={
              <>
                <OwnPowersNote formId="withdraw" currency={account.currency} powers={powers} />
                <MoneyEnd
                  currency={account.currency}
                  cancelHref={`/accounts/${account.id}`}
                  secondFromMinor={powers.rungs[0]?.fromMinor}
                >
                  {`Pay {amount} to ${ownerNames(account.owners)}`}
                </MoneyEnd>
              </>
            }
          >
            <ChosenAccount label="Account" account={account} />
            <MoneyField name="amount" currency={account.currency} big autoFocus />
            <Signatories account={account} parties={parties} />
            <IdentityQuestion formId="withdraw" currency={account.currency} question={service.question} />
            <WaiveFee ctx={ctx} fee={service.fee} currency={account.currency} />
            <div data-tab-only="">
              <TextField name="note" label="Note on the statement" optional maxLength={140} />
            </div>
          </Counted>
        </BankForm>
      </CashService>
    </WithOwner>
  );
}

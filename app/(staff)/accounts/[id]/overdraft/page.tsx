import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { accountInView } from "@/lib/accounts/account-in-view";
import { newTermsStop } from "@/lib/accounts/stop-queries";
import { decimalText, formatMoney } from "@/lib/core/money";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { AccountStopped, ChosenAccount } from "../../cash-service";
import { WithOwner } from "../../with-owner";
import { setOverdraftAction } from "./actions";

export const metadata: Metadata = { title: "Overdraft limit" };

export default async function OverdraftPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("overdraft.set");
  const account = (await ask(accountInView(ctx, (await params).id))) ?? notFound();
  const { floorMinor, bookedMinor, currency } = account;
  const stop = await ask(newTermsStop(ctx, account));
  const back = `/accounts/${account.id}`;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Overdraft limit"
        meta="How far the account may go below zero, from today on. To raise it or make it last longer waits for a second person; to lower it does not."
      />
      {account.status === "active" && account.kind === "current" && stop && floorMinor === 0n ? (
        <AccountStopped account={account} stop={stop} />
      ) : account.status === "active" && account.kind === "current" ? (
        <div className="grid max-w-[36rem] gap-5">
          {stop ? (
            <Callout tone="held" title="The limit can be lowered or ended now, not raised">
              {stop.sentence}
            </Callout>
          ) : null}
          {bookedMinor < 0n ? (
            <Callout tone="held" title={`The account owes ${formatMoney({ minor: -bookedMinor, currency })}`}>
              What it owes above a lower limit stands as an unarranged overdraft until money comes in.
            </Callout>
          ) : null}
          <BankForm
            id="overdraft"
            action={setOverdraftAction}
            initialKey={randomUUID()}
            defaultValue={{
              limit: decimalText(-floorMinor, currency),
              until: account.overdraftUntil ?? undefined,
            }}
          >
            <ChosenAccount label="Of" account={account} />
            <HiddenField name="accountId" value={account.id} />
            <MoneyField name="limit" label="Limit" currency={currency} hint="0 ends it." autoFocus />
            <DateField
              name="until"
              label="Last day"
              hint="Left empty, it stands until it is changed."
              optional
              min={ctx.businessDate}
            />
            <div className="flex flex-wrap gap-3">
              <SubmitButton amount={{ field: "limit", currency }}>{"Set the limit to {amount}"}</SubmitButton>
              <ButtonLink href={back}>Cancel</ButtonLink>
            </div>
          </BankForm>
        </div>
      ) : (
        <div className="grid max-w-measure justify-items-start gap-3">
          <Callout tone="held" title="Only an active current account can have an overdraft limit" />
          <ButtonLink href={back}>Back to the account</ButtonLink>
        </div>
      )}
    </WithOwner>
  );
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { accountInView } from "@/lib/accounts/account-in-view";
import { holdReasons } from "@/lib/accounts/schema";
import { ownPowers } from "@/lib/approvals/own-powers";
import { formatMoney } from "@/lib/core/money";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { ChosenAccount } from "../../cash-service";
import { OwnPowersNote } from "../../own-powers-note";
import { WithOwner } from "../../with-owner";
import { placeHoldAction } from "./actions";

export const metadata: Metadata = { title: "Hold" };

const reasons = Object.entries(holdReasons).map(([value, label]) => ({ value, label }));

export default async function HoldPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("hold.place");
  const account = (await ask(accountInView(ctx, (await params).id))) ?? notFound();
  const powers = await ask(ownPowers(ctx, "hold.place", account.currency));
  const [second] = powers.rungs;
  const back = `/accounts/${account.id}`;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Hold money"
        meta="It stays in the balance and cannot be spent until it is captured or released."
      />
      {account.status === "active" ? (
        <div className="max-w-[36rem]">
          <BankForm id="hold" action={placeHoldAction} initialKey={randomUUID()}>
            <ChosenAccount label="On" account={account} />
            <HiddenField name="accountId" value={account.id} />
            <MoneyField
              name="amount"
              currency={account.currency}
              hint={`${formatMoney({ minor: account.availableMinor, currency: account.currency })} is available.`}
              big
              autoFocus
            />
            <SelectField name="reason" label="Reason" options={reasons} width="18rem" />
            <DateField
              name="expiresOn"
              label="Last day"
              hint="Left empty, it holds until it is captured or released."
              optional
              min={ctx.businessDate}
            />
            <TextField
              name="note"
              label="Note"
              hint="A document or a merchant, never a person: it cannot be changed later."
              optional
              maxLength={80}
            />
            <OwnPowersNote formId="hold" currency={account.currency} powers={powers} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton
                amount={{ field: "amount", currency: account.currency }}
                {...(second ? { from: { minor: second.fromMinor, says: "Send {amount} for approval" } } : {})}
              >
                {"Hold {amount}"}
              </SubmitButton>
              <ButtonLink href={back}>Cancel</ButtonLink>
            </div>
          </BankForm>
        </div>
      ) : (
        <div className="grid max-w-measure justify-items-start gap-3">
          <Callout tone="held" title="This account is not active" />
          <ButtonLink href={back}>Back to the account</ButtonLink>
        </div>
      )}
    </WithOwner>
  );
}

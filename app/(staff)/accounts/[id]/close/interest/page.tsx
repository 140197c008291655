import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/bank/money";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { accountInView } from "@/lib/accounts/account-in-view";
import { formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { AlreadyPosted } from "../../../../already-posted";
import { accountKinds, ownerNames } from "../../../account-words";
import { WithOwner } from "../../../with-owner";
import { settleInterestAction } from "../actions";

export const metadata: Metadata = { title: "Settle the interest" };

export default async function SettleInterestPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.close");
  const { id } = await params;
  const [found, interest] = await ask(Promise.all([accountInView(ctx, id), interestSoFar(ctx, id)]));
  const account = found ?? notFound();
  const { bookedMinor, currency } = account;
  const back = `/accounts/${account.id}/close`;
  const parts = interest?.parts ?? [];
  const netMinor = interest?.netMinor ?? 0n;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={{ href: back, label: "Close account" }}
        title="Settle the interest"
        meta="The account stays open, so that its whole balance can be paid out in cash today. The coming night earns nothing."
      />
      <div className="grid max-w-[36rem] gap-5">
        <AlreadyPosted formId="settle" />
        {parts.length > 0 ? (
          <>
            <DefinitionList>
              <Leader term="Account">
                {`${accountKinds[account.kind]} ${formatMaskedIban(account.iban)}, ${ownerNames(account.owners)}`}
              </Leader>
              <Leader term="Booked on">{formatDate(ctx.businessDate)}</Leader>
              <Leader term="Balance now">
                <Money minor={bookedMinor} currency={currency} symbol />
              </Leader>
              {parts.map(({ label, since, minor }) => (
                <Leader key={label} term={`${label} since ${formatDate(since)}`}>
                  <Money minor={minor} currency={currency} symbol />
                </Leader>
              ))}
              <Leader term="Balance after" strong>
                <Money minor={bookedMinor + netMinor} currency={currency} symbol />
              </Leader>
            </DefinitionList>
            <p className="text-ink-2">No tax is taken off it.</p>
            <BankForm id="settle" action={settleInterestAction} initialKey={randomUUID()} money>
              <HiddenField name="accountId" value={account.id} />
              <div className="flex flex-wrap gap-3">
                <SubmitButton>
                  {netMinor < 0n
                    ? `Charge ${formatMoney({ minor: -netMinor, currency })} to the account`
                    : `Pay ${formatMoney({ minor: netMinor, currency })} to the account`}
                </SubmitButton>
                <ButtonLink href={back}>Cancel</ButtonLink>
              </div>
            </BankForm>
          </>
        ) : (
          <>
            <Callout tone="held" title="There is no interest to settle" />
            <ButtonLink href={back}>Back to closing the account</ButtonLink>
          </>
        )}
      </div>
    </WithOwner>
  );
}

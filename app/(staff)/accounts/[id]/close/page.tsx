import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/bank/money";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Mark } from "@/components/ui/status";
import { partiesOf } from "@/lib/accounts/party-queries";
import { type AccountPage, accountPage } from "@/lib/accounts/queries";
import { formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { feeOfEvent } from "@/lib/fees/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { accountKinds, ownerNames } from "../../account-words";
import { WithOwner } from "../../with-owner";
import { closeAccountAction } from "./actions";
import { PayOutForm } from "./pay-out-form";

export const metadata: Metadata = { title: "Close account" };

export default async function CloseAccountPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.close");
  const { id } = await params;
  const [found, parties, fee] = await ask(
    Promise.all([accountPage(ctx, id), partiesOf(ctx, id), feeOfEvent(ctx, id, "closing")]),
  );
  const account = found ?? notFound();
  const back = `/accounts/${account.id}`;
  const unmet = conditions(account).filter(({ met }) => !met);
  const onlyBalance = unmet.length === 1 && unmet[0]?.minor === account.bookedMinor && account.bookedMinor > 0n;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader title={`Close ${accountKinds[account.kind].toLowerCase()} ${formatMaskedIban(account.iban)}`} />
      <div className="grid max-w-[36rem] gap-5">
        <Conditions account={account} />
        {onlyBalance ? (
          <PayOutForm ctx={ctx} account={account} parties={parties} fee={fee} />
        ) : unmet.length === 0 ? (
          <BankForm id="close" action={closeAccountAction} initialKey={randomUUID()}>
            <HiddenField name="accountId" value={account.id} />
            <TextField
              name="reason"
              label="Reason"
              hint="Stands on the account and in the activity log."
              autoFocus
              maxLength={140}
            />
            <div className="flex flex-wrap gap-3">
              <SubmitButton look="danger">{`Close the account of ${ownerNames(account.owners)}`}</SubmitButton>
              <ButtonLink href={back}>Cancel</ButtonLink>
            </div>
          </BankForm>
        ) : (
          <div className="flex flex-wrap gap-3">
            <ButtonLink href={back}>Back to the account</ButtonLink>
          </div>
        )}
      </div>
    </WithOwner>
  );
}

/** What must be so before an account closes; the command asks again. */
function conditions(account: AccountPage) {
  const { status, bookedMinor, heldMinor, floorMinor, blocks, loanNo, closedOn, currency } = account;
  return [
    {
      met: status === "active",
      word: "The account is active",
      missing: closedOn ? `Closed on ${formatDate(closedOn)}` : "The account is not active",
    },
    {
      met: bookedMinor === 0n,
      word: "The balance is zero",
      missing: "The balance is paid out first, or with the closing",
      minor: bookedMinor,
      currency,
    },
    {
      met: floorMinor === 0n,
      word: "No overdraft limit",
      missing: "An overdraft limit stands: the branch manager can end it",
    },
    { met: heldMinor === 0n, word: "No money is held", missing: "Money is held on it", minor: heldMinor, currency },
    {
      met: blocks.length === 0,
      word: "No block",
      missing: "A block is on it: Compliance or the branch manager can lift it",
    },
    { met: loanNo === null, word: "No loan is paid from it", missing: `Loan ${loanNo} is paid from it` },
  ];
}

function Conditions({ account }: { account: AccountPage }) {
  return (
    <ul className="border-rule border-t">
      {conditions(account).map(({ met, word, missing, minor, currency }) => (
        <li key={word} className="flex min-h-(--row) items-center justify-between gap-4 border-rule border-b py-1">
          {met ? <Mark icon="check" word={word} tone="ok" /> : <Mark icon="alert" word={missing} tone="danger" />}
          {!met && minor !== undefined && currency ? (
            <strong className="font-semibold">
              <Money minor={minor} currency={currency} symbol />
            </strong>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

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
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Mark } from "@/components/ui/status";
import { accountInView } from "@/lib/accounts/account-in-view";
import { partiesOf } from "@/lib/accounts/party-queries";
import type { AccountPage } from "@/lib/accounts/queries";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { feeOfEvent } from "@/lib/fees/queries";
import { type InterestSoFar, interestSoFar } from "@/lib/interest/interest-so-far";
import { type SettledToday, settledToday } from "@/lib/interest/settled-today";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { AlreadyPosted } from "../../../already-posted";
import { accountKinds, ownerNames } from "../../account-words";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";
import { closeAccountAction } from "./actions";
import { PayOutForm } from "./pay-out-form";

export const metadata: Metadata = { title: "Close account" };

export default async function CloseAccountPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.close");
  const { id } = await params;
  const [found, parties, fee, interest] = await ask(
    Promise.all([accountInView(ctx, id), partiesOf(ctx, id), feeOfEvent(ctx, id, "closing"), interestSoFar(ctx, id)]),
  );
  const account = found ?? notFound();
  const settled = await ask(settledToday(ctx, account.id));
  const back = `/accounts/${account.id}`;
  const wholeMinor = account.bookedMinor + (interest?.netMinor ?? 0n);
  const unmet = conditions(account, wholeMinor).filter(({ met }) => !met);
  const onlyBalance = unmet.length === 1 && unmet[0]?.balance === true && wholeMinor > 0n;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title={`Close ${accountKinds[account.kind].toLowerCase()} ${formatMaskedIban(account.iban)}`}
      />
      <div className="grid max-w-[36rem] gap-5">
        <AlreadyPosted formId="close" />
        {settled.length > 0 ? <Settled settled={settled} currency={account.currency} /> : null}
        <Conditions account={account} wholeMinor={wholeMinor} />
        {interest && interest.parts.length > 0 ? <InterestToday account={account} interest={interest} /> : null}
        {onlyBalance ? (
          <PayOutForm ctx={ctx} account={account} wholeMinor={wholeMinor} parties={parties} fee={fee} />
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
function conditions(account: AccountPage, wholeMinor: bigint) {
  const { status, heldMinor, floorMinor, blocks, loanNo, paidByDeposit, closedOn, currency } = account;
  return [
    {
      met: status === "active",
      word: "The account is active",
      missing: closedOn ? `Closed on ${formatDate(closedOn)}` : "The account is not active",
    },
    {
      met: wholeMinor === 0n,
      word: "The balance is zero",
      missing:
        wholeMinor < 0n
          ? "What is owed is paid in first"
          : "The balance, with its interest to today, is paid out first or with the closing",
      minor: wholeMinor,
      currency,
      balance: true,
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
    { met: !paidByDeposit, word: "No term deposit is paid to it", missing: "A term deposit is paid to it" },
  ];
}

function Conditions({ account, wholeMinor }: { account: AccountPage; wholeMinor: bigint }) {
  return (
    <ul className="border-rule border-t">
      {conditions(account, wholeMinor).map(({ met, word, missing, minor, currency }) => (
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

/** What was brought to the account today, with the receipt of each. */
function Settled({ settled, currency }: { settled: readonly SettledToday[]; currency: Currency }) {
  return (
    <div id="settled" tabIndex={-1}>
      <Callout tone="ok" title="The interest is settled">
        <DefinitionList>
          {settled.map(({ label, minor, reference }) => (
            <Leader
              key={label}
              term={
                <>
                  {label}
                  {reference ? (
                    <>
                      {", "}
                      <a href={`/receipts/${reference}`} className="link whitespace-nowrap font-mono">
                        {reference}
                      </a>
                    </>
                  ) : (
                    ", too little to be booked"
                  )}
                </>
              }
            >
              <Money minor={minor} currency={currency} symbol />
            </Leader>
          ))}
        </DefinitionList>
      </Callout>
    </div>
  );
}

/** What the closing settles beside the balance: interest accrued to today. */
function InterestToday({ account, interest }: { account: AccountPage; interest: InterestSoFar }) {
  const { currency } = account;
  return (
    <DefinitionList>
      <Leader term="Booked balance">
        <Money minor={account.bookedMinor} currency={currency} symbol />
      </Leader>
      {interest.parts.map(({ label, minor, since }) => (
        <Leader
          key={label}
          term={`Interest: ${label.toLowerCase()} since ${formatDate(since)}, settled with the closing`}
        >
          <Money minor={minor} currency={currency} symbol />
        </Leader>
      ))}
    </DefinitionList>
  );
}

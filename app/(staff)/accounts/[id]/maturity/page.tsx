import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { accountInView } from "@/lib/accounts/account-in-view";
import { partiesOf } from "@/lib/accounts/party-queries";
import { neededFor, ownPowers } from "@/lib/approvals/own-powers";
import { formatDate } from "@/lib/core/dates";
import { termDepositOf } from "@/lib/interest/deposit-queries";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { instructions } from "@/lib/interest/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { OwnPowersNote } from "../../own-powers-note";
import { Signatories } from "../../signatories";
import { WithOwner } from "../../with-owner";
import { closeDepositEarlyAction, setInstructionAction } from "./actions";

export const metadata: Metadata = { title: "Maturity" };

export default async function MaturityPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("deposit.instruct");
  const { id } = await params;
  const [found, deposit, parties, interest] = await ask(
    Promise.all([accountInView(ctx, id), termDepositOf(ctx, id), partiesOf(ctx, id), interestSoFar(ctx, id)]),
  );
  const account = found ?? notFound();
  const back = `/accounts/${account.id}`;
  if (deposit?.status !== "active")
    return (
      <WithOwner account={account} today={ctx.businessDate}>
        <PageHeader back={backToAccount(account)} title="Maturity" />
        <div className="grid max-w-measure justify-items-start gap-3">
          <Callout tone="held" title="Only a term deposit that runs has a maturity to decide on" />
          <ButtonLink href={back}>Back to the account</ButtonLink>
        </div>
      </WithOwner>
    );
  const powers = await ask(ownPowers(ctx, "deposit.close_early", account.currency));
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Maturity"
        meta={`This term deposit matures on ${formatDate(deposit.maturesOn)}; on a Saturday or Sunday it is paid on Monday.`}
      />
      <div className="grid max-w-[36rem] gap-6">
        <BankForm
          id="instruction"
          action={setInstructionAction}
          initialKey={randomUUID()}
          defaultValue={{ instruction: deposit.instruction }}
        >
          <HiddenField name="accountId" value={account.id} />
          <RadioGroup
            name="instruction"
            label="What happens at maturity"
            hint="A renewal runs as long again, at the rate of that day."
            options={Object.entries(instructions).map(([value, label]) => ({ value, label }))}
          />
          <Signatories account={account} parties={parties} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>Save</SubmitButton>
            <ButtonLink href={back}>Cancel</ButtonLink>
          </div>
        </BankForm>
        {deposit.maturesOn > ctx.businessDate ? (
          <Section title="Close it early">
            <p className="mb-3 text-ink-2">
              {`Everything is paid out today. ${interest?.terms.at(-1) ? `Interest is ${interest.terms.at(-1)}; ` : ""}what was accrued beyond is taken back.`}
            </p>
            <BankForm id="early" action={closeDepositEarlyAction} initialKey={randomUUID()}>
              <HiddenField name="accountId" value={account.id} />
              <Signatories account={account} parties={parties} />
              <TextField
                name="reason"
                label="Reason"
                hint="Stands on the account and in the activity log."
                maxLength={140}
              />
              <OwnPowersNote formId="early" currency={account.currency} powers={powers} minor={account.bookedMinor} />
              <div className="flex flex-wrap gap-3">
                <SubmitButton look="danger" keys={null}>
                  {neededFor(powers, account.bookedMinor) ? "Send for approval" : "Close the deposit early"}
                </SubmitButton>
              </div>
            </BankForm>
          </Section>
        ) : null}
      </div>
    </WithOwner>
  );
}

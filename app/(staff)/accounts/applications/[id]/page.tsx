import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { AccountNumber } from "@/components/bank/account-number";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { recordCustomerView } from "@/lib/audit/record-view";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";
import { may } from "@/lib/identity/authorize";
import { instructions } from "@/lib/interest/schema";
import { type Application, readApplication } from "@/lib/operations/application-queries";
import { accountKinds } from "@/lib/products/schema";
import { rateWords } from "@/lib/products/terms-words";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { openAppliedAction, rejectApplicationAction } from "../actions";

export const metadata: Metadata = { title: "Account application" };

export default async function ApplicationPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("application.read");
  const application = await ask(readApplication(ctx, (await params).id));
  await ask(recordCustomerView(ctx, application.customerId));
  const waits = application.status === "pending";
  return (
    <>
      <PageHeader
        back={{ href: "/accounts/applications", label: "Account applications" }}
        title={
          <>
            {application.product} for <bdi>{application.fullName}</bdi>
          </>
        }
        meta={<Status of="application" is={application.status} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <Facts application={application} />
        {waits && may(ctx.actor, "account.open") ? <Decision application={application} /> : null}
        {waits && !may(ctx.actor, "account.open") ? (
          <Callout tone="info" title="Waits for the branch">
            A service officer of {application.branch} opens it, or says why not.
          </Callout>
        ) : null}
      </div>
    </>
  );
}

function Facts({ application }: { application: Application }) {
  const { customerId, customerNo, fullName, mayOpenCustomer, branch, kind, currency, amountMinor, months } =
    application;
  const { annualRate, tiered, instruction, from, account, appliedAt, decidedAt, decidedBy, reason } = application;
  return (
    <DefinitionList>
      <Fact term="Customer">
        {mayOpenCustomer ? (
          <a href={`/customers/${customerId}`} className="link font-semibold">
            <bdi>{fullName}</bdi>
          </a>
        ) : (
          <bdi className="font-semibold">{fullName}</bdi>
        )}
        <span className="block text-ink-2">
          <span className="font-mono">{customerNo}</span> ·{" "}
          {mayOpenCustomer ? branch : `account at ${branch}; another branch keeps the customer's page`}
        </span>
      </Fact>
      <Fact term="Product">{`${application.product}, ${accountKinds[kind].toLowerCase()} in ${currency}`}</Fact>
      <Fact term="Interest">{rateWords(annualRate, tiered)}</Fact>
      {amountMinor === null ? null : <Fact term="Amount">{formatMoney({ minor: amountMinor, currency })}</Fact>}
      {months === null ? null : <Fact term="Months">{months}</Fact>}
      {instruction === null ? null : <Fact term="At maturity">{instructions[instruction]}</Fact>}
      {from ? (
        <Fact term="Paid from, and out to">
          <a href={`/accounts/${from.id}`} className="link">
            <AccountNumber iban={from.iban} />
          </a>
        </Fact>
      ) : null}
      <Fact term="Applied">{formatLocalTime(appliedAt)}, in self-service</Fact>
      {decidedAt ? (
        <Fact term="Decided">
          {formatLocalTime(decidedAt)}
          {decidedBy ? `, ${decidedBy}` : ""}
        </Fact>
      ) : null}
      {reason ? (
        <Fact term="Reason">
          <span className="whitespace-pre-line">{reason}</span>
        </Fact>
      ) : null}
      {account ? (
        <Fact term="Account">
          <a href={`/accounts/${account.id}`} className="link">
            <AccountNumber iban={account.iban} />
          </a>
        </Fact>
      ) : null}
    </DefinitionList>
  );
}

function Decision({ application: { id, product, fullName, amountMinor, currency, offered } }: Props) {
  return (
    <div className="grid gap-4">
      <Panel title="Open it">
        {offered ? (
          <BankForm id="open-applied" action={openAppliedAction} initialKey={randomUUID()} money={amountMinor !== null}>
            <HiddenField name="applicationId" value={id} />
            <p className="text-ink-2">
              {amountMinor === null
                ? "Every rule is asked again. The customer is told."
                : "Every rule is asked again, and the money moves now. The customer is told."}
            </p>
            <div>
              <SubmitButton>
                {amountMinor === null
                  ? `Open ${product} for ${fullName}`
                  : `Open ${product} with ${formatMoney({ minor: amountMinor, currency })}`}
              </SubmitButton>
            </div>
          </BankForm>
        ) : (
          <p>These terms are no longer on offer. Say so below, and the customer can apply on the new ones.</p>
        )}
      </Panel>
      <Panel title="Do not open it">
        <BankForm id="reject-application" action={rejectApplicationAction} initialKey={randomUUID()}>
          <HiddenField name="applicationId" value={id} />
          <TextArea name="reason" label="Reason" hint="The customer reads this." rows={2} />
          <div>
            <SubmitButton look="danger" keys={null}>{`Reject the application of ${fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </Panel>
    </div>
  );
}

type Props = { application: Application };

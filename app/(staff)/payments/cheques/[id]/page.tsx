import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountNumber } from "@/components/bank/account-number";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";
import { may } from "@/lib/identity/authorize";
import { type ChequeLine, chequePage } from "@/lib/payments/cheque-queries";
import { returnReasons } from "@/lib/payments/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { clearChequeAction, returnChequeAction } from "../actions";

export const metadata: Metadata = { title: "Cheque" };

export default async function OneChequePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("cheque.read");
  const cheque = (await ask(chequePage(ctx, (await params).id))) ?? notFound();
  const open = cheque.status === "in_clearing";
  return (
    <>
      <PageHeader
        back={{ href: "/payments/cheques", label: "Cheques" }}
        title={`${formatMoney({ minor: cheque.amountMinor, currency: cheque.currency })}, ${cheque.bank}`}
        meta={<Status of="cheque" is={cheque.status} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <Facts cheque={cheque} />
        {open && may(ctx.actor, "cheque.clear") ? <Endings cheque={cheque} /> : null}
        {open && !may(ctx.actor, "cheque.clear") ? (
          <Callout tone="info" title="In clearing">
            Operations at head office clears it once the other bank has paid, or takes it back.
          </Callout>
        ) : null}
      </div>
    </>
  );
}

function Facts({ cheque }: { cheque: ChequeLine }) {
  const { owner, accountId, iban, number, drawnOn, paidInAt, takenBy, reference, clearsOn } = cheque;
  return (
    <DefinitionList>
      <Fact term="For">
        <bdi className="block font-semibold">{owner}</bdi>
        <a href={`/accounts/${accountId}`} className="link">
          <AccountNumber iban={iban} />
        </a>
      </Fact>
      <Fact term="Cheque number">
        <span className="font-mono">{number}</span>
      </Fact>
      <Fact term="Date on the cheque">{formatDate(drawnOn)}</Fact>
      <Fact term="Paid in">
        {formatLocalTime(paidInAt)}, taken by {takenBy}
      </Fact>
      <Fact term="Receipt">
        <a href={`/receipts/${reference}`} className="link font-mono">
          {reference}
        </a>
      </Fact>
      <Fact term="Should clear">{formatDate(clearsOn)}</Fact>
      {cheque.endedOn ? (
        <Fact term={cheque.status === "cleared" ? "Cleared" : "Returned"}>
          {formatDate(cheque.endedOn)}, {cheque.endedBy}
          {cheque.returnReason ? (
            <span className="block">
              {returnReasons[cheque.returnReason]}
              {cheque.returnNote ? <bdi className="text-ink-2">{` · ${cheque.returnNote}`}</bdi> : null}
            </span>
          ) : null}
        </Fact>
      ) : null}
    </DefinitionList>
  );
}

/** How it ends: the other bank has paid, or has not. */
function Endings({ cheque }: { cheque: ChequeLine }) {
  const amount = formatMoney({ minor: cheque.amountMinor, currency: cheque.currency });
  return (
    <div className="grid gap-4">
      <Panel title="The other bank has paid">
        <BankForm id="clear" action={clearChequeAction} initialKey={randomUUID()} money>
          <HiddenField name="chequeId" value={cheque.id} />
          <p className="text-ink-2">The hold ends, and the customer can spend the money.</p>
          <div>
            <SubmitButton>{`Clear ${amount}`}</SubmitButton>
          </div>
        </BankForm>
      </Panel>
      <Panel title="It came back unpaid">
        <BankForm id="return" action={returnChequeAction} initialKey={randomUUID()} money>
          <HiddenField name="chequeId" value={cheque.id} />
          <SelectField
            name="reason"
            label="Reason"
            options={Object.entries(returnReasons).map(([value, label]) => ({ value, label }))}
          />
          <TextField name="note" label="Note" optional maxLength={140} />
          <p className="text-ink-2">
            The amount is taken from the account again, and the product's fee for it where the money is there.
          </p>
          <div>
            <SubmitButton look="danger" keys={null}>{`Take back ${amount}`}</SubmitButton>
          </div>
        </BankForm>
      </Panel>
    </div>
  );
}

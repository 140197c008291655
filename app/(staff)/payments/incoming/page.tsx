import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { bankFacts } from "@/lib/calendar/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { bookIncomingAction } from "./actions";

export const metadata: Metadata = { title: "Incoming payments" };

export default async function IncomingPage() {
  const ctx = await requireStaff("incoming.book");
  const { baseCurrency } = await ask(bankFacts(ctx.db));
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        title="Incoming payments"
        meta="Books money that arrived on the settlement account for a customer of this bank."
        actions={<ButtonLink href="/movements?kind=incoming_credit">Booked so far</ButtonLink>}
      />
      <BankForm id="incoming" action={bookIncomingAction} initialKey={randomUUID()} money>
        <TextField
          name="iban"
          label="IBAN of the customer"
          mono
          width="22rem"
          maxLength={80}
          autoFocus
          spellCheck={false}
        />
        <MoneyField name="amount" currency={baseCurrency} hint="In the currency of the account" />
        <TextField name="remitterName" label="Sender" maxLength={140} />
        <TextField
          name="senderReference"
          label="Sender's reference"
          hint="As it came with the money. A credit with the same reference is booked once."
          mono
          width="22rem"
          maxLength={35}
        />
        <TextField name="remittance" label="Note to the customer" optional maxLength={140} />
        <div>
          <SubmitButton amount={{ field: "amount", currency: baseCurrency }}>
            {"Book {amount} as incoming credit"}
          </SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

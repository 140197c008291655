import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { type OwnPowers, ownPowers } from "@/lib/approvals/own-powers";
import { bankFacts } from "@/lib/calendar/queries";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney } from "@/lib/core/money";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { OwnPowersNote } from "../../accounts/own-powers-note";
import { bookIncomingAction } from "./actions";

export const metadata: Metadata = { title: "Incoming payments" };

export default async function IncomingPage() {
  const ctx = await requireStaff("incoming.book");
  const { baseCurrency, currencies } = await ask(bankFacts(ctx.db));
  const others = currencies.filter((one) => one !== baseCurrency);
  const [powers, ...inOthers] = await ask(
    Promise.all([baseCurrency, ...others].map((one) => ownPowers(ctx, "incoming.book", one))),
  );
  const [second] = powers?.rungs ?? [];
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
        <MoneyField
          name="amount"
          currency={baseCurrency}
          hint={["In the currency of the account.", ...others.flatMap((one, at) => secondIn(one, inOthers[at]))].join(
            " ",
          )}
        />
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
        {powers ? <OwnPowersNote formId="incoming" currency={baseCurrency} powers={powers} /> : null}
        <div>
          <SubmitButton
            amount={{ field: "amount", currency: baseCurrency }}
            {...(second ? { from: { minor: second.fromMinor, says: "Send {amount} for approval" } } : {})}
          >
            {"Book {amount} as incoming credit"}
          </SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

/** From which amount somebody must agree to a credit in a currency that the field does not read. */
function secondIn(currency: Currency, powers: OwnPowers | undefined): string[] {
  const [first] = powers?.rungs ?? [];
  if (!first) return [];
  return [`From ${formatMoney({ minor: first.fromMinor, currency })} a ${spokenRole(first.checkerRole)} must agree.`];
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { hrefWith } from "@/components/ui/href";
import { Tabs } from "@/components/ui/tabs";
import { ownPowers } from "@/lib/approvals/own-powers";
import { bankFacts } from "@/lib/calendar/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { OwnPowersNote } from "../../accounts/own-powers-note";
import { bookShareCapitalAction } from "./actions";

export const metadata: Metadata = { title: "Share capital" };

export default async function CapitalPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("capital.book");
  const [typed, bank] = await ask(Promise.all([urlParams(searchParams, ["currency"]), bankFacts(ctx.db)]));
  const currency = bank.currencies.find((one) => one === typed.currency) ?? bank.baseCurrency;
  const powers = await ask(ownPowers(ctx, "capital.book", currency));
  const [second] = powers.rungs;
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        title="Share capital"
        meta="Paid in by the owners to the settlement account: debit 1100, credit 3010, at head office."
      />
      <Tabs
        label="Currency"
        tabs={bank.currencies.map((one) => ({
          href: hrefWith("/ledger/capital", { currency: one }),
          label: one,
          current: one === currency,
        }))}
      />
      <BankForm id="capital" action={bookShareCapitalAction} initialKey={randomUUID()} money key={currency}>
        <HiddenField name="currency" value={currency} />
        <MoneyField name="amount" currency={currency} big autoFocus />
        <OwnPowersNote formId="capital" currency={currency} powers={powers} />
        <div>
          <SubmitButton
            amount={{ field: "amount", currency }}
            {...(second ? { from: { minor: second.fromMinor, says: "Send {amount} for approval" } } : {})}
          >
            {"Book {amount} as share capital"}
          </SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href";
import { Tabs } from "@/components/ui/tabs";
import { bankFacts } from "@/lib/calendar/queries";
import { formatDate } from "@/lib/core/dates";
import { journalLines } from "@/lib/ledger/chart";
import { journalNumbers } from "@/lib/ledger/journal-lines";
import { returnedRequest } from "@/lib/operations/returned-request";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { bookJournalAction } from "./actions";
import { JournalLines } from "./journal-lines";

export const metadata: Metadata = { title: "Manual journal" };

export default async function JournalPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("journal.book");
  const chosen = await urlParams(searchParams, ["currency", "again"]);
  const [typed, bank] = await ask(Promise.all([returnedRequest(ctx, chosen.again, "journal.book"), bankFacts(ctx.db)]));
  const { key: _, bookedOn: __, currency: before, ...kept } = typed;
  const currency = bank.currencies.find((one) => one === (chosen.currency ?? before)) ?? bank.baseCurrency;
  const branches = Object.fromEntries(journalNumbers.map((no) => [`branch${no}`, ctx.actor.branchId]));
  return (
    <>
      <PageHeader
        title="Manual journal"
        meta="For what no other act of the bank books. Nothing is posted until a second finance officer agrees. A wrong journal is undone by its opposite, entered here."
        actions={<ButtonLink href="/movements?kind=manual_journal">Earlier journals</ButtonLink>}
      />
      <Tabs
        label="Currency"
        keepsTyped
        tabs={bank.currencies.map((one) => ({
          href: hrefWith("/ledger/journal", { currency: one, again: chosen.again }),
          label: one,
          current: one === currency,
        }))}
      />
      <BankForm
        id="journal"
        action={bookJournalAction}
        initialKey={randomUUID()}
        defaultValue={{ bookedOn: ctx.businessDate, ...branches, ...kept }}
        money
        wide
        key={currency}
      >
        <HiddenField name="currency" value={currency} />
        <JournalLines
          formId="journal"
          currency={currency}
          accounts={journalLines(currency !== bank.baseCurrency).map(({ code, name }) => ({
            value: code,
            label: `${code} ${name}`,
          }))}
          branches={bank.branches.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div className="grid max-w-[36rem] gap-(--gap)">
          <DateField
            name="bookedOn"
            label="Booked on"
            hint={`The open day is ${formatDate(ctx.businessDate)}. A closed day takes nothing more.`}
          />
          <TextField
            name="document"
            label="Document"
            hint="The paper behind it, like an invoice and its number"
            maxLength={60}
          />
          <TextArea name="reason" label="Reason" hint="Whoever agrees reads it, and it is kept. Name no customer." />
          <div>
            <SubmitButton>Ask a second person to book it</SubmitButton>
          </div>
        </div>
      </BankForm>
    </>
  );
}

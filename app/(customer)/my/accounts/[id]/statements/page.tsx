import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { accountPage } from "@/lib/accounts/queries";
import { readOwn } from "@/lib/command/read-own";
import { formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";
import { type Period, readPeriod, statementMonths } from "@/lib/statements/account-statement";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { accountName } from "../../../account-names";

export const metadata: Metadata = { title: "Statements" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function StatementsPage({ params, searchParams }: Props) {
  const ctx = await requireCustomer();
  const { id } = await params;
  const account = (await ask(readOwn(ctx, (own) => accountPage(own, id)))) ?? notFound();
  const typed = await urlParams(searchParams, ["from", "to"]);
  const { period, fault } = readPeriod(typed, ctx.businessDate);
  const chosen = (typed.from || typed.to) && !fault ? period : null;
  const path = `/my/accounts/${account.id}/statements`;
  return (
    <>
      <PageHeader
        back={{ href: `/my/accounts/${account.id}`, label: accountName(account) }}
        title="Statements"
        meta={formatIban(account.iban)}
      />
      <Section title="By month">
        <ul className="border-rule border-t">
          {statementMonths(account.openedOn, ctx.businessDate).map((month, at) => (
            <Files
              key={month.from}
              path={path}
              period={month}
              name={`${monthOf(month)}${at === 0 ? ", so far" : ""}`}
            />
          ))}
        </ul>
      </Section>
      <Section title="Other days">
        <Filters
          action={path}
          fields={[
            { kind: "date", name: "from", label: "From" },
            { kind: "date", name: "to", label: "To" },
          ]}
          values={fault ? typed : (chosen ?? {})}
        />
        {fault ? (
          <p role="alert" className="mb-2 font-semibold text-danger">
            {fault.sentence}
          </p>
        ) : null}
        {chosen ? (
          <ul className="border-rule border-t">
            <Files path={path} period={chosen} name={`${formatDate(chosen.from)} to ${formatDate(chosen.to)}`} />
          </ul>
        ) : null}
      </Section>
      <p className="mt-5 max-w-[68ch] text-ink-2">
        Each holds every movement of its days. CSV is for spreadsheets, camt.053 for accounting programs.
      </p>
    </>
  );
}

const forms = [
  { form: "pdf", word: "PDF" },
  { form: "csv", word: "CSV" },
  { form: "camt053", word: "camt.053" },
] as const;

function Files({ path, period, name }: { path: string; period: Period; name: string }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 border-rule border-b">
      <span>{name}</span>
      <span className="flex gap-x-3">
        {forms.map(({ form, word }) => (
          <a
            key={form}
            href={hrefWith(`${path}/${form}`, period)}
            download
            aria-label={`${name} as ${word}`}
            className="link inline-flex min-h-11 min-w-11 items-center justify-center"
          >
            {word}
          </a>
        ))}
      </span>
    </li>
  );
}

const monthOf = ({ from }: Period) => formatDate(from).replace(/^\d+ /, "");

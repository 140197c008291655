import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Faults } from "@/components/ui/faults";
import { Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { accountPage } from "@/lib/accounts/queries";
import { readOwn } from "@/lib/command/read-own";
import { formatDate } from "@/lib/core/dates";
import { formatCount } from "@/lib/core/format-count";
import { formatIban } from "@/lib/core/iban";
import {
  MOST_ROWS,
  type Period,
  readPeriod,
  statementMonths,
  tooLongToPrint,
} from "@/lib/statements/account-statement";
import { whyNoFile } from "@/lib/statements/statement-file";
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
  const { refused, ...typed } = await urlParams(searchParams, ["from", "to", "refused"]);
  const { period, fault } = readPeriod(typed, ctx.businessDate);
  const chosen = (typed.from || typed.to) && !fault ? period : null;
  const months = statementMonths(account.openedOn, ctx.businessDate);
  const periods = chosen ? [...months, chosen] : months;
  const long = await ask(readOwn(ctx, (own) => tooLongToPrint(own, account.id, periods)));
  const path = `/my/accounts/${account.id}/statements`;
  return (
    <>
      <PageHeader
        back={{ href: `/my/accounts/${account.id}`, label: accountName(account) }}
        title="Statements"
        meta={formatIban(account.iban)}
      />
      <Faults of={[whyNoFile(refused), fault?.sentence]} />
      <Section title="By month">
        <ul className="border-rule border-t">
          {months.map((month, at) => (
            <Files
              key={month.from}
              path={path}
              period={month}
              long={long[at] === true}
              name={monthOf(month)}
              note={at === 0 ? "So far" : undefined}
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
        {chosen ? (
          <ul className="border-rule border-t">
            <Files
              path={path}
              period={chosen}
              long={long[months.length] === true}
              name={`${formatDate(chosen.from)} to ${formatDate(chosen.to)}`}
            />
          </ul>
        ) : null}
      </Section>
      <p className="mt-5 max-w-[68ch] text-ink-2">
        Each holds every movement of its days. The table opens in a spreadsheet. The accounting file is for accounting
        programs, which know it as camt.053.
        {long.includes(true)
          ? ` Days with more than ${formatCount(MOST_ROWS)} movements come as a table only; choose fewer days for the others.`
          : null}
      </p>
    </>
  );
}

const forms = [
  { form: "pdf", word: "PDF" },
  { form: "csv", word: "Table" },
  { form: "camt053", word: "Accounting file" },
] as const;

type FilesProps = { path: string; period: Period; name: string; note?: string | undefined; long: boolean };

function Files({ path, period, name, note, long }: FilesProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 border-rule border-b">
      <span>
        {name}
        {note ? <span className="block text-ink-2 text-meta">{note}</span> : null}
      </span>
      <span className="flex gap-x-3">
        {forms
          .filter(({ form }) => !long || form === "csv")
          .map(({ form, word }) => (
            <a
              key={form}
              href={hrefWith(`${path}/${form}`, period)}
              target="_self"
              aria-label={`${name} as ${word}`}
              className="link inline-flex min-h-11 min-w-11 items-center"
            >
              {word}
            </a>
          ))}
      </span>
    </li>
  );
}

const monthOf = ({ from }: Period) => formatDate(from).replace(/^\d+ /, "");

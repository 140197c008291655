import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Faults } from "@/components/ui/faults";
import { Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { accountInView } from "@/lib/accounts/account-in-view";
import { statementSums } from "@/lib/accounts/statement";
import { readStatementQuery, statementNames } from "@/lib/accounts/statement-filters";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import { formatCount } from "@/lib/core/format-count";
import { formatIban } from "@/lib/core/iban";
import { MOST_ROWS, readPeriod, statementNumber, statementTotals } from "@/lib/statements/account-statement";
import { whyNoFile } from "@/lib/statements/statement-file";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";
import { statementFields } from "../statement-filters";

export const metadata: Metadata = { title: "Statement and export" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function StatementPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("movement.read");
  const account = (await ask(accountInView(ctx, (await params).id))) ?? notFound();
  const { refused, ...query } = await urlParams(searchParams, [...statementNames, "refused"]);
  const { from, to, ...narrower } = query;
  const { period, fault } = readPeriod({ from, to }, ctx.businessDate);
  const { currency } = account;
  const narrowed = Object.keys(narrower).length > 0;
  const { filters, faults, searched } = readStatementQuery(query, currency, ctx.businessDate);
  const [totals, fitting] = await ask(
    Promise.all([statementTotals(ctx, account, period), narrowed ? statementSums(ctx, account.id, filters) : null]),
  );
  const path = `/accounts/${account.id}/statement`;
  const csv = `${path}/csv`;
  const long = totals.movements > MOST_ROWS;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Statement and export"
        meta={`${account.product} · ${formatIban(account.iban)}`}
      />
      <div className="max-w-[40rem]">
        <Filters
          action={path}
          fields={narrowed ? statementFields : statementFields.filter(({ kind }) => kind === "date")}
          values={{ ...narrower, ...(fault ? { from, to } : period) }}
        />
        <Faults
          of={[
            whyNoFile(refused),
            fault?.sentence,
            ...Object.values(narrowed ? faults : {}),
            fault && "The statement is the one of the last full month.",
          ]}
        />
        <Section title={`Statement ${statementNumber(period)}`}>
          <p className="mb-2">
            {formatDate(period.from)} to {formatDate(period.to)}
            {totals.final ? "" : ", so far: the last day is not closed yet"}
          </p>
          <DefinitionList>
            <Leader term="Opening balance">
              <Money minor={totals.openingMinor} currency={currency} />
            </Leader>
            <Leader term="Paid in">
              <Money minor={totals.paidInMinor} currency={currency} />
            </Leader>
            <Leader term="Paid out">
              <Money minor={-totals.paidOutMinor} currency={currency} />
            </Leader>
            <Leader term={`Closing balance, ${currency}`} strong>
              <Money minor={totals.closingMinor} currency={currency} />
            </Leader>
            <Leader term="Number of movements">{formatCount(totals.movements)}</Leader>
          </DefinitionList>
          {long ? (
            <p className="mt-4">
              {`PDF and accounting file hold ${formatCount(MOST_ROWS)} movements at most. Choose a shorter period.`}
            </p>
          ) : null}
          <p className="mt-5 flex flex-wrap gap-2">
            {long ? null : (
              <ButtonLink href={hrefWith(`${path}/pdf`, period)} look="primary" keys="F9" file>
                Download PDF
              </ButtonLink>
            )}
            <ButtonLink href={hrefWith(csv, period)} file>
              CSV for spreadsheets
            </ButtonLink>
            <ButtonLink href={hrefWith(csv, { ...period, mark: "no" })} file>
              CSV for programs
            </ButtonLink>
            {long ? null : (
              <ButtonLink href={hrefWith(`${path}/camt053`, period)} file>
                Accounting file
              </ButtonLink>
            )}
          </p>
          <p className="mt-3 text-ink-2">
            Each holds every movement of the period. Take the CSV for programs where a program reads it, not a
            spreadsheet. Accounting programs know the accounting file as camt.053.
          </p>
        </Section>
        {fitting ? (
          <Section title="Only what fits the filters">
            <p className="mb-2">
              {fitting.movements === 1 ? "1 movement" : `${formatCount(fitting.movements)} movements`}
              {daysOf(searched ?? filters)}. PDF and accounting file do not follow the filters.
            </p>
            <DefinitionList>
              <Leader term="Paid in">
                <Money minor={fitting.paidInMinor} currency={currency} />
              </Leader>
              <Leader term="Paid out">
                <Money minor={-fitting.paidOutMinor} currency={currency} />
              </Leader>
            </DefinitionList>
            <p className="mt-4">
              <ButtonLink href={hrefWith(csv, query)} file>
                CSV of these only
              </ButtonLink>
            </p>
          </Section>
        ) : null}
      </div>
    </WithOwner>
  );
}

function daysOf({ from, to }: { from?: BusinessDate | undefined; to?: BusinessDate | undefined }): string {
  if (!from) return to ? ` until ${formatDate(to)}` : " of all days";
  return ` from ${formatDate(from)}${to ? ` to ${formatDate(to)}` : ""}`;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { Icon } from "@/components/ui/icon";
import { accountInView } from "@/lib/accounts/account-in-view";
import { statementSums } from "@/lib/accounts/statement";
import { readStatementQuery, statementNames } from "@/lib/accounts/statement-filters";
import { formatDate } from "@/lib/core/dates";
import { formatCount } from "@/lib/core/format-count";
import { formatIban } from "@/lib/core/iban";
import { MOST_ROWS, readPeriod, statementNumber, statementTotals } from "@/lib/statements/account-statement";
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
  const { from, to, ...narrower } = await urlParams(searchParams, statementNames);
  const { period, fault } = readPeriod({ from, to }, ctx.businessDate);
  const { currency } = account;
  const narrowed = Object.keys(narrower).length > 0;
  const { filters, faults, searched } = readStatementQuery({ ...narrower, ...period }, currency, ctx.businessDate);
  const [totals, fitting] = await ask(
    Promise.all([statementTotals(ctx, account, period), narrowed ? statementSums(ctx, account.id, filters) : null]),
  );
  const csv = `/accounts/${account.id}/export`;
  const path = `/accounts/${account.id}/statement`;
  const long = totals.movements > MOST_ROWS;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Statement and export"
        meta={`${account.product} · ${formatIban(account.iban)}`}
      />
      <div className="max-w-[36rem]">
        <Filters
          action={path}
          fields={narrowed ? statementFields : statementFields.filter(({ kind }) => kind === "date")}
          values={{ ...narrower, ...(fault ? { from, to } : period) }}
        />
        {fault ? (
          <p role="alert" className="mb-3 flex items-center gap-1.5 font-semibold text-danger">
            <Icon name="alert" /> {fault.sentence} Shown is the last full month.
          </p>
        ) : null}
        {Object.values(faults).map((sentence) => (
          <p key={sentence} role="alert" className="mb-3 flex items-center gap-1.5 font-semibold text-danger">
            <Icon name="alert" /> {sentence}
          </p>
        ))}
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
            <p className="mt-4">PDF and camt.053 hold 5,000 movements at most. Choose a shorter period.</p>
          ) : null}
          <p className="mt-5 flex flex-wrap gap-3">
            {long ? null : (
              <ButtonLink href={hrefWith(`${path}/pdf`, period)} look="primary" keys="F9" download>
                Download PDF
              </ButtonLink>
            )}
            <ButtonLink href={hrefWith(csv, period)} download>
              CSV for spreadsheets
            </ButtonLink>
            <ButtonLink href={hrefWith(csv, { ...period, mark: "no" })} download>
              CSV for programs
            </ButtonLink>
            {long ? null : (
              <ButtonLink href={hrefWith(`${path}/camt053`, period)} download>
                camt.053
              </ButtonLink>
            )}
          </p>
          <p className="mt-3 text-ink-2">
            Each holds every movement of the period. The CSV for spreadsheets begins with a byte-order mark, by which
            they know letters with accents; the one for programs does not. camt.053 is the ISO 20022 statement for
            accounting programs.
          </p>
        </Section>
        {fitting ? (
          <Section title="Only what fits the filters">
            <p className="mb-2">
              {fitting.movements === 1 ? "1 movement" : `${formatCount(fitting.movements)} movements`}
              {searched ? ` from ${formatDate(searched.from)} to ${formatDate(searched.to)}` : " of the period"}. PDF
              and camt.053 do not follow the filters.
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
              <ButtonLink href={hrefWith(csv, { ...narrower, ...period })} download>
                CSV of these only
              </ButtonLink>
            </p>
          </Section>
        ) : null}
      </div>
    </WithOwner>
  );
}

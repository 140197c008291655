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
import { accountPage } from "@/lib/accounts/queries";
import { formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";
import { MOST_ROWS, readPeriod, statementNumber, statementTotals } from "@/lib/statements/account-statement";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";

export const metadata: Metadata = { title: "Statement to hand out" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function StatementPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("movement.read");
  const account = (await ask(accountPage(ctx, (await params).id))) ?? notFound();
  const typed = await urlParams(searchParams, ["from", "to"]);
  const { period, fault } = readPeriod(typed, ctx.businessDate);
  const totals = await ask(statementTotals(ctx, account, period));
  const { currency } = account;
  const path = `/accounts/${account.id}/statement`;
  const long = totals.movements > MOST_ROWS;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Statement to hand out"
        meta={`${account.product} · ${formatIban(account.iban)}`}
      />
      <div className="max-w-[36rem]">
        <Filters
          action={path}
          fields={[
            { kind: "date", name: "from", label: "From" },
            { kind: "date", name: "to", label: "To" },
          ]}
          values={fault ? typed : period}
        />
        {fault ? (
          <p role="alert" className="mb-3 flex items-center gap-1.5 font-semibold text-danger">
            <Icon name="alert" /> {fault.sentence} Shown is the last full month.
          </p>
        ) : null}
        <Section title={`Statement ${statementNumber(period)}`}>
          <p className="mb-2">
            {formatDate(period.from)} to {formatDate(period.to)},{" "}
            {totals.movements === 1 ? "1 movement" : `${totals.movements} movements`}
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
          </DefinitionList>
          {long ? <p className="mt-4">A PDF holds 5,000 movements at most. Choose a shorter period.</p> : null}
          <p className="mt-5 flex flex-wrap gap-3">
            {long ? null : (
              <ButtonLink href={hrefWith(`${path}/pdf`, period)} look="primary" keys="F9" download>
                Download PDF
              </ButtonLink>
            )}
            <ButtonLink href={hrefWith(`/accounts/${account.id}/export`, period)} download>
              Download CSV
            </ButtonLink>
          </p>
        </Section>
      </div>
    </WithOwner>
  );
}

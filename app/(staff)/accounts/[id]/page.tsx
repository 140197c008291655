import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountNumber } from "@/components/bank/account-number";
import { InterestPanel } from "@/components/bank/interest-panel";
import { Money } from "@/components/bank/money";
import { Reconciliation } from "@/components/bank/reconciliation";
import { TermDepositPanel } from "@/components/bank/term-deposit-panel";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { hrefWith } from "@/components/ui/href";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Still } from "@/components/ui/still";
import { openHolds } from "@/lib/accounts/hold-queries";
import { type AccountPage, accountPage } from "@/lib/accounts/queries";
import { recordAccountView } from "@/lib/accounts/record-account-view";
import { statementPage } from "@/lib/accounts/statement";
import {
  type StatementFilters as Filtered,
  readStatementQuery,
  statementNames,
} from "@/lib/accounts/statement-filters";
import { formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { termDepositOf } from "@/lib/interest/deposit-queries";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { balanceAtClose } from "@/lib/ledger/as-of";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { accountKinds, termsLine } from "../account-words";
import { WithOwner } from "../with-owner";
import { AccountActions } from "./account-actions";
import { AccountNotices } from "./account-notices";
import { AccountStatement } from "./account-statement";
import { StatementFilters } from "./statement-filters";

export const metadata: Metadata = { title: "Account" };

const names = [...statementNames, "older", "newer", "opened", "filter", "worked"] as const;

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function AccountDetailPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("account.read");
  const account = (await ask(accountPage(ctx, (await params).id))) ?? notFound();
  const { older, newer, opened, filter, worked, ...values } = await urlParams(searchParams, names);
  const { filters, faults, searched } = readStatementQuery(values, account.currency, ctx.businessDate);
  const [statement, holds, , atClose, interest, deposit] = await ask(
    Promise.all([
      statementPage(ctx, account.id, filters, { older, newer }),
      account.heldMinor > 0n ? openHolds(ctx, account.id) : [],
      recordAccountView(ctx, account),
      filters.to && filters.to <= ctx.businessDate ? balanceAtClose(ctx.db, account.id, filters.to) : null,
      older || newer ? null : interestSoFar(ctx, account.id, { worked: worked === "interest" }),
      account.kind === "term_deposit" ? termDepositOf(ctx, account.id) : null,
    ]),
  );
  const pending = older || newer ? [] : holds;
  const path = `/accounts/${account.id}`;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <AccountNotices account={account} opened={opened !== undefined} />
      <PageHeader
        title={accountKinds[account.kind]}
        aside={<AccountNumber iban={account.iban} copy />}
        meta={termsLine(account)}
        actions={<AccountActions account={account} actor={ctx.actor} />}
        summary={
          <Reconciliation
            currency={account.currency}
            bookedMinor={account.bookedMinor}
            heldMinor={account.heldMinor}
            holds={{ count: holds.length, href: `/accounts/${account.id}/holds` }}
            overdraft={
              account.floorMinor < 0n ? { limitMinor: -account.floorMinor, until: account.overdraftUntil } : null
            }
            availableMinor={account.availableMinor}
          />
        }
      />
      {deposit ? (
        <TermDepositPanel
          {...deposit}
          accounts="/accounts"
          change={deposit.status === "active" && may(ctx.actor, "deposit.instruct") ? `${path}/maturity` : null}
        />
      ) : null}
      {interest ? <InterestPanel {...interest} workedHref={`${path}?worked=interest#interest`} /> : null}
      <Still id="statement" tabIndex={-1}>
        <Section title="Statement" aside={`as of ${formatLocalTime(account.asOf)}`}>
          <div className="flex flex-wrap items-start justify-between gap-x-4" data-no-print="">
            <StatementFilters
              path={path}
              values={values}
              open={filter !== undefined}
              faults={faults}
              searched={searched}
            />
            <span className="mb-3">
              <ButtonLink href={hrefWith(`${path}/statement`, values)} size="small" keys="E">
                Export
              </ButtonLink>
            </span>
          </div>
          {atClose && filters.to ? (
            <p className="mb-2">
              Balance at the end of {formatDate(filters.to)}:{" "}
              <strong className="font-semibold">
                <Money minor={atClose.minor} currency={account.currency} />
              </strong>
              {atClose.final ? "" : ", so far: the day is not closed yet"}
            </p>
          ) : null}
          {statement.rows.length > 0 || pending.length > 0 ? (
            <>
              <AccountStatement
                holds={pending}
                rows={statement.rows}
                currency={account.currency}
                caption={captionOf(account, filters)}
              />
              <KeysetPager path={path} params={values} page={statement} to="rows" />
            </>
          ) : Object.keys(values).length > 0 ? (
            <Empty kind="no-results" title="No transactions fit these filters" clearHref={path} />
          ) : (
            <Empty kind="none" title="No transactions yet" />
          )}
        </Section>
      </Still>
    </WithOwner>
  );
}

/** Which account, which days, and as of when. */
function captionOf({ iban, asOf }: AccountPage, { from, to }: Filtered): string {
  const days = [from ? `from ${formatDate(from)}` : null, to ? `to ${formatDate(to)}` : null].filter(Boolean).join(" ");
  return `Movements of account ${formatIban(iban)}${days ? ` ${days}` : ""}, as of ${formatLocalTime(asOf)}, newest first`;
}

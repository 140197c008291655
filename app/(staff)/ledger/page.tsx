import type { Metadata } from "next";
import { PrintButton } from "@/components/bank/print-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Faults } from "@/components/ui/faults";
import { type Filter, Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { Tabs } from "@/components/ui/tabs";
import { bankFacts } from "@/lib/calendar/queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { branchScope, may } from "@/lib/identity/authorize";
import { readUntil } from "@/lib/ledger/account-as-of";
import { trialBalance, trialBalanceTitle } from "@/lib/ledger/trial-balance";
import { trialBalanceAsOf } from "@/lib/ledger/trial-balance-as-of";
import { whyNoFile } from "@/lib/statements/statement-file";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { TrialBalanceTable } from "./trial-balance-table";

export const metadata: Metadata = { title: "Ledger" };

export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("ledger.read");
  const query = await urlParams(searchParams, ["currency", "branch", "asOf", "refused"]);
  const bank = await ask(bankFacts(ctx.db));
  const currency = bank.currencies.find((one) => one === query.currency) ?? bank.baseCurrency;
  const { until, fault } = await ask(readUntil(ctx, { asOf: query.asOf }));
  const asOf = until?.day;
  const balance = await ask(
    asOf ? trialBalanceAsOf(ctx, currency, asOf, query.branch) : trialBalance(ctx, currency, query.branch),
  );
  const shown = { currency, branch: query.branch, asOf };
  const bankWide = branchScope(ctx.actor, "ledger.read") === null;
  const branches: Filter = {
    kind: "choice",
    name: "branch",
    label: "Branch",
    options: bank.branches.map(({ id, name }) => ({ value: id, label: name })),
  };
  const day: Filter = { kind: "date", name: "asOf", label: "As of" };
  return (
    <>
      <PageHeader
        title="Ledger"
        meta={`${trialBalanceTitle(balance)}. Read on ${formatLocalTime(balance.readAt)}.`}
        actions={
          <>
            <ButtonLink href={hrefWith("/ledger/chart", { currency: query.currency, branch: query.branch })}>
              Chart of accounts
            </ButtonLink>
            {may(ctx.actor, "movement.read") ? <ButtonLink href="/movements">Movements</ButtonLink> : null}
            {may(ctx.actor, "journal.book") ? <ButtonLink href="/ledger/journal">Manual journal</ButtonLink> : null}
            {may(ctx.actor, "capital.book") ? <ButtonLink href="/ledger/capital">Share capital</ButtonLink> : null}
            <PrintButton>Print</PrintButton>
            <ButtonLink href={hrefWith("/ledger/export", { ...shown, format: "pdf" })} file>
              PDF
            </ButtonLink>
            <ButtonLink href={hrefWith("/ledger/export", shown)} file>
              CSV
            </ButtonLink>
          </>
        }
      />
      <Tabs
        label="Currency"
        tabs={bank.currencies.map((one) => ({
          href: hrefWith("/ledger", { currency: one, branch: query.branch, asOf: query.asOf }),
          label: one,
          current: one === currency,
        }))}
      />
      <Filters
        action="/ledger"
        fields={bankWide ? [branches, day] : [day]}
        values={{ branch: query.branch, asOf: query.asOf }}
        keep={{ currency: query.currency }}
      />
      <Faults of={[fault?.sentence, whyNoFile(query.refused)]} />
      <TrialBalanceTable balance={balance} currency={currency} asOf={asOf} />
    </>
  );
}

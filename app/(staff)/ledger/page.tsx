import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { type Filter, Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { Tabs } from "@/components/ui/tabs";
import { bankFacts } from "@/lib/calendar/queries";
import { formatDate } from "@/lib/core/dates";
import { branchScope, may } from "@/lib/identity/authorize";
import { trialBalance } from "@/lib/ledger/trial-balance";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { TrialBalanceTable } from "./trial-balance-table";

export const metadata: Metadata = { title: "Ledger" };

export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("ledger.read");
  const [query, bank] = await Promise.all([urlParams(searchParams, ["currency", "branch"]), bankFacts(ctx.db)]);
  const currency = bank.currencies.find((one) => one === query.currency) ?? bank.baseCurrency;
  const { closedDay, lines } = await trialBalance(ctx, currency, query.branch);
  const bankWide = branchScope(ctx.actor, "ledger.read") === null;
  const branches: Filter[] = [
    {
      kind: "choice",
      name: "branch",
      label: "Branch",
      options: bank.branches.map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
  return (
    <>
      <PageHeader
        title="Ledger"
        meta={
          closedDay
            ? `As of the close of ${formatDate(closedDay)}, and what was booked since`
            : "No day is closed yet: everything booked so far"
        }
        actions={
          <>
            {may(ctx.actor, "movement.read") ? <ButtonLink href="/movements">Movements</ButtonLink> : null}
            {may(ctx.actor, "capital.book") ? <ButtonLink href="/ledger/capital">Book share capital</ButtonLink> : null}
          </>
        }
      />
      <Tabs
        label="Currency"
        tabs={bank.currencies.map((one) => ({
          href: hrefWith("/ledger", { currency: one, branch: query.branch }),
          label: one,
          current: one === currency,
        }))}
      />
      {bankWide ? (
        <Filters
          action="/ledger"
          fields={branches}
          values={{ branch: query.branch }}
          keep={{ currency: query.currency }}
        />
      ) : null}
      <TrialBalanceTable lines={lines} currency={currency} closedDay={closedDay} />
    </>
  );
}

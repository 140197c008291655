import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { type Filter, Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { Tabs } from "@/components/ui/tabs";
import { bankFacts } from "@/lib/calendar/queries";
import { branchScope } from "@/lib/identity/authorize";
import { chartOfAccounts } from "@/lib/ledger/chart-of-accounts";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ChartTree } from "./chart-tree";

export const metadata: Metadata = { title: "Chart of accounts" };

export default async function ChartPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("ledger.read");
  const query = await urlParams(searchParams, ["currency", "branch"]);
  const bank = await ask(bankFacts(ctx.db));
  const currency = bank.currencies.find((one) => one === query.currency) ?? bank.baseCurrency;
  const classes = await ask(chartOfAccounts(ctx, currency, query.branch));
  const branches: Filter = {
    kind: "choice",
    name: "branch",
    label: "Branch",
    options: bank.branches.map(({ id, name }) => ({ value: id, label: name })),
  };
  return (
    <>
      <PageHeader
        back={{ href: "/ledger", label: "Ledger" }}
        title="Chart of accounts"
        meta="Every account of the books with its balance now. A control account is the sum of the accounts in it."
      />
      <Tabs
        label="Currency"
        tabs={bank.currencies.map((one) => ({
          href: hrefWith("/ledger/chart", { currency: one, branch: query.branch }),
          label: one,
          current: one === currency,
        }))}
      />
      {branchScope(ctx.actor, "ledger.read") === null ? (
        <Filters
          action="/ledger/chart"
          fields={[branches]}
          values={{ branch: query.branch }}
          keep={{ currency: query.currency }}
        />
      ) : null}
      <ChartTree classes={classes} currency={currency} />
    </>
  );
}

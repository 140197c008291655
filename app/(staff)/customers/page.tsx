import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { type Filter, Filters } from "@/components/ui/filters";
import { statuses } from "@/components/ui/statuses";
import { recordListView } from "@/lib/audit/record-list-view";
import { bankFacts } from "@/lib/calendar/queries";
import { type CustomerRow, listCustomers } from "@/lib/customers/queries";
import { branchScope, may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CustomerTable } from "./customer-table";
import { NamePager } from "./name-pager";
import { NobodyFound } from "./nobody-found";

export const metadata: Metadata = { title: "Customers" };

const filters: readonly Filter[] = [
  {
    kind: "text",
    name: "q",
    label: "Search",
    placeholder: "Name, phone, e-mail, number, birth date, register",
    width: "24rem",
  },
  {
    kind: "choice",
    name: "kind",
    label: "Kind",
    options: [
      { value: "individual", label: "Persons" },
      { value: "organisation", label: "Organisations" },
    ],
  },
  {
    kind: "choice",
    name: "status",
    label: "State",
    options: Object.entries(statuses.customer).map(([value, { word }]) => ({ value, label: word })),
  },
  {
    kind: "choice",
    name: "risk",
    label: "Risk",
    options: [
      { value: "low", label: "Low" },
      { value: "medium", label: "Medium" },
      { value: "high", label: "High" },
      { value: "prohibited", label: "Prohibited" },
    ],
  },
  {
    kind: "choice",
    name: "review",
    label: "Papers",
    options: [
      { value: "due", label: "Review due" },
      { value: "expired", label: "Document expired" },
    ],
  },
];

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("customer.read");
  const values = await urlParams(searchParams, ["q", "kind", "status", "risk", "review", "branch", "older", "newer"]);
  const { older, newer, ...shown } = values;
  const bankWide = branchScope(ctx.actor, "customer.read") === null;
  const [page, branches] = await ask(
    Promise.all([listCustomers(ctx, values), bankWide ? bankFacts(ctx.db).then((bank) => bank.branches) : []]),
  );
  await ask(recordListView(ctx, { list: "customers", filters: shown, ids: page.rows.map(({ id }) => id) }));
  const mayStart = may(ctx.actor, "customer.onboard");
  return (
    <>
      <PageHeader
        title="Customers"
        actions={
          mayStart ? (
            <ButtonLink href="/customers/new" look="primary" keys="N">
              New customer
            </ButtonLink>
          ) : null
        }
      />
      <Filters action="/customers" fields={bankWide ? [...filters, branchFilter(branches)] : filters} values={shown} />
      {page.rows.length > 0 ? (
        <>
          <CustomerTable rows={page.rows} caption={captionOf(page.rows, shown.q)} withBranch={bankWide} />
          <NamePager path="/customers" params={shown} page={page} />
        </>
      ) : (
        <NobodyFound
          typed={shown.q}
          mayStart={mayStart}
          clearHref={Object.keys(shown).length > 0 ? "/customers" : undefined}
        />
      )}
    </>
  );
}

function branchFilter(branches: readonly { id: string; name: string }[]): Filter {
  return {
    kind: "choice",
    name: "branch",
    label: "Branch",
    options: branches.map(({ id, name }) => ({ value: id, label: name })),
  };
}

function captionOf(rows: readonly CustomerRow[], q: string | undefined): string {
  const count = rows.length === 1 ? "1 customer" : `${rows.length} customers`;
  return q ? `${count} on this page for “${q}”, closest first` : `${count} on this page, by name`;
}

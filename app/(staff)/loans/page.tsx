import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { type Filter, Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { statuses } from "@/components/ui/statuses";
import { recordListView } from "@/lib/audit/record-list-view";
import { bankFacts } from "@/lib/calendar/queries";
import { branchScope, may } from "@/lib/identity/authorize";
import { listLoans } from "@/lib/loans/list-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { LoanTable } from "./loan-table";

export const metadata: Metadata = { title: "Loans" };

export default async function LoansPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("loan.read");
  const { older, newer, ...shown } = await urlParams(searchParams, [
    "q",
    "customer",
    "status",
    "branch",
    "arrears",
    "older",
    "newer",
  ]);
  const bankWide = branchScope(ctx.actor, "loan.read") === null;
  const [page, branches] = await ask(
    Promise.all([
      listLoans(ctx, shown, { older, newer }),
      bankWide ? bankFacts(ctx.db).then((bank) => bank.branches) : [],
    ]),
  );
  await ask(recordListView(ctx, { list: "loans", filters: shown, ids: page.rows.map(({ id }) => id) }));
  const mayApply = may(ctx.actor, "loan.apply");
  const filtered = Object.keys(shown).length > 0;
  return (
    <>
      <PageHeader
        title="Loans"
        actions={
          mayApply ? (
            <ButtonLink href="/loans/new" look="primary" keys="N">
              New application
            </ButtonLink>
          ) : null
        }
      />
      <Filters action="/loans" fields={bankWide ? [...filters, branchFilter(branches)] : filters} values={shown} />
      {page.rows.length > 0 ? (
        <>
          <LoanTable rows={page.rows} withBranch={bankWide} />
          <KeysetPager path="/loans" params={shown} page={page} to="loans" />
        </>
      ) : filtered ? (
        <Empty kind="no-results" title="No loan fits these filters" clearHref="/loans">
          Check the spelling, or take a filter off.
        </Empty>
      ) : (
        <Empty
          kind="none"
          title="No loans yet"
          action={mayApply ? { href: "/loans/new", label: "Start an application" } : undefined}
        >
          Applications appear here as soon as a loan officer has taken them.
        </Empty>
      )}
    </>
  );
}

const statusOptions = [
  "submitted",
  "returned",
  "approved",
  "offered",
  "accepted",
  "active",
  "closed",
  "rejected",
  "withdrawn",
  "cancelled",
] as const;

const filters: readonly Filter[] = [
  { kind: "text", name: "q", label: "Loan number, or name, phone or e-mail of the customer", width: "22rem" },
  { kind: "text", name: "customer", label: "Customer number", placeholder: "C-100000-X", width: "8rem" },
  {
    kind: "choice",
    name: "status",
    label: "State",
    options: statusOptions.map((value) => ({ value, label: statuses.loan[value].word })),
  },
  {
    kind: "choice",
    name: "arrears",
    label: "Days past due",
    options: [
      { value: "any", label: "1 or more" },
      { value: "1-30", label: "1 to 30" },
      { value: "31-60", label: "31 to 60" },
      { value: "61-90", label: "61 to 90" },
      { value: "91+", label: "91 or more" },
    ],
  },
];

function branchFilter(branches: readonly { id: string; name: string }[]): Filter {
  return {
    kind: "choice",
    name: "branch",
    label: "Branch",
    options: branches.map(({ id, name }) => ({ value: id, label: name })),
  };
}

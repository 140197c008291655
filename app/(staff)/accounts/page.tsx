import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { type Filter, Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { statuses } from "@/components/ui/statuses";
import { listAccounts } from "@/lib/accounts/queries";
import { recordListView } from "@/lib/audit/record-list-view";
import { bankFacts } from "@/lib/calendar/queries";
import { branchScope } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { AccountTable } from "./account-table";
import { accountKinds } from "./account-words";

export const metadata: Metadata = { title: "Accounts" };

const filters: readonly Filter[] = [
  { kind: "text", name: "q", label: "IBAN, last digits or owner", width: "18rem" },
  { kind: "text", name: "customer", label: "Customer number", placeholder: "C-100000-X", width: "8rem" },
  {
    kind: "choice",
    name: "kind",
    label: "Kind",
    options: Object.entries(accountKinds).map(([value, label]) => ({ value, label })),
  },
  {
    kind: "choice",
    name: "status",
    label: "State",
    options: (["active", "closed"] as const).map((value) => ({
      value,
      label: statuses.account[value].word,
    })),
  },
  {
    kind: "choice",
    name: "standing",
    label: "Standing",
    options: [
      { value: "blocked", label: "Blocked" },
      { value: "dormant", label: "Dormant" },
      { value: "inactive", label: "Inactive" },
    ],
  },
  { kind: "choice", name: "balance", label: "Balance", options: [{ value: "negative", label: "Below zero" }] },
];

export default async function AccountsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("account.read");
  const { older, newer, ...shown } = await urlParams(searchParams, [
    "q",
    "customer",
    "kind",
    "status",
    "branch",
    "balance",
    "standing",
    "older",
    "newer",
  ]);
  const bankWide = branchScope(ctx.actor, "account.read") === null;
  const [page, branches] = await ask(
    Promise.all([
      listAccounts(ctx, shown, { older, newer }),
      bankWide ? bankFacts(ctx.db).then((bank) => bank.branches) : [],
    ]),
  );
  await ask(recordListView(ctx, { list: "accounts", filters: shown, ids: page.rows.map(({ id }) => id) }));
  return (
    <>
      <PageHeader title="Accounts" />
      <Filters action="/accounts" fields={bankWide ? [...filters, branchFilter(branches)] : filters} values={shown} />
      {page.rows.length > 0 ? (
        <>
          <AccountTable rows={page.rows} withBranch={bankWide} />
          <KeysetPager path="/accounts" params={shown} page={page} />
        </>
      ) : Object.keys(shown).length > 0 ? (
        <Empty
          kind="no-results"
          title={shown.q ? `No account found for “${shown.q}”` : "No account fits these filters"}
          clearHref="/accounts"
        >
          Search by the whole IBAN, its last digits, or words of the owner’s name.
        </Empty>
      ) : (
        <Empty kind="none" title="No accounts yet">
          Accounts are opened from the customer’s page once the customer is active.
        </Empty>
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

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { Faults } from "@/components/ui/faults";
import { type Filter, Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { formatIban } from "@/lib/core/iban";
import { accountAsOf, readUntil } from "@/lib/ledger/account-as-of";
import { ledgerAccountPage, ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { AccountBalance } from "./account-balance";
import { AsOfBalance } from "./as-of-balance";
import { MemberTable } from "./member-table";
import { PostingTable } from "./posting-table";

const day: Filter = { kind: "date", name: "asOf", label: "As of" };
const time: Filter = { kind: "text", name: "at", label: "At (bank’s time)", placeholder: "14:30", width: "8rem" };

export const metadata: Metadata = { title: "Ledger account" };

export default async function AccountOfTheBooksPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const ctx = await requireStaff("ledger.read");
  const { older, newer, ...asked } = await urlParams(searchParams, ["older", "newer", "asOf", "at"]);
  const { until, fault } = await ask(readUntil(ctx, asked));
  const { id } = await params;
  // The balance first: once it is known to be settled, so are the rows up to the same instant.
  const then = until ? await ask(ledgerAccountPage(ctx, id)) : null;
  const past = until && then ? await ask(accountAsOf(ctx, then, until)) : null;
  const found = await ask(ledgerAccountWithRows(ctx, id, { older, newer }, until));
  if (!found) notFound();
  const { account, postings, members } = found;
  const path = `/ledger/accounts/${account.id}`;
  const page = postings ?? members;
  const { asOf } = until ? asked : {};
  return (
    <>
      <PageHeader
        back={{ href: hrefWith("/ledger", { currency: account.currency, asOf }), label: "Ledger" }}
        title={account.name}
        aside={
          <span className="select-all font-mono">
            {account.kind === "deposit" ? formatIban(account.code) : account.code}
          </span>
        }
        meta={`${account.branch} · ${account.currency} · ${account.class}, normally in ${account.normalSide}${account.isControl ? " · control account, takes no postings of its own" : ""}`}
        summary={
          past && asked.asOf ? (
            <AsOfBalance balance={past} day={asked.asOf} time={asked.at} currency={account.currency} />
          ) : (
            <AccountBalance account={account} />
          )
        }
      />
      {account.control ? (
        <p className="mb-4">
          Rolled up in{" "}
          <a href={hrefWith(`/ledger/accounts/${account.control.id}`, { asOf })} className="link">
            {account.control.code} {account.control.name}
          </a>
        </p>
      ) : null}
      <Filters action={path} fields={account.isControl ? [day] : [day, time]} values={asked} />
      <Faults of={[fault?.sentence]} />
      {account.guarded || account.isControl ? null : (
        <p className="mb-2 text-ink-2 text-meta">
          Sealed movements in the order of their seals. What was booked a moment ago follows within seconds.
        </p>
      )}
      {members ? <MemberTable rows={members.rows} currency={account.currency} asOf={members.asOf} /> : null}
      {postings && postings.rows.length > 0 ? (
        <PostingTable rows={postings.rows} currency={account.currency} asOf={asOf} />
      ) : null}
      {page?.rows.length === 0 ? (
        <Empty
          kind="none"
          title={
            account.isControl
              ? "No accounts in it yet"
              : until
                ? "Nothing booked on it by then"
                : "Nothing booked on it yet"
          }
        />
      ) : null}
      {page ? <KeysetPager path={path} params={asked} page={page} /> : null}
    </>
  );
}

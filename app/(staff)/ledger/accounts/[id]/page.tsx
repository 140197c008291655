import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { formatIban } from "@/lib/core/iban";
import { ledgerAccountWithRows } from "@/lib/ledger/account-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { AccountBalance } from "./account-balance";
import { MemberTable } from "./member-table";
import { PostingTable } from "./posting-table";

export const metadata: Metadata = { title: "Ledger account" };

export default async function LedgerAccountPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const ctx = await requireStaff("ledger.read");
  const found = await ask(
    ledgerAccountWithRows(ctx, (await params).id, await urlParams(searchParams, ["older", "newer"])),
  );
  if (!found) notFound();
  const { account, postings, members } = found;
  const page = postings ?? members;
  return (
    <>
      <PageHeader
        eyebrow={
          <a href="/ledger" className="link">
            Ledger
          </a>
        }
        title={account.name}
        aside={
          <span className="select-all font-mono">
            {account.kind === "deposit" ? formatIban(account.code) : account.code}
          </span>
        }
        meta={`${account.branch} · ${account.currency} · ${account.class}, normally in ${account.normalSide}${account.isControl ? " · control account, takes no postings of its own" : ""}`}
        summary={<AccountBalance account={account} />}
      />
      {account.control ? (
        <p className="mb-4">
          Rolled up in{" "}
          <a href={`/ledger/accounts/${account.control.id}`} className="link">
            {account.control.code} {account.control.name}
          </a>
        </p>
      ) : null}
      {members ? <MemberTable rows={members.rows} currency={account.currency} /> : null}
      {postings && postings.rows.length > 0 ? <PostingTable rows={postings.rows} currency={account.currency} /> : null}
      {page?.rows.length === 0 ? (
        <Empty kind="none" title={account.isControl ? "No accounts in it yet" : "Nothing booked on it yet"} />
      ) : null}
      {page ? <KeysetPager path={`/ledger/accounts/${account.id}`} page={page} /> : null}
    </>
  );
}

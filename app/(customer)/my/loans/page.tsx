import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { readOwn } from "@/lib/command/read-own";
import { listLoans } from "@/lib/loans/list-queries";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { LoanLine } from "./loan-line";

export const metadata: Metadata = { title: "Loans" };

export default async function MyLoansPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const cursor = await urlParams(searchParams, ["older", "newer"]);
  const page = await ask(readOwn(ctx, (own) => listLoans(own, {}, cursor)));
  return (
    <div className="max-w-[42rem]">
      <PageHeader title="Loans" />
      {page.rows.length > 0 ? (
        <>
          <ul aria-label="Your loans" id="loans">
            {page.rows.map((loan) => (
              <li key={loan.id}>
                <LoanLine loan={loan} />
              </li>
            ))}
          </ul>
          <KeysetPager path="/my/loans" page={page} to="loans" />
        </>
      ) : (
        <Empty kind="none" title="No loans">
          Your branch tells you what you could borrow and what it would cost; the application is made there.
        </Empty>
      )}
    </div>
  );
}

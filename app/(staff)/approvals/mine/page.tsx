import type { Metadata } from "next";
import { LocalTime } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { listOwnRequests } from "@/lib/operations/own-requests";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "My requests" };

export default async function MyRequestsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("approval.withdraw");
  const page = await ask(listOwnRequests(ctx, await urlParams(searchParams, ["older", "newer"])));
  return (
    <>
      <PageHeader title="My requests" meta="What you asked a second person for, and what became of it." />
      {page.rows.length > 0 ? (
        <DataTable id="requests" caption="My requests, newest first" captionHidden>
          <Head>
            <Th>Request</Th>
            <Th>Asked</Th>
            <Th num>Amount</Th>
            <Th>State</Th>
          </Head>
          <tbody>
            {page.rows.map(({ id, words, customer, at, amountMinor, currency, status }) => (
              <Row key={id}>
                <RowHead>
                  <a href={`/approvals/${id}`} className="link">
                    {words}
                  </a>
                  {customer ? (
                    <SubLine>
                      <bdi>{customer}</bdi>
                    </SubLine>
                  ) : null}
                </RowHead>
                <Td>
                  <LocalTime at={at} />
                </Td>
                <Td num>
                  {amountMinor !== null && currency ? <Money minor={amountMinor} currency={currency} symbol /> : "–"}
                </Td>
                <Td>
                  <Status of="approval" is={status} />
                </Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      ) : (
        <Empty kind="none" title="You have asked nobody yet">
          What needs a second person appears here.
        </Empty>
      )}
      <KeysetPager path="/approvals/mine" page={page} to="requests" />
    </>
  );
}

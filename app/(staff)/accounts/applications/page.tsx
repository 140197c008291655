import type { Metadata } from "next";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { statuses } from "@/components/ui/statuses";
import { recordListView } from "@/lib/audit/record-list-view";
import { formatLocalTime } from "@/lib/core/local-time";
import { listApplications } from "@/lib/operations/application-queries";
import { accountKinds } from "@/lib/products/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Account applications" };

const path = "/accounts/applications";

export default async function ApplicationsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("application.read");
  const values = await urlParams(searchParams, ["status", "kind", "older", "newer"]);
  const { older: _older, newer: _newer, ...shown } = values;
  const page = await ask(listApplications(ctx, values));
  const ids = [...new Set(page.rows.map(({ customerId }) => customerId))];
  await ask(recordListView(ctx, { list: "applications", filters: shown, ids }));
  return (
    <>
      <PageHeader
        title="Account applications"
        meta="What customers applied for in self-service. A service officer of the branch opens it, or says why not."
      />
      <Filters
        action={path}
        values={shown}
        fields={[
          {
            kind: "choice",
            name: "status",
            label: "State",
            usual: "pending",
            options: Object.entries(statuses.application).map(([value, { word }]) => ({ value, label: word })),
          },
          {
            kind: "choice",
            name: "kind",
            label: "Kind",
            options: Object.entries(accountKinds).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      {page.rows.length > 0 ? (
        <>
          <DataTable
            id="applications"
            caption={(shown.status ?? "pending") === "pending" ? "The longest waiting first" : "The latest first"}
          >
            <Head>
              <Th>Customer</Th>
              <Th>Product</Th>
              <Th>Applied</Th>
              <Th>State</Th>
              <Th num>Deposit</Th>
            </Head>
            <tbody>
              {page.rows.map((row) => (
                <Row key={row.id} spine={row.status === "pending" ? "held" : null}>
                  <RowHead>
                    <a href={`${path}/${row.id}`} className="link font-medium">
                      <bdi>{row.fullName}</bdi>
                    </a>
                    <SubLine>
                      <span className="font-mono">{row.customerNo}</span> · {row.branch}
                    </SubLine>
                  </RowHead>
                  <Td>
                    {row.product}
                    <SubLine>{`${accountKinds[row.kind]} in ${row.currency}`}</SubLine>
                  </Td>
                  <Td>
                    <span className="whitespace-nowrap">{formatLocalTime(row.appliedAt)}</span>
                  </Td>
                  <Td>
                    <Status of="application" is={row.status} />
                  </Td>
                  <Td num>
                    {row.amountMinor === null ? "–" : <Money minor={row.amountMinor} currency={row.currency} symbol />}
                  </Td>
                </Row>
              ))}
            </tbody>
          </DataTable>
          <KeysetPager path={path} params={shown} page={page} to="applications" />
        </>
      ) : (shown.status ?? "pending") !== "pending" || shown.kind ? (
        <Empty kind="no-results" title="No application fits this" clearHref={path} />
      ) : (
        <Empty kind="all-done" title="No application waits" />
      )}
    </>
  );
}

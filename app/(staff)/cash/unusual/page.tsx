import type { Metadata } from "next";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { recordCustomerViews } from "@/lib/audit/record-view";
import { type UnusualCash, unusualCash } from "@/lib/cash/question-queries";
import { fundsSources } from "@/lib/cash/schema";
import { formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Unusual cash" };

export default async function UnusualCashPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("unusual.read");
  const values = await urlParams(searchParams, ["source", "older", "newer"]);
  const { older, newer, ...shown } = values;
  const page = await ask(unusualCash(ctx, values));
  await ask(
    recordCustomerViews(
      ctx,
      page.rows.map(({ customerId }) => customerId),
    ),
  );
  const filtered = Object.keys(shown).length > 0;
  return (
    <>
      <PageHeader
        title="Unusual cash"
        meta="Deposits of a size at which the counter asks where the cash comes from, with the answer."
      />
      <Filters
        action="/cash/unusual"
        values={shown}
        fields={[
          {
            kind: "choice",
            name: "source",
            label: "Source",
            options: Object.entries(fundsSources).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      {page.rows.length > 0 ? (
        <>
          <UnusualTable rows={page.rows} />
          <KeysetPager path="/cash/unusual" params={shown} page={page} to="deposits" />
        </>
      ) : filtered ? (
        <Empty kind="no-results" title="No deposit for this source" clearHref="/cash/unusual" />
      ) : (
        <Empty kind="none" title="No deposit of unusual size yet" />
      )}
    </>
  );
}

function UnusualTable({ rows }: { rows: readonly UnusualCash[] }) {
  return (
    <DataTable id="deposits" caption="The latest first">
      <Head>
        <Th>Customer</Th>
        <Th>Account</Th>
        <Th>Day</Th>
        <Th>Where it comes from</Th>
        <Th>Taken by</Th>
        <Th num>Amount</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.entryId}>
            <RowHead>
              <a href={`/customers/${row.customerId}`} className="link font-medium">
                <bdi>{row.owner}</bdi>
              </a>
            </RowHead>
            <Td>
              <a href={`/accounts/${row.accountId}`} className="link whitespace-nowrap font-mono">
                {formatMaskedIban(row.iban)}
              </a>
            </Td>
            <Td>
              <span className="whitespace-nowrap">{formatDate(row.bookingDate)}</span>
              <SubLine>
                <a href={`/receipts/${row.reference}`} className="link font-mono">
                  {row.reference}
                </a>
              </SubLine>
            </Td>
            <Td>
              {fundsSources[row.source]}
              {row.detail ? (
                <SubLine>
                  <bdi>{row.detail}</bdi>
                </SubLine>
              ) : null}
            </Td>
            <Td>
              {row.teller}, {row.branch}
              {row.paidInBy ? (
                <SubLine>
                  Paid in by <bdi>{row.paidInBy}</bdi>
                </SubLine>
              ) : null}
            </Td>
            <Td num>
              <Money minor={row.amountMinor} currency={row.currency} symbol />
              {row.reversed ? (
                <SubLine>
                  <Status of="movement" is="reversed" />
                </SubLine>
              ) : null}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

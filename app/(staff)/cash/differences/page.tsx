import type { Metadata } from "next";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Mark } from "@/components/ui/status";
import { bankFacts } from "@/lib/calendar/queries";
import { cashDifferences } from "@/lib/cash/difference-queries";
import { formatDate } from "@/lib/core/dates";
import { branchScope } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Cash differences" };

export default async function DifferencesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cash.read");
  const { branch, state, older, newer } = await urlParams(searchParams, ["branch", "state", "older", "newer"]);
  const cursor = { ...(older ? { older } : {}), ...(newer ? { newer } : {}) };
  const open = state === "open";
  const [bank, page] = await ask(Promise.all([bankFacts(ctx.db), cashDifferences(ctx, { branch, open }, cursor)]));
  const bankWide = branchScope(ctx.actor, "cash.read") === null;
  const branches = bank.branches.map(({ id, name }) => ({ value: id as string, label: name }));
  return (
    <>
      <PageHeader
        back={{ href: "/cash", label: "Cash" }}
        title="Cash differences"
        meta="What counts found over or short, until it is known where it belongs."
      />
      <Filters
        action="/cash/differences"
        fields={[
          {
            kind: "choice",
            name: "state",
            label: "State",
            options: [{ value: "open", label: "To be cleared" }],
          },
          ...(bankWide ? [{ kind: "choice" as const, name: "branch", label: "Branch", options: branches }] : []),
        ]}
        values={{ state, branch }}
      />
      {page.rows.length === 0 ? (
        <NoDifference filtered={Boolean(state || branch)} />
      ) : (
        <DataTable id="differences" caption="Cash differences, newest first" captionHidden>
          <Head>
            <Th>Found on</Th>
            <Th>Till</Th>
            {bankWide ? <Th>Branch</Th> : null}
            <Th>Teller</Th>
            <Th>Kind</Th>
            <Th num>Amount</Th>
            <Th num>To be cleared</Th>
            <Th>Currency</Th>
          </Head>
          <tbody>
            {page.rows.map((row) => (
              <Row key={row.id} spine={row.leftMinor > 0n ? "held" : null}>
                <RowHead>
                  <a href={`/cash/differences/${row.id}`} className="link whitespace-nowrap">
                    {formatDate(row.day)}
                  </a>
                </RowHead>
                <Td>{row.place}</Td>
                {bankWide ? <Td>{row.branch}</Td> : null}
                <Td>
                  <bdi>{row.teller}</bdi>
                  <SubLine>{row.reason}</SubLine>
                </Td>
                <Td>{row.kind === "over" ? "Over" : "Short"}</Td>
                <Td num>
                  <Money minor={row.minor} currency={row.currency} />
                </Td>
                <Td num>
                  {row.leftMinor > 0n ? (
                    <Money minor={row.leftMinor} currency={row.currency} />
                  ) : (
                    <Mark icon="check" word="Cleared" tone="ok" />
                  )}
                </Td>
                <Td>{row.currency}</Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      )}
      <KeysetPager path="/cash/differences" params={{ branch, state }} page={page} to="differences" />
    </>
  );
}

function NoDifference({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty kind="no-results" title="No such difference" clearHref="/cash/differences" />
  ) : (
    <Empty kind="none" title="No count was over or short" />
  );
}

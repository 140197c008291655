import type { Metadata } from "next";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { statuses } from "@/components/ui/statuses";
import { formatDate } from "@/lib/core/dates";
import { likenessWords } from "@/lib/screening/evidence";
import { type HitRow, listHits } from "@/lib/screening/hit-queries";
import { listNames } from "@/lib/screening/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { listedBirths } from "./listed-births";

export const metadata: Metadata = { title: "Screening" };

export default async function ScreeningPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("screening.read");
  const values = await urlParams(searchParams, ["status", "source", "older", "newer"]);
  const { older, newer, ...shown } = values;
  const page = await ask(listHits(ctx, values));
  const filtered = Object.keys(shown).length > 0;
  return (
    <>
      <PageHeader
        title="Screening"
        meta="Customers who are like a name on a list. Only compliance and audit see this."
        actions={
          <>
            <ButtonLink href="/screening/lists">Lists</ButtonLink>
            <ButtonLink href="/screening/runs">Runs</ButtonLink>
          </>
        }
      />
      <Filters
        action="/screening"
        values={shown}
        fields={[
          {
            kind: "choice",
            name: "status",
            label: "State",
            options: Object.entries(statuses.screening).map(([value, { word }]) => ({ value, label: word })),
          },
          {
            kind: "choice",
            name: "source",
            label: "List",
            options: Object.entries(listNames).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      {page.rows.length > 0 ? (
        <>
          <HitTable rows={page.rows} />
          <KeysetPager path="/screening" params={shown} page={page} to="hits" />
        </>
      ) : filtered ? (
        <Empty kind="no-results" title="Nobody for these filters" clearHref="/screening" />
      ) : (
        <Empty kind="all-done" title="Nobody waits for a decision" />
      )}
    </>
  );
}

function HitTable({ rows }: { rows: readonly HitRow[] }) {
  return (
    <DataTable id="hits" caption="The latest first">
      <Head>
        <Th>Customer</Th>
        <Th>Listed as</Th>
        <Th>Likeness</Th>
        <Th>List</Th>
        <Th>Found</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} spine={spines[row.status]}>
            <RowHead>
              <a href={`/screening/${row.id}`} className="link font-medium">
                <bdi>{row.fullName}</bdi>
              </a>
              <SubLine>
                <span className="font-mono">{row.customerNo}</span>
                {row.behind ? (
                  <>
                    {" "}
                    · behind <bdi>{row.behind}</bdi>
                  </>
                ) : null}
                {row.birthDate ? ` · born ${formatDate(row.birthDate)}` : ""}
              </SubLine>
            </RowHead>
            <Td>
              <bdi>{row.name}</bdi>
              {row.birthDates.length > 0 ? <SubLine>born {listedBirths(row.birthDates)}</SubLine> : null}
            </Td>
            <Td>{likenessWords(row.score)}</Td>
            <Td>{listNames[row.source]}</Td>
            <Td>
              <LocalTime at={row.foundAt} />
            </Td>
            <Td>
              <Status of="screening" is={row.status} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

const spines = { open: "second", confirmed: "danger", cleared: null, lapsed: null } as const;

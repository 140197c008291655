import type { Metadata } from "next";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Mark } from "@/components/ui/status";
import { formatCount } from "@/lib/core/format-count";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { type ListRow, listVersions } from "@/lib/screening/list-queries";
import { listNames } from "@/lib/screening/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Screening lists" };

const sources = Object.entries(listNames).map(([value, label]) => ({ value, label }));

export default async function ScreeningListsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("screening.read");
  const values = await urlParams(searchParams, ["source", "older", "newer"]);
  const { older, newer, ...shown } = values;
  const page = await ask(listVersions(ctx, values));
  return (
    <>
      <PageHeader
        title="Screening lists"
        back={{ href: "/screening", label: "Screening" }}
        meta="People and organisations the bank may not serve, as they were published"
        actions={
          may(ctx.actor, "screening.load") ? (
            <ButtonLink href="/screening/lists/new" look="primary" keys="N">
              Load a list
            </ButtonLink>
          ) : null
        }
      />
      <Filters
        action="/screening/lists"
        fields={[{ kind: "choice", name: "source", label: "List", options: sources }]}
        values={shown}
      />
      {page.rows.length > 0 ? (
        <>
          <ListTable rows={page.rows} />
          <KeysetPager path="/screening/lists" params={shown} page={page} to="lists" />
        </>
      ) : shown.source ? (
        <Empty kind="no-results" title="No version of this list was loaded" clearHref="/screening/lists" />
      ) : (
        <Empty kind="none" title="No list was loaded yet">
          Until one is, nobody is compared with any.
        </Empty>
      )}
    </>
  );
}

function ListTable({ rows }: { rows: readonly ListRow[] }) {
  return (
    <DataTable id="lists" caption="Versions, the latest first">
      <Head>
        <Th>List</Th>
        <Th>Version</Th>
        <Th num>Entries</Th>
        <Th num>Names</Th>
        <Th>Loaded</Th>
        <Th>Fingerprint</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            quiet={row.replacedAt !== null || (row.takenAt === null && row.waiting === null)}
            spine={row.waiting ? "second" : null}
          >
            <RowHead>{listNames[row.source]}</RowHead>
            <Td>
              <bdi>{row.version}</bdi>
            </Td>
            <Td num>{formatCount(row.entries)}</Td>
            <Td num>{formatCount(row.names)}</Td>
            <Td>
              <LocalTime at={row.loadedAt} />
              <SubLine>by {row.loadedBy}</SubLine>
            </Td>
            <Td>
              <span className="font-mono" title={row.sha256}>
                {row.sha256.slice(0, 12)}
              </span>
            </Td>
            <Td>
              <StateOf row={row} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function StateOf({ row: { takenAt, replacedAt, waiting } }: { row: ListRow }) {
  if (replacedAt) return <span>replaced {formatLocalTime(replacedAt)}</span>;
  if (takenAt) return <Mark icon="check" word="In use" tone="ok" />;
  if (!waiting) return <span>not taken</span>;
  return (
    <a href={`/approvals/${waiting}`} className="link">
      Waits for a second officer
    </a>
  );
}

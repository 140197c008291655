import type { Metadata } from "next";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Mark } from "@/components/ui/status";
import { formatLocalTime } from "@/lib/core/local-time";
import { listRuns, type RunRow } from "@/lib/screening/run-queries";
import { listNames } from "@/lib/screening/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Screening runs" };

export default async function ScreeningRunsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("screening.read");
  const page = await ask(listRuns(ctx, await urlParams(searchParams, ["older", "newer"])));
  return (
    <>
      <PageHeader
        back={{ href: "/screening", label: "Screening" }}
        title="Screening runs"
        meta="With each list that is loaded every customer is compared anew."
      />
      {page.rows.length > 0 ? (
        <>
          <DataTable caption="The latest first">
            <Head>
              <Th>Asked for</Th>
              <Th>List</Th>
              <Th num>Customers compared</Th>
              <Th num>Likenesses found</Th>
              <Th>Ended</Th>
              <Th>State</Th>
            </Head>
            <tbody>
              {page.rows.map(({ id, askedAt, source, version, customers, hits, endedAt, state }) => (
                <Row key={id}>
                  <RowHead>
                    <LocalTime at={askedAt} />
                  </RowHead>
                  <Td>
                    {listNames[source]}, version <bdi>{version}</bdi>
                  </Td>
                  <Td num>{customers}</Td>
                  <Td num>{hits}</Td>
                  <Td>{endedAt ? formatLocalTime(endedAt) : "–"}</Td>
                  <Td>{marks[state]}</Td>
                </Row>
              ))}
            </tbody>
          </DataTable>
          <KeysetPager path="/screening/runs" params={{}} page={page} to="runs" />
        </>
      ) : (
        <Empty kind="none" title="No list was loaded yet" />
      )}
    </>
  );
}

const marks: Record<RunRow["state"], ReactNode> = {
  done: <Mark icon="check" word="Done" tone="ok" />,
  overtaken: <Mark icon="back" word="A newer list came before its end" tone="quiet" />,
  under_way: <Mark icon="clock" word="Under way" tone="held" />,
};

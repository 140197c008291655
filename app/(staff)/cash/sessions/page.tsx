import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { bankFacts } from "@/lib/calendar/queries";
import { tillSessionsOf } from "@/lib/cash/journal-queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { branchScope } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Till sessions" };

export default async function SessionsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cash.read");
  const { branch, older, newer } = await urlParams(searchParams, ["branch", "older", "newer"]);
  const cursor = { ...(older ? { older } : {}), ...(newer ? { newer } : {}) };
  const [bank, page] = await ask(Promise.all([bankFacts(ctx.db), tillSessionsOf(ctx, { branch }, cursor)]));
  const bankWide = branchScope(ctx.actor, "cash.read") === null;
  return (
    <>
      <PageHeader
        back={{ href: "/cash", label: "Cash" }}
        title="Till sessions"
        meta="Who had which till open, and the journal of each session."
      />
      {bankWide ? (
        <Filters
          action="/cash/sessions"
          fields={[
            {
              kind: "choice",
              name: "branch",
              label: "Branch",
              options: bank.branches.map(({ id, name }) => ({ value: id as string, label: name })),
            },
          ]}
          values={{ branch }}
        />
      ) : null}
      {page.rows.length === 0 ? (
        <Empty kind="none" title="No till was opened yet" />
      ) : (
        <DataTable id="sessions" caption="Till sessions, newest first" captionHidden>
          <Head>
            <Th>Opened</Th>
            <Th>Till</Th>
            {bankWide ? <Th>Branch</Th> : null}
            <Th>Teller</Th>
            <Th>Closed</Th>
            <Th num>Customers served</Th>
            <Th>State</Th>
          </Head>
          <tbody>
            {page.rows.map((session) => (
              <Row key={session.id}>
                <RowHead>
                  <a href={`/cash/sessions/${session.id}`} className="link whitespace-nowrap">
                    {formatLocalTime(session.openedAt)}
                  </a>
                </RowHead>
                <Td>{session.till}</Td>
                {bankWide ? <Td>{session.branch}</Td> : null}
                <Td>
                  <bdi>{session.teller}</bdi>
                </Td>
                <Td>{session.closedAt ? formatLocalTime(session.closedAt) : <span className="text-ink-2">–</span>}</Td>
                <Td num>{session.movements}</Td>
                <Td>
                  <Status of="till" is={session.status} />
                </Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      )}
      <KeysetPager path="/cash/sessions" params={{ branch }} page={page} to="sessions" />
    </>
  );
}

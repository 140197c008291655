import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { listDueForErasure } from "@/lib/customers/erasure-queries";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Erasure" };

export default async function ErasurePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("erasure.read");
  const { years, page } = await ask(listDueForErasure(ctx, await urlParams(searchParams, ["older", "newer"])));
  const erases = may(ctx.actor, "customer.erase");
  return (
    <>
      <PageHeader
        title="Erasure"
        meta={`People who left, were rejected or withdrew more than ${years === 1 ? "a year" : `${years} years`} ago. The bank may not keep them longer.`}
      />
      {page.rows.length > 0 ? (
        <>
          <DataTable id="people" caption="The longest due first">
            <Head>
              <Th>Customer</Th>
              <Th>Branch</Th>
              <Th>Ended</Th>
              <Th>Kept until</Th>
              <Th>State</Th>
            </Head>
            <tbody>
              {page.rows.map(({ id, fullName, customerNo, branch, endedOn, keptUntil, status, held, asked }) => (
                <Row key={id} spine={held ? "danger" : asked ? "second" : null}>
                  <RowHead>
                    <a href={`/customers/${id}${erases ? "/erase" : ""}`} className="link font-medium">
                      <bdi>{fullName}</bdi>
                    </a>
                    <SubLine>
                      <span className="font-mono">{customerNo}</span>
                    </SubLine>
                  </RowHead>
                  <Td>{branch}</Td>
                  <Td>{formatDate(endedOn)}</Td>
                  <Td>{formatDate(keptUntil)}</Td>
                  <Td>
                    <Status of="customer" is={status} />
                    {held ? <SubLine>{keepers[held]}</SubLine> : null}
                    {asked ? <SubLine>Waits for a second person</SubLine> : null}
                  </Td>
                </Row>
              ))}
            </tbody>
          </DataTable>
          <KeysetPager path="/erasure" params={{}} page={page} to="people" />
        </>
      ) : (
        <Empty kind="all-done" title="Nobody is due to be erased" />
      )}
    </>
  );
}

const keepers = { likeness: "A likeness to a list keeps them", legal_hold: "A legal hold keeps them" } as const;

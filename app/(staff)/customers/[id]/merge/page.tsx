import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { FindField } from "@/components/ui/find-field";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import type { Likeness } from "@/lib/customers/review-queries";
import { type MergePage as Merge, mergePage } from "@/lib/operations/merge-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CustomerStripFor } from "../../customer-strip-for";
import { MergeForm } from "./merge-form";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function MergePage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.merge");
  const { other } = await urlParams(searchParams, ["other"]);
  const { id } = await params;
  const page = await ask(mergePage(ctx, id, other));
  if (page.kept.status !== "active") redirect(`/customers/${page.kept.id}`);
  const standing = await ask(accountsStanding(ctx, page.kept.id));
  return (
    <>
      <CustomerStripFor customer={page.kept} standing={standing} on={ctx.businessDate} />
      <PageTitle>{`Merge ${page.kept.fullName}`}</PageTitle>
      <div className="max-w-[52rem]">
        <PageHeader
          back={{ href: `/customers/${page.kept.id}`, label: "The customer" }}
          title="Merge two records"
          meta={`Of one ${what(page.kept)}. This record stays; the other ends in it. The branch manager must agree.`}
        />
        {page.chosen && "other" in page.chosen ? (
          <MergeForm kept={page.kept} chosen={page.chosen} />
        ) : (
          <Choose page={page} typed={other} />
        )}
      </div>
    </>
  );
}

function Choose({ page: { kept, alike, chosen }, typed }: { page: Merge; typed: string | undefined }) {
  return (
    <>
      {chosen && "refused" in chosen ? (
        <div role="alert" className="mb-5">
          <Callout tone="danger" title={chosen.refused} />
        </div>
      ) : null}
      <FindField
        action={`/customers/${kept.id}/merge`}
        name="other"
        label="Number of the other record"
        placeholder="C-100000-S"
        typed={typed}
      />
      {alike.length > 0 ? (
        <Section title={`Records that may be of this ${what(kept)}`}>
          <Alike items={alike} kept={kept} />
        </Section>
      ) : (
        <p className="text-ink-2">No record that you may open is like this one. Type the number of the other record.</p>
      )}
    </>
  );
}

const what = ({ kind }: Pick<Merge["kept"], "kind">) => (kind === "individual" ? "person" : "organisation");

function Alike({ items, kept }: { items: readonly Likeness[]; kept: Merge["kept"] }) {
  return (
    <DataTable caption={`Records that may be of this ${what(kept)}`} captionHidden>
      <Head>
        <Th>Name</Th>
        {kept.kind === "individual" ? <Th>Born</Th> : null}
        <Th>Number</Th>
        <Th>The same</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {items.map(({ id, fullName, birthDate, customerNo, agrees, status, decision }) => (
          <Row key={id}>
            <RowHead>
              <a href={`/customers/${kept.id}/merge?other=${customerNo}`} className="link">
                <bdi>{fullName}</bdi>
              </a>
              {decision && !decision.same ? (
                <span className="block font-normal text-ink-2 text-meta">
                  Another {what(kept)}, said {decision.by}: {decision.reason}
                </span>
              ) : null}
            </RowHead>
            {kept.kind === "individual" ? <Td>{birthDate ? formatDate(birthDate) : "–"}</Td> : null}
            <Td>
              <span className="font-mono text-meta">{customerNo}</span>
            </Td>
            <Td>{agrees.join(", ")}</Td>
            <Td>
              <Status of="customer" is={status} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

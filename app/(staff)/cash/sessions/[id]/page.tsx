import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/bank/money";
import { PrintButton } from "@/components/bank/print-button";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { recordListView } from "@/lib/audit/record-list-view";
import { type SessionCash, tillJournal, tillSession } from "@/lib/cash/journal-queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { JournalTable } from "./journal-table";

export const metadata: Metadata = { title: "Teller journal" };

/** More than a teller serves in a day; a longer journal is kept as a file. */
const WHOLE = 2_000;

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function JournalPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("cash.read");
  const { id } = await params;
  const { whole, older, newer } = await urlParams(searchParams, ["whole", "older", "newer"]);
  const session = (await ask(tillSession(ctx, id))) ?? notFound();
  if (session.blind) {
    return (
      <>
        <PageHeader
          eyebrow={<Status of="till" is={session.status} />}
          title={`Journal of ${session.till}`}
          actions={<ButtonLink href="/cash/sessions">All sessions</ButtonLink>}
        />
        <Callout tone="held" title={`${session.till} is being counted`}>
          What moved in it is shown once the count is in.
        </Callout>
      </>
    );
  }
  const cursor = { ...(older ? { older } : {}), ...(newer ? { newer } : {}) };
  const page = await ask(
    whole ? tillJournal(ctx, id, {}, { size: WHOLE, oldest: true }) : tillJournal(ctx, id, cursor),
  );
  const ids = page.rows.flatMap(({ accountId, entryId }) => (accountId ? [entryId] : []));
  await ask(recordListView(ctx, { list: "journal", filters: { session: id }, ids }));
  const path = `/cash/sessions/${id}`;
  return (
    <>
      <PageHeader
        back={{ href: "/cash/sessions", label: "Till sessions" }}
        eyebrow={<Status of="till" is={session.status} />}
        title={`Journal of ${session.till}`}
        meta={`${session.branch}, ${session.teller}, from ${formatLocalTime(session.openedAt)}${
          session.closedAt ? ` to ${formatLocalTime(session.closedAt)}` : ""
        }`}
        actions={
          <>
            {whole ? <PrintButton>Print the journal</PrintButton> : null}
            {whole ? (
              <ButtonLink href={path}>Page by page</ButtonLink>
            ) : (
              <ButtonLink href={`${path}?whole=yes`}>Whole, for printing</ButtonLink>
            )}
            <a href={`${path}/export`} download className="link self-center">
              Download CSV
            </a>
          </>
        }
      />
      <SessionTotals cash={session.cash} open={session.closedAt === null} />
      <Section title={whole ? "All movements, oldest first" : "Movements, newest first"}>
        {page.rows.length === 0 ? (
          <Empty kind="none" title="Nothing moved in this session" />
        ) : (
          <JournalTable rows={page.rows} accounts={may(ctx.actor, "account.read")} oldest={whole !== undefined} />
        )}
        {whole && page.older ? (
          <p className="mt-2 text-ink-2">The first {WHOLE} movements stand here. The file has them all.</p>
        ) : null}
        {whole ? null : <KeysetPager path={path} page={page} to="journal" />}
      </Section>
    </>
  );
}

function SessionTotals({ cash, open }: { cash: readonly SessionCash[]; open: boolean }) {
  return (
    <DataTable caption="Cash of the session by currency" captionHidden>
      <Head>
        <Th>Currency</Th>
        <Th num>Opening</Th>
        <Th num>In</Th>
        <Th num>Out</Th>
        <Th num>{open ? "Must be in the till" : "Closing"}</Th>
      </Head>
      <tbody>
        {cash.map(({ currency, openingMinor, inMinor, outMinor, closingMinor }) => (
          <Row key={currency}>
            <RowHead>{currency}</RowHead>
            <Td num>
              <Money minor={openingMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={inMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={-outMinor} currency={currency} />
            </Td>
            <Td num>
              <strong className="font-semibold">
                <Money minor={closingMinor} currency={currency} />
              </strong>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

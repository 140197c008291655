import type { Metadata } from "next";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Mark } from "@/components/ui/status";
import { recordListView } from "@/lib/audit/record-list-view";
import { formatLocalTime } from "@/lib/core/local-time";
import { listMails, mailStateOf, mailStates, type SentMail } from "@/lib/operations/mail-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "E-mails" };

const options = Object.entries(mailStates).map(([value, label]) => ({ value, label }));

export default async function MailsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("mail.read");
  const { older, newer, state } = await urlParams(searchParams, ["state", "older", "newer"]);
  const filters = { state: mailStateOf(state) };
  const page = await ask(listMails(ctx, filters, { older, newer }));
  await ask(recordListView(ctx, { list: "mails", filters, ids: page.rows.map(({ id }) => id) }));
  return (
    <>
      <PageHeader
        title="E-mails"
        meta="What the bank writes to customers and colleagues, and where it stands. What they say and where they go is not shown."
      />
      <Filters
        action="/end-of-day/mails"
        fields={[{ kind: "choice", name: "state", label: "State", options }]}
        values={filters}
      />
      {page.rows.length > 0 ? (
        <>
          <DataTable id="mails" caption="The latest first">
            <Head>
              <Th>Written</Th>
              <Th>E-mail</Th>
              <Th>To</Th>
              <Th>State</Th>
            </Head>
            <tbody>
              {page.rows.map((mail) => (
                <MailRow key={mail.id} mail={mail} />
              ))}
            </tbody>
          </DataTable>
          <KeysetPager path="/end-of-day/mails" params={filters} page={page} to="mails" />
        </>
      ) : filters.state ? (
        <Empty kind="no-results" title="No e-mail in this state" clearHref="/end-of-day/mails" />
      ) : (
        <Empty kind="none" title="No e-mail written yet" />
      )}
    </>
  );
}

function MailRow({ mail }: { mail: SentMail }) {
  const { to } = mail;
  const who = to.kind === "customer" ? "A customer" : "A colleague";
  return (
    <Row>
      <RowHead>
        <LocalTime at={mail.writtenAt} />
      </RowHead>
      <Td wide>{mail.subject}</Td>
      <Td>
        {to.named ? (
          <a href={to.named.href} className="link">
            {to.named.label}
          </a>
        ) : (
          who
        )}
        {to.branch ? <SubLine>{to.branch}</SubLine> : null}
      </Td>
      <Td>
        <State mail={mail} />
      </Td>
    </Row>
  );
}

function State({ mail: { status, attempts, failure, sentAt, nextTryAt, repeatedAt } }: { mail: SentMail }) {
  const again = repeatedAt ? (
    <SubLine>{`Sending was interrupted; sent again from ${formatLocalTime(repeatedAt)}, so it may have come twice`}</SubLine>
  ) : null;
  if (status === "sent")
    return (
      <>
        {repeatedAt ? <Mark icon="alert" word="Sent again" tone="held" /> : <Mark icon="check" word="Sent" tone="ok" />}
        {sentAt ? <SubLine>{formatLocalTime(sentAt)}</SubLine> : null}
        {again}
      </>
    );
  const why = failure && failure !== "interrupted" ? <SubLine>{whyNot(failure)}</SubLine> : null;
  if (status === "given_up")
    return (
      <>
        <Mark icon="cross" word={`Given up after ${attempts} tries`} tone="danger" />
        {why}
        {again}
      </>
    );
  return (
    <>
      <Mark
        icon="clock"
        word={attempts > 0 ? `Waiting, tried ${attempts === 1 ? "once" : `${attempts} times`}` : "Waiting"}
        tone="held"
      />
      {attempts > 0 ? <SubLine>{`Next try ${formatLocalTime(nextTryAt)}`}</SubLine> : null}
      {why}
      {again}
    </>
  );
}

/** Why a try failed, in words where the post's own are none. */
function whyNot(failure: string): string {
  if (failure === "no_address") return "No e-mail address is known";
  if (failure === "refused") return "The post refused it";
  return `The post answered ${failure}`;
}

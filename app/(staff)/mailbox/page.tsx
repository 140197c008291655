import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Mark } from "@/components/ui/status";
import { env } from "@/lib/core/env";
import { latestMails, type MailRow } from "@/lib/notifications/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";

export const metadata: Metadata = { title: "Mailbox" };

/** Where the demo bank's e-mails can be read; outside the demo there is no such page. */
export default async function MailboxPage() {
  const ctx = await requireStaff();
  if (env().BANK_MODE !== "demo") notFound();
  const mails = await ask(latestMails(ctx.db));
  return (
    <>
      <PageHeader
        back={{ href: "/help", label: "Help" }}
        title="Mailbox"
        meta="What this demo bank wrote to customers and colleagues. No e-mail leaves it."
      />
      {mails.length > 0 ? (
        <DataTable caption="Latest e-mails" captionHidden>
          <Head>
            <Th>Written</Th>
            <Th>To</Th>
            <Th>E-mail</Th>
            <Th>State</Th>
          </Head>
          <tbody>
            {mails.map((mail) => (
              <Row key={mail.id}>
                <RowHead>
                  <LocalTime at={mail.at} />
                </RowHead>
                <Td>{mail.to}</Td>
                <Td wide>
                  {mail.subject}
                  <SubLine>{mail.body}</SubLine>
                </Td>
                <Td>
                  <MailState {...mail} />
                </Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      ) : (
        <Empty kind="none" title="No e-mail written yet" />
      )}
    </>
  );
}

function MailState({ status, attempts, failure }: Pick<MailRow, "status" | "attempts" | "failure">) {
  if (status === "sent" && failure) return <Mark icon="alert" word="Sent, perhaps twice" tone="held" />;
  if (status === "sent") return <Mark icon="check" word="Sent" tone="ok" />;
  if (status === "given_up") return <Mark icon="cross" word={`Given up after ${attempts} tries`} tone="danger" />;
  return <Mark icon="clock" word="Waiting" tone="held" />;
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { accountInView } from "@/lib/accounts/account-in-view";
import { type Dormancy, dormanciesOf } from "@/lib/accounts/dormancy-queries";
import { formatDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";
import { wakeAccountAction } from "./actions";

export const metadata: Metadata = { title: "Dormancy" };

const stages = { inactive: "Inactive: unused for 6 months", dormant: "Dormant: unused for 12 months" } as const;

export default async function DormancyPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.read");
  const { id } = await params;
  const [found, dormancies] = await ask(Promise.all([accountInView(ctx, id), dormanciesOf(ctx, id)]));
  const account = found ?? notFound();
  const now = dormancies.find(({ endedAt }) => endedAt === null);
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Dormancy"
        meta="An account that nobody uses is inactive after 6 months and dormant after 12. What the bank books by itself is no use."
      />
      <div className="grid gap-6">
        {now?.stage === "dormant" ? <Wake accountId={account.id} mayWake={may(ctx.actor, "account.wake")} /> : null}
        {dormancies.length > 0 ? (
          <DormancyTable dormancies={dormancies} />
        ) : (
          <Empty kind="none" title="This account has always been in use" />
        )}
      </div>
    </WithOwner>
  );
}

function Wake({ accountId, mayWake }: { accountId: string; mayWake: boolean }) {
  return (
    <div className="grid max-w-[36rem] gap-4">
      <Callout tone="held" title="Dormant: nothing can be paid out">
        Money can come in.{" "}
        {mayWake
          ? "Check who asks as if they were new, then have it woken by a second person."
          : "A service officer can ask for it to be woken."}
      </Callout>
      {mayWake ? (
        <BankForm id="wake" action={wakeAccountAction} initialKey={randomUUID()}>
          <HiddenField name="accountId" value={accountId} />
          <TextArea
            name="evidence"
            label="How the identity was checked"
            hint="The document seen and how the owner was reached. No names and no full document numbers."
          />
          <SubmitButton>Ask for the account to be woken</SubmitButton>
        </BankForm>
      ) : null}
    </div>
  );
}

function DormancyTable({ dormancies }: { dormancies: readonly Dormancy[] }) {
  return (
    <DataTable caption="When this account went unused, newest first" captionHidden>
      <Head>
        <Th>Stage</Th>
        <Th width="9rem">From</Th>
        <Th width="9rem">Last used</Th>
        <Th>Ended</Th>
      </Head>
      <tbody>
        {dormancies.map((row) => (
          <Row key={row.id} spine={row.endedAt ? null : "held"} quiet={row.endedAt !== null}>
            <RowHead>{stages[row.stage]}</RowHead>
            <Td>{formatDate(row.fromDay)}</Td>
            <Td>{formatDate(row.lastUsedOn)}</Td>
            <Td>
              {row.endedAt ? formatLocalTime(row.endedAt) : "Stands"}
              {row.endedBy ? (
                <SubLine>
                  <bdi>{`${row.endedBy}: ${row.evidence}`}</bdi>
                </SubLine>
              ) : null}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Mark } from "@/components/ui/status";
import { accountInView } from "@/lib/accounts/account-in-view";
import { type BlockRow, blocksOf } from "@/lib/accounts/block-queries";
import { blockKinds } from "@/lib/accounts/schema";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";
import { BlockForms } from "./block-forms";

export const metadata: Metadata = { title: "Blocks" };

export default async function BlocksPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.read");
  const { id } = await params;
  const [found, blocks] = await ask(Promise.all([accountInView(ctx, id), blocksOf(ctx, id)]));
  const account = found ?? notFound();
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Blocks"
        meta="What stops money on this account, who placed it and why."
      />
      <div className="grid gap-6">
        {blocks.length > 0 ? (
          <BlockTable blocks={blocks} />
        ) : (
          <Empty kind="none" title="Nothing ever blocked this account" />
        )}
        {may(ctx.actor, "account.block") ? (
          <BlockForms
            account={account}
            open={blocks.filter(({ kind, liftedAt }) => liftedAt === null && mayLift(kind, ctx.actor))}
            freezes={may(ctx.actor, "account.freeze")}
          />
        ) : null}
      </div>
    </WithOwner>
  );

  function mayLift(kind: BlockRow["kind"], actor: typeof ctx.actor) {
    return may(actor, kind === "freeze" ? "account.freeze" : "account.block");
  }
}

function BlockTable({ blocks }: { blocks: readonly BlockRow[] }) {
  return (
    <DataTable caption="Blocks of the account, those that stand first" captionHidden>
      <Head>
        <Th>Stops</Th>
        <Th>Reason</Th>
        <Th width="12rem">Placed</Th>
        <Th width="14rem">Lifted</Th>
      </Head>
      <tbody>
        {blocks.map((block) => (
          <Row key={block.id} spine={block.liftedAt ? null : "danger"} quiet={block.liftedAt !== null}>
            <RowHead>{blockKinds[block.kind]}</RowHead>
            <Td>
              <bdi>{block.reason}</bdi>
            </Td>
            <Td>
              <LocalTime at={block.placedAt} />
              <SubLine>
                <bdi>{block.placedBy}</bdi>
              </SubLine>
            </Td>
            <Td>
              {block.liftedAt ? (
                <>
                  {formatLocalTime(block.liftedAt)}
                  <SubLine>
                    <bdi>{[block.liftedBy, block.liftReason].filter(Boolean).join(": ")}</bdi>
                  </SubLine>
                </>
              ) : (
                <Mark icon="lock" word="Stands" tone="danger" />
              )}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

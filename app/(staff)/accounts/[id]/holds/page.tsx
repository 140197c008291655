import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LocalTime } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { accountInView } from "@/lib/accounts/account-in-view";
import { type HoldRow, listHolds } from "@/lib/accounts/hold-queries";
import { holdReasons } from "@/lib/accounts/schema";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";

export const metadata: Metadata = { title: "Holds" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function HoldsPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("account.read");
  const account = (await ask(accountInView(ctx, (await params).id))) ?? notFound();
  const page = await ask(listHolds(ctx, account.id, await urlParams(searchParams, ["older", "newer"])));
  const path = `/accounts/${account.id}`;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Holds"
        actions={
          may(ctx.actor, "hold.place") && account.status === "active" ? (
            <ButtonLink href={`${path}/hold`}>Hold…</ButtonLink>
          ) : null
        }
      />
      {page.rows.length > 0 ? (
        <>
          <HoldTable rows={page.rows} currency={account.currency} />
          <KeysetPager path={`${path}/holds`} page={page} />
        </>
      ) : (
        <Empty kind="none" title="Nothing was ever held on this account" />
      )}
    </WithOwner>
  );
}

function HoldTable({ rows, currency }: { rows: readonly HoldRow[]; currency: Currency }) {
  return (
    <DataTable caption="Holds on the account, newest first" captionHidden>
      <Head>
        <Th width="11rem">Placed</Th>
        <Th>Reason</Th>
        <Th width="9.5rem">Reference</Th>
        <Th width="8rem">State</Th>
        <Th num width="8rem">{`Held, ${currency}`}</Th>
        <Th num width="8rem">{`Captured, ${currency}`}</Th>
      </Head>
      <tbody>
        {rows.map((hold) => (
          <Row key={hold.id}>
            <Td>
              <LocalTime at={hold.placedAt} />
              <SubLine>
                <bdi>{hold.placedBy}</bdi>
              </SubLine>
            </Td>
            <Td>
              {holdReasons[hold.reason]}
              {hold.note ? <bdi className="text-ink-2"> · {hold.note}</bdi> : null}
              {hold.expiresOn ? <SubLine>expires {formatDate(hold.expiresOn)}</SubLine> : null}
            </Td>
            <Td>
              <Reference href={`/accounts/${hold.accountId}/holds/${hold.id}`}>{hold.reference}</Reference>
            </Td>
            <Td>
              <Status of="hold" is={hold.status} />
            </Td>
            <Td num>
              <Money minor={hold.amountMinor} currency={currency} />
            </Td>
            <Td num>{hold.capturedMinor > 0n ? <Money minor={hold.capturedMinor} currency={currency} /> : null}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

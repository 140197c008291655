import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { partiesOf } from "@/lib/accounts/party-queries";
import { recordAccountView } from "@/lib/accounts/record-account-view";
import { exchangeService, notesQuotePage } from "@/lib/cash/exchange-queries";
import { typedAtAccount } from "@/lib/payments/typed-payments";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";
import { AskForNotes } from "./ask-for-notes";
import { ExchangeNotes } from "./exchange-notes";

export const metadata: Metadata = { title: "Exchange notes" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function ExchangePage({ params, searchParams }: Props) {
  const ctx = await requireStaff("cash.exchange");
  const { id } = await params;
  const { typed, ...given } = await urlParams(searchParams, ["typed", "way", "against", "currency", "amount"]);
  const [found, parties, { from: _, ...kept }] = await ask(
    Promise.all([exchangeService(ctx, id), partiesOf(ctx, id), typedAtAccount(ctx, id, typed)]),
  );
  const asked = { ...given, ...kept };
  const service = found ?? notFound();
  const [page] = await ask(Promise.all([notesQuotePage(ctx, service, asked), recordAccountView(ctx, service.account)]));
  const { account, till, currencies } = service;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader back={backToAccount(account)} title="Exchange notes" />
      {account.status !== "active" ? (
        <Stop title="This account is not active">
          <ButtonLink href={`/accounts/${account.id}`}>Back to the account</ButtonLink>
        </Stop>
      ) : till?.status !== "open" ? (
        <Stop title="Your till is not open">
          <ButtonLink href="/desk" look="primary" keys="F9">
            {till ? "To the desk" : "Open a till"}
          </ButtonLink>
        </Stop>
      ) : currencies.length === 0 ? (
        <Stop title="The bank keeps one currency only">
          <ButtonLink href={`/accounts/${account.id}`}>Back to the account</ButtonLink>
        </Stop>
      ) : page.state === "ready" ? (
        <ExchangeNotes service={service} till={till} shown={page.shown} parties={parties} asked={asked} />
      ) : (
        <>
          {page.state === "refused" ? (
            <div className="mb-4 max-w-measure">
              <Callout tone="danger" title={page.sentence} />
            </div>
          ) : null}
          <AskForNotes service={service} asked={asked} />
        </>
      )}
    </WithOwner>
  );
}

function Stop({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid max-w-measure justify-items-start gap-3">
      <Callout tone="held" title={title}>
        Notes are exchanged at an open till, for a customer with an active account.{" "}
        <a href="/help" className="link">
          Who can help
        </a>
      </Callout>
      {children}
    </div>
  );
}

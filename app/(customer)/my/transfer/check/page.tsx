import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ownFactors } from "@/lib/identity/factors";
import { transferCheckPage } from "@/lib/payments/transfer-check-page";
import { typedPayment } from "@/lib/payments/typed-payments";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { transferPath } from "../transfer-path";
import { CheckedTransfer } from "./checked-transfer";

export const metadata: Metadata = { title: "Check the payment" };

export default async function CheckPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const { key, typed: kept } = await urlParams(searchParams, ["key", "typed"]);
  const typed = await ask(typedPayment(ctx, kept));
  const found = await ask(transferCheckPage(ctx, { ...typed, key }));
  const back = transferPath("/my/transfer", { typed: kept });
  if (found.state === "unreadable") redirect(back);
  return (
    <div className="max-w-[28rem]">
      <PageHeader title="Check the payment" />
      {found.state === "ready" ? (
        <CheckedTransfer
          check={found.check}
          confirmation={found.confirmation}
          factors={await ask(ownFactors(ctx))}
          typed={typed}
          back={back}
        />
      ) : null}
      {found.state === "paid" ? (
        <Callout tone="ok" title="This was paid already">
          <p>It was booked once, as {found.reference}.</p>
          <p className="mt-3">
            <ButtonLink href={`/my/receipts/${found.reference}`} look="primary">
              Show the receipt
            </ButtonLink>
          </p>
        </Callout>
      ) : null}
      {found.state === "refused" ? (
        <Callout tone="danger" title={found.sentence}>
          <p className="mt-3">
            <ButtonLink href={back}>Change it</ButtonLink>
          </p>
        </Callout>
      ) : null}
    </div>
  );
}

import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Empty } from "@/components/ui/empty";
import { type Filter, Filters } from "@/components/ui/filters";
import { readOwn } from "@/lib/command/read-own";
import { listBeneficiaries } from "@/lib/payments/queries";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { NamePages } from "./name-pages";
import { PayeeList } from "./payee-list";

export const metadata: Metadata = { title: "People you pay" };

const search: readonly Filter[] = [{ kind: "text", name: "q", label: "Name or IBAN", width: "16rem" }];

export default async function BeneficiariesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const { q, older, newer, added, removed } = await urlParams(searchParams, [
    "q",
    "older",
    "newer",
    "added",
    "removed",
  ]);
  const page = await ask(readOwn(ctx, (own) => listBeneficiaries(own, { q }, { older, newer })));
  const fresh = page.rows.find(({ id }) => id === added);
  const none = page.rows.length === 0;
  return (
    <>
      <PageHeader
        title="People you pay"
        actions={
          none && !q ? null : (
            <ButtonLink href="/my/beneficiaries/new" look="primary">
              Add someone
            </ButtonLink>
          )
        }
      />
      <div className="grid max-w-[42rem] gap-4">
        {fresh ? <Callout tone="ok" title={`${fresh.nickname ?? fresh.name} is saved`} /> : null}
        {removed ? <Callout tone="ok" title="Removed from your list" /> : null}
        {none && !q ? (
          <Empty
            kind="none"
            title="No one saved yet"
            action={{ href: "/my/beneficiaries/new", label: "Add someone to pay" }}
          >
            Save the name and the IBAN once; after that a payment takes a few taps.
          </Empty>
        ) : (
          <Filters action="/my/beneficiaries" fields={search} values={{ q }} />
        )}
        {none && q ? <Empty kind="no-results" title="No one fits this" clearHref="/my/beneficiaries" /> : null}
        {none ? null : <PayeeList payees={page.rows} today={ctx.businessDate} />}
        <NamePages path="/my/beneficiaries" params={{ q }} page={page} />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountNumber } from "@/components/bank/account-number";
import { InterestPanel } from "@/components/bank/interest-panel";
import { Reconciliation } from "@/components/bank/reconciliation";
import { TermDepositPanel } from "@/components/bank/term-deposit-panel";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { hrefWith } from "@/components/ui/href";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { readOwn } from "@/lib/command/read-own";
import { termDepositOf } from "@/lib/interest/deposit-queries";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { customerAccountPage } from "@/lib/reports/customer-account";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { accountName } from "../../account-names";
import { MovementList } from "../../movement-list";
import { AtMaturity } from "./at-maturity";
import { MovementFilters } from "./movement-filters";
import { NothingMoved } from "./nothing-moved";

export const metadata: Metadata = { title: "Account" };

const names = ["from", "to", "direction", "text", "older", "newer", "worked"] as const;

export default async function AccountPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const ctx = await requireCustomer();
  const { id } = await params;
  const { older, newer, worked, ...query } = await urlParams(searchParams, names);
  const found = await ask(readOwn(ctx, (own) => customerAccountPage(own, id, query, { older, newer })));
  if (!found) notFound();
  const interest =
    older || newer ? null : await ask(readOwn(ctx, (own) => interestSoFar(own, id, { worked: worked === "interest" })));
  const { account, page, faults, searched } = found;
  const deposit = account.kind === "term_deposit" ? await ask(readOwn(ctx, (own) => termDepositOf(own, id))) : null;
  const path = `/my/accounts/${account.id}`;
  const active = account.status === "active";
  return (
    <>
      <PageHeader
        back={{ href: "/my", label: "Overview" }}
        title={accountName(account)}
        meta={<Facts account={account} />}
        actions={
          active && account.kind !== "term_deposit" ? (
            <ButtonLink href={`/my/transfer?from=${account.id}`} look="primary">
              Pay or transfer
            </ButtonLink>
          ) : null
        }
        summary={
          <Reconciliation
            currency={account.currency}
            bookedMinor={account.bookedMinor}
            heldMinor={account.heldMinor}
            overdraft={account.floorMinor < 0n ? { limitMinor: -account.floorMinor } : null}
            availableMinor={account.availableMinor}
          />
        }
      />
      {account.blocks.length > 0 ? (
        <Callout tone="danger" title="This account is blocked for some payments">
          Your branch can tell you more.
        </Callout>
      ) : null}
      {deposit ? (
        <>
          <TermDepositPanel {...deposit} accounts="/my/accounts" change={null} />
          {deposit.status === "active" ? <AtMaturity deposit={deposit} /> : null}
        </>
      ) : null}
      {interest ? <InterestPanel {...interest} workedHref={`${path}?worked=interest#interest`} /> : null}
      <Section
        title="Movements"
        aside={
          <a
            href={hrefWith(`${path}/statements`, { from: query.from, to: query.to })}
            className="link inline-flex min-h-11 items-center"
          >
            Statements
          </a>
        }
      >
        <MovementFilters path={path} values={query} faults={faults} searched={searched} />
        {page.rows.length > 0 ? (
          <MovementList label="Movements" rows={page.rows} currency={account.currency} today={ctx.businessDate} />
        ) : (
          <NothingMoved iban={account.iban} filtered={Object.keys(query).length > 0} clearHref={path} />
        )}
        <KeysetPager path={path} params={query} page={page} />
      </Section>
    </>
  );
}

type FactsProps = {
  account: {
    iban: string;
    product: string;
    status: "pending" | "active" | "rejected" | "withdrawn" | "closed";
    owners: { name: string; kind: string }[];
  };
};

function Facts({ account: { iban, product, status, owners } }: FactsProps) {
  return (
    <span className="grid gap-1 text-staff">
      <span>
        {product}
        {owners.length > 1 || owners[0]?.kind === "organisation"
          ? ` · owned by ${owners.map(({ name }) => name).join(" and ")}`
          : ""}
        {status === "active" ? null : (
          <>
            {" · "}
            <Status of="account" is={status} />
          </>
        )}
      </span>
      <span id="iban" className="text-ink">
        <AccountNumber iban={iban} copy />
      </span>
    </span>
  );
}

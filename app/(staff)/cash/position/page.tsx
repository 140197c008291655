import type { Metadata } from "next";
import { PrintButton } from "@/components/bank/print-button";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { bankFacts } from "@/lib/calendar/queries";
import { cashPosition } from "@/lib/cash/count-queries";
import { placePositions } from "@/lib/cash/position-queries";
import { formatDate } from "@/lib/core/dates";
import { branchScope, may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CashPosition } from "../cash-position";
import { PositionTable } from "./position-table";

export const metadata: Metadata = { title: "Cash position" };

export default async function PositionPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cash.read");
  const { branch } = await urlParams(searchParams, ["branch"]);
  const [bank, places, notes] = await ask(
    Promise.all([bankFacts(ctx.db), placePositions(ctx, branch), cashPosition(ctx, branch)]),
  );
  const bankWide = branchScope(ctx.actor, "cash.read") === null;
  const currencies = [...new Set(places.map(({ currency }) => currency))];
  return (
    <>
      <PageHeader
        back={{ href: "/cash", label: "Cash" }}
        title="Cash position"
        meta={`By the books on ${formatDate(ctx.businessDate)}, as they stand now.${
          may(ctx.actor, "till.count_for") ? " A till that is being counted is left out until its count is in." : ""
        }`}
        actions={
          <>
            <PrintButton>Print</PrintButton>
            <a href={hrefWith("/cash/position/export", { branch })} download className="link self-center">
              Download CSV
            </a>
          </>
        }
      />
      {bankWide ? (
        <Filters
          action="/cash/position"
          fields={[
            {
              kind: "choice",
              name: "branch",
              label: "Branch",
              options: bank.branches.map(({ id, name }) => ({ value: id as string, label: name })),
            },
          ]}
          values={{ branch }}
        />
      ) : null}
      {places.length === 0 ? <Empty kind="none" title="This branch keeps no cash" /> : null}
      {currencies.map((currency) => (
        <Section key={currency} title={`Tills and vaults, ${currency}`}>
          <PositionTable
            places={places.filter((place) => place.currency === currency)}
            currency={currency}
            withBranch={bankWide && !branch}
          />
        </Section>
      ))}
      {places.length > 0 ? (
        <Section title="By note and coin">
          <CashPosition position={notes} />
        </Section>
      ) : null}
    </>
  );
}

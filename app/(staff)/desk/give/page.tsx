import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { Tabs } from "@/components/ui/tabs";
import { cashDrawer } from "@/lib/cash/count-queries";
import { receiversOf } from "@/lib/cash/offer-queries";
import { myTill } from "@/lib/cash/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { GiveCash } from "../../cash/give-cash";

export const metadata: Metadata = { title: "Hand cash over" };

export default async function GivePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("till.operate");
  const [till, { currency: wanted }] = [await ask(myTill(ctx)), await urlParams(searchParams, ["currency"])];
  const currencies = till?.cash.map(({ currency }) => currency) ?? [];
  const currency = currencies.find((one) => one === wanted) ?? currencies[0];
  if (till?.status !== "open" || !currency) {
    return (
      <>
        <PageHeader back={{ href: "/desk", label: "Desk" }} title="Hand cash over" />
        <Callout tone="held" title="Your till is not open">
          Cash is given from an open till.{" "}
          <a href="/desk" className="link">
            Back to the desk
          </a>
        </Callout>
      </>
    );
  }
  const [drawer, receivers] = await ask(
    Promise.all([cashDrawer(ctx, till.tillId, currency), receiversOf(ctx, till.tillId)]),
  );
  return (
    <>
      <PageHeader
        back={{ href: "/desk", label: "Desk" }}
        title={`Hand cash over from ${till.name}`}
        meta="To the vault or to a colleague’s till. It is booked once they take it."
      />
      {currencies.length > 1 ? (
        <Tabs
          label="Currency"
          tabs={currencies.map((one) => ({
            href: `/desk/give?currency=${one}`,
            label: one,
            current: one === currency,
          }))}
        />
      ) : null}
      <GiveCash
        fromId={till.tillId}
        tillSessionId={till.sessionId}
        currency={currency}
        drawer={drawer}
        receivers={receivers}
      />
    </>
  );
}

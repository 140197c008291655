import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { openOffers } from "@/lib/cash/offer-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { OfferList } from "../cash-offers";

export const metadata: Metadata = { title: "Cash under way" };

export default async function OffersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cash.read");
  const offers = await ask(openOffers(ctx, await urlParams(searchParams, ["older", "newer"])));
  return (
    <>
      <PageHeader
        back={{ href: "/cash", label: "Cash" }}
        title="Cash under way"
        meta="Handed over and not taken yet: to you, and by you. It counts where it came from until it is taken."
      />
      {offers.rows.length === 0 ? (
        <Empty kind="none" title="No cash is under way" />
      ) : (
        <div className="max-w-[44rem]">
          <Panel title="From hand to hand" flush>
            <OfferList ctx={ctx} offers={offers.rows} />
          </Panel>
        </div>
      )}
      <KeysetPager path="/cash/offers" page={offers} />
    </>
  );
}

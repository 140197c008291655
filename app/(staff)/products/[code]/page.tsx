import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import { may } from "@/lib/identity/authorize";
import { versionsOf } from "@/lib/products/catalogue";
import { productKinds } from "@/lib/products/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { NotBookedYet } from "../not-booked-yet";
import { VersionsSideBySide } from "./versions-side-by-side";

export const metadata: Metadata = { title: "Product" };

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function ProductPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("product.read");
  const { code } = await params;
  const versions = await ask(versionsOf(ctx, code));
  const [first = notFound()] = versions;
  const { currency: asked } = await urlParams(searchParams, ["currency"]);
  const currencies = [...new Set(versions.map(({ currency }) => currency))];
  const currency = currencies.find((one) => one === asked) ?? first.currency;
  const path = `/products/${first.code}`;
  return (
    <>
      <PageHeader
        back={{ href: "/products", label: "Products" }}
        title={first.name}
        aside={<span className="font-mono">{first.code}</span>}
        meta={`${productKinds[first.kind]}. An account or loan keeps the version it was opened on.`}
        actions={
          may(ctx.actor, "product.manage") ? (
            <ButtonLink href={`${path}/revise?currency=${currency}`} look="primary" keys="R">
              Next version…
            </ButtonLink>
          ) : null
        }
      />
      {currencies.length > 1 ? (
        <Tabs
          label="Currency"
          tabs={currencies.map((one) => ({
            href: `${path}?currency=${one}`,
            label: one,
            current: one === currency,
          }))}
        />
      ) : null}
      <NotBookedYet />
      <VersionsSideBySide
        versions={versions.filter((version) => version.currency === currency)}
        today={ctx.businessDate}
      />
    </>
  );
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { versionsOf } from "@/lib/products/catalogue";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { NotBookedYet } from "../../not-booked-yet";
import { ProductForm } from "../../product-form";

export const metadata: Metadata = { title: "Next version" };

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function ReviseProductPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("product.manage");
  const { code } = await params;
  const { currency } = await urlParams(searchParams, ["currency"]);
  const versions = await ask(versionsOf(ctx, code));
  const newest = versions.find((version) => version.currency === currency) ?? versions[0] ?? notFound();
  return (
    <>
      <PageHeader
        back={{ href: `/products/${newest.code}`, label: newest.name }}
        title={`${newest.name}: version ${newest.version + 1}`}
        meta={`Begins with the terms of version ${newest.version}. A second person decides it; accounts stay on their versions.`}
      />
      <NotBookedYet />
      <ProductForm initialKey={randomUUID()} today={ctx.businessDate} newest={newest} />
    </>
  );
}

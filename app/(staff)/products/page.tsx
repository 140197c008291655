import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Tabs } from "@/components/ui/tabs";
import { may } from "@/lib/identity/authorize";
import { productCatalogue } from "@/lib/products/catalogue";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ProductTable } from "./product-table";

export const metadata: Metadata = { title: "Products" };

const kinds = [
  { kind: undefined, label: "All" },
  { kind: "current", label: "Current accounts" },
  { kind: "savings", label: "Savings accounts" },
  { kind: "term_deposit", label: "Term deposits" },
  { kind: "loan", label: "Loans" },
] as const;

export default async function ProductsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("product.read");
  const { kind } = await urlParams(searchParams, ["kind"]);
  const versions = await ask(productCatalogue(ctx, kind));
  return (
    <>
      <PageHeader
        title="Products"
        meta="Every version of every product. An account or loan keeps the version it was opened on."
        actions={
          may(ctx.actor, "product.manage") ? (
            <ButtonLink href="/products/new" look="primary" keys="N">
              New product
            </ButtonLink>
          ) : null
        }
      />
      <Tabs
        label="Kind"
        tabs={kinds.map((one) => ({
          href: one.kind ? `/products?kind=${one.kind}` : "/products",
          label: one.label,
          current: one.kind === kind,
        }))}
      />
      {versions.length > 0 ? (
        <ProductTable versions={versions} />
      ) : (
        <Empty kind="none" title="No product of this kind yet" />
      )}
    </>
  );
}

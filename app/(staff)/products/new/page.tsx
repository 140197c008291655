import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { requireStaff } from "@/lib/web/session";
import { NotBookedYet } from "../not-booked-yet";
import { ProductForm } from "../product-form";

export const metadata: Metadata = { title: "New product" };

export default async function NewProductPage() {
  const ctx = await requireStaff("product.manage");
  return (
    <>
      <PageHeader
        back={{ href: "/products", label: "Products" }}
        title="New product"
        meta="A second person decides it before anybody can open an account on it."
      />
      <NotBookedYet />
      <ProductForm initialKey={randomUUID()} today={ctx.businessDate} />
    </>
  );
}

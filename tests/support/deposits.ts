import { addProductVersion } from "@/lib/products/add-product-version";
import type { ProductTerms } from "@/lib/products/schema";
import { newKey, type TestBank } from "./bank";

/** Offers a term deposit of 1 to 24 months and € 1,000 to € 100,000, unless told otherwise; answers the version offered. */
export async function offerDeposit({ system }: TestBank, code = "FIXED", over: Partial<ProductTerms> = {}) {
  const { productVersionId } = await addProductVersion(system, {
    key: newKey(),
    code,
    kind: "term_deposit",
    name: code,
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0.036",
    earlyRate: "0.0036",
    dayCount: "Act/360",
    minimumAge: 0,
    minAmountMinor: 100_000n,
    maxAmountMinor: 10_000_000n,
    minTermMonths: 1,
    maxTermMonths: 24,
    ...over,
  });
  return productVersionId;
}

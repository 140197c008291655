import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { assertEligible } from "../products/assert-eligible";
import { productsToAskFor } from "../products/queries";
import type { CustomerFacts } from "./lock-customer";
import type { Change } from "./save-contact";
import type { SaveOnboardingDraftInput } from "./schema";

type Input = Extract<SaveOnboardingDraftInput, { section: "products" }>;

/** Writes which products an applicant wants of those on offer today; wanting none yet is an answer. Refuses `product_not_offered` and `not_eligible`. */
export async function saveProducts(ctx: TxCtx, customer: CustomerFacts, { products }: Input): Promise<Change> {
  const offered = await productsToAskFor(ctx.db, ctx.businessDate);
  for (const id of products) {
    const product = offered.find(({ productId }) => productId === id);
    if (!product) throw refusal("product_not_offered", undefined, "products");
    assertEligible(product, customer, ctx.businessDate);
  }
  const sql = sqlOf(ctx.db);
  await sql`delete from product_wishes where customer_id = ${customer.id} and product_id <> all(${products}::uuid[])`;
  await sql`
    insert into product_wishes (customer_id, product_id) select ${customer.id}, unnest(${products}::uuid[])
    on conflict do nothing`;
  await sql`update customers set products_asked_at = bank_now(), updated_at = bank_now() where id = ${customer.id}`;
  const names = offered.filter(({ productId }) => products.includes(productId)).map(({ name }) => name);
  return {
    before: { products: customer.wishes?.map(({ name }) => name) ?? null },
    after: { products: names },
  };
}

import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { type CustomerFacts, lockCustomer } from "../customers/lock-customer";
import { assertEditable } from "../customers/rules";
import { authorize } from "../identity/authorize";
import { assertEligible } from "./assert-eligible";
import { productsToAskFor } from "./queries";
import type { askForProductsInput } from "./schema";

type Asked = z.output<typeof askForProductsInput>;

/**
 * Keeps which products an applicant wants, of those on offer today; wanting none yet is an answer too. Refuses
 * `onboarding_locked`, `product_not_offered`, `under_age` and `not_eligible`.
 */
export function askForProducts(ctx: Ctx<StaffActor>, input: Asked): Promise<{ customerId: CustomerId }> {
  return transact(ctx, "customer.save", async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertEditable(customer);
    const names = await keepWishes(inside, customer, input.products);
    await record(inside, {
      act: "customer.products_saved",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before: { products: customer.wishes?.map(({ name }) => name) ?? null },
      after: { products: names },
    });
    return { customerId: customer.id };
  });
}

/** Writes the wishes in the place of those before, and answers their names. */
async function keepWishes(ctx: TxCtx, customer: CustomerFacts, products: Asked["products"]): Promise<string[]> {
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
  return offered.filter(({ productId }) => products.includes(productId)).map(({ name }) => name);
}

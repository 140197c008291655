"use server";

import { reviseProduct } from "@/lib/products/revise-product";
import { reviseProductInput } from "@/lib/products/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const reviseProductAction = formAction(staffFor("product.manage"), reviseProductInput, reviseProduct, {
  redirectTo: (_, { code }) => `/products/${code}`,
});

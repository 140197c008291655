import { z } from "zod";
import { choice, idField, key, text } from "../core/fields";

export const openAccountInput = z.strictObject({
  key,
  customerId: idField("customer"),
  productVersionId: choice("a product"),
});

export const closeAccountInput = z.strictObject({
  key,
  accountId: idField("account"),
  reason: text({ what: "a reason", max: 140 }),
});

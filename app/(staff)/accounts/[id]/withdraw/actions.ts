"use server";

import { cashInput } from "@/lib/cash/schema";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const withdrawCashAction = formAction(staffFor("cash.withdraw"), cashInput, withdrawCash, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

"use server";

import { depositCash } from "@/lib/cash/deposit-cash";
import { cashInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const depositCashAction = formAction(staffFor("cash.deposit"), cashInput, depositCash, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

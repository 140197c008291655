"use server";

import { repayLoan } from "@/lib/loans/repay-loan";
import { repayLoanInput } from "@/lib/loans/schema";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";

export const payInstalmentAction = formAction(requireCustomer, repayLoanInput, repayLoan, {
  redirectTo: ({ reference }) => `/my/receipts/${reference}`,
});

"use server";

import { repayLoan } from "@/lib/loans/repay-loan";
import { repayLoanInput } from "@/lib/loans/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const repayLoanAction = formAction(staffFor("loan.repay"), repayLoanInput, repayLoan, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

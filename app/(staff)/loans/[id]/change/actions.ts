"use server";

import { resubmitLoan } from "@/lib/loans/resubmit-loan";
import { resubmitLoanInput } from "@/lib/loans/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const resubmitLoanAction = formAction(staffFor("loan.apply"), resubmitLoanInput, resubmitLoan, {
  redirectTo: ({ loanId }) => `/loans/${loanId}`,
});

"use server";

import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { applyForLoanInput } from "@/lib/loans/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const applyForLoanAction = formAction(staffFor("loan.apply"), applyForLoanInput, applyForLoan, {
  redirectTo: ({ loanId }) => `/loans/${loanId}`,
});

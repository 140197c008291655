"use server";

import { hrefWith } from "@/components/ui/href";
import { acceptOffer } from "@/lib/loans/accept-offer";
import { approveLoan } from "@/lib/loans/approve-loan";
import { cancelLoan } from "@/lib/loans/cancel-loan";
import { disburseLoan } from "@/lib/loans/disburse-loan";
import { offerLoan } from "@/lib/loans/offer-loan";
import { rejectLoan } from "@/lib/loans/reject-loan";
import { returnLoan } from "@/lib/loans/return-loan";
import {
  acceptOfferInput,
  approveLoanInput,
  cancelLoanInput,
  disburseLoanInput,
  offerLoanInput,
  rejectLoanInput,
  returnLoanInput,
  withdrawLoanInput,
} from "@/lib/loans/schema";
import { withdrawLoan } from "@/lib/loans/withdraw-loan";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";
import { deciderFor, inPlace } from "@/lib/web/stand-in";

export const approveLoanAction = formAction(deciderFor("loan.approve"), approveLoanInput, inPlace(approveLoan), {
  redirectTo: ({ loanId, for: absent }) => hrefWith(`/loans/${loanId}`, { for: absent }),
});

export const returnLoanAction = formAction(deciderFor("loan.approve"), returnLoanInput, inPlace(returnLoan), {
  redirectTo: ({ loanId, for: absent }) => hrefWith(`/loans/${loanId}`, { for: absent }),
});

export const rejectLoanAction = formAction(deciderFor("loan.approve"), rejectLoanInput, inPlace(rejectLoan), {
  redirectTo: ({ loanId, for: absent }) => hrefWith(`/loans/${loanId}`, { for: absent }),
});

export const withdrawLoanAction = formAction(staffFor("loan.apply"), withdrawLoanInput, withdrawLoan, {
  redirectTo: ({ loanId }) => `/loans/${loanId}`,
});

export const offerLoanAction = formAction(staffFor("loan.offer"), offerLoanInput, offerLoan, {
  redirectTo: ({ loanId }) => `/loans/${loanId}`,
});

export const acceptOfferAction = formAction(staffFor("loan.accept"), acceptOfferInput, acceptOffer, {
  redirectTo: ({ loanId }) => `/loans/${loanId}`,
});

export const cancelLoanAction = formAction(staffFor("loan.offer"), cancelLoanInput, cancelLoan, {
  redirectTo: ({ loanId }) => `/loans/${loanId}`,
});

export const disburseLoanAction = formAction(staffFor("loan.disburse"), disburseLoanInput, disburseLoan, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

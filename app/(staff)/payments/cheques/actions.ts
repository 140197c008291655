"use server";

import { clearCheque } from "@/lib/payments/clear-cheque";
import { clearDueCheques } from "@/lib/payments/clear-due-cheques";
import { returnCheque } from "@/lib/payments/return-cheque";
import { clearChequeInput, clearDueChequesInput, returnChequeInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const operations = staffFor("cheque.clear");

export const clearChequeAction = formAction(operations, clearChequeInput, clearCheque, {
  redirectTo: ({ chequeId }) => `/payments/cheques/${chequeId}`,
});

export const clearDueChequesAction = formAction(operations, clearDueChequesInput, clearDueCheques, {
  done: ({ cleared, left }) =>
    `${cleared} ${cleared === 1 ? "cheque" : "cheques"} cleared.${left > 0 ? ` ${left} left: open them one by one.` : ""}`,
});

export const returnChequeAction = formAction(operations, returnChequeInput, returnCheque, {
  redirectTo: ({ chequeId }) => `/payments/cheques/${chequeId}`,
});

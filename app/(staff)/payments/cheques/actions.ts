"use server";

import { clearCheque } from "@/lib/payments/clear-cheque";
import { returnCheque } from "@/lib/payments/return-cheque";
import { clearChequeInput, returnChequeInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const operations = staffFor("cheque.clear");

export const clearChequeAction = formAction(operations, clearChequeInput, clearCheque, {
  redirectTo: ({ chequeId }) => `/payments/cheques/${chequeId}`,
});

export const returnChequeAction = formAction(operations, returnChequeInput, returnCheque, {
  redirectTo: ({ chequeId }) => `/payments/cheques/${chequeId}`,
});

"use server";

import { payInCheque } from "@/lib/payments/pay-in-cheque";
import { payInChequeInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const payInChequeAction = formAction(staffFor("cheque.pay_in"), payInChequeInput, payInCheque, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

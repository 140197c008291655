"use server";

import { beginPayment } from "@/lib/payments/begin-payment";
import { askToSignPayment } from "@/lib/payments/confirm-payment";
import { pay } from "@/lib/payments/pay";
import { askToConfirmInput, checkTransferInput, payInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";
import { transferPath } from "./transfer-path";

export const checkTransferAction = formAction(requireCustomer, checkTransferInput, beginPayment, {
  redirectTo: (kept) => transferPath("/my/transfer/check", kept),
});

// The challenge travels in the answer to the page's script.
export const askToSignPaymentAction = formAction(requireCustomer, askToConfirmInput, askToSignPayment, {
  done: (options) => JSON.stringify(options),
});

export const payAction = formAction(requireCustomer, payInput, pay, {
  redirectTo: ({ reference }) => `/my/receipts/${reference}`,
  secrets: ["code", "passkey"],
});

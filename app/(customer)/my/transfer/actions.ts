"use server";

import { checkTransfer } from "@/lib/payments/check-transfer";
import { createTransfer } from "@/lib/payments/create-transfer";
import { checkTransferInput, createTransferInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";
import { transferPath } from "./transfer-path";

export const checkTransferAction = formAction(requireCustomer, checkTransferInput, checkTransfer, {
  redirectTo: ({ key }, typed) => transferPath("/my/transfer/check", { key, ...typed }),
});

export const payAction = formAction(requireCustomer, createTransferInput, createTransfer, {
  redirectTo: ({ reference }) => `/my/receipts/${reference}`,
});

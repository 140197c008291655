"use server";

import { createTransfer } from "@/lib/payments/create-transfer";
import { createTransferInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const createTransferAction = formAction(staffFor("transfer.create"), createTransferInput, createTransfer, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

"use server";

import { undoLastMovementInput } from "@/lib/cash/schema";
import { undoLastMovement } from "@/lib/cash/undo-last-movement";
import { printReceipt } from "@/lib/statements/print-receipt";
import { printReceiptInput } from "@/lib/statements/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const printReceiptAction = formAction(staffFor("movement.read"), printReceiptInput, printReceipt, {
  redirectTo: ({ reference, no }) => `/receipts/${reference}?print=${no}`,
});

export const undoLastMovementAction = formAction(staffFor("till.operate"), undoLastMovementInput, undoLastMovement, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

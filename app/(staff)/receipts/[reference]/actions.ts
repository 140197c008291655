"use server";

import { undoLastMovementInput } from "@/lib/cash/schema";
import { undoLastMovement } from "@/lib/cash/undo-last-movement";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const undoLastMovementAction = formAction(staffFor("till.operate"), undoLastMovementInput, undoLastMovement, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

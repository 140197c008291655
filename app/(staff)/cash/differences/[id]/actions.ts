"use server";

import { clearDifference } from "@/lib/cash/clear-difference";
import { clearDifferenceInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const clearDifferenceAction = formAction(staffFor("cash.clear"), clearDifferenceInput, clearDifference, {
  redirectTo: (_, { differenceId }) => `/cash/differences/${differenceId}`,
});

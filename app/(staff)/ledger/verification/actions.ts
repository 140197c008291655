"use server";

import { verifyInput } from "@/lib/operations/schema";
import { verifyNow } from "@/lib/operations/verify-now";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const verifyNowAction = formAction(staffFor("ledger.verify"), verifyInput, verifyNow, {
  redirectTo: () => "/ledger/verification",
});

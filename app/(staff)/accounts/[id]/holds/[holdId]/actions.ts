"use server";

import { captureHold } from "@/lib/accounts/capture-hold";
import { releaseHold } from "@/lib/accounts/release-hold";
import { captureHoldInput, releaseHoldInput } from "@/lib/accounts/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const captureHoldAction = formAction(staffFor("hold.capture"), captureHoldInput, captureHold, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

export const releaseHoldAction = formAction(staffFor("hold.release"), releaseHoldInput, releaseHold, {
  redirectTo: ({ accountId, holdId }) => `/accounts/${accountId}/holds/${holdId}`,
});

"use server";

import { openApplied } from "@/lib/operations/open-applied";
import { rejectApplication } from "@/lib/operations/reject-application";
import { openAppliedInput, rejectApplicationInput } from "@/lib/operations/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const openAppliedAction = formAction(staffFor("account.open"), openAppliedInput, openApplied, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}?opened`,
});

export const rejectApplicationAction = formAction(staffFor("account.open"), rejectApplicationInput, rejectApplication, {
  redirectTo: ({ applicationId }) => `/accounts/applications/${applicationId}`,
});

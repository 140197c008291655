"use server";

import { approveRequestInput, refuseRequestInput, withdrawRequestInput } from "@/lib/approvals/schema";
import { withdrawRequest } from "@/lib/approvals/withdraw-request";
import { approveRequest, refuseRequest } from "@/lib/operations/decide-approval";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const decider = staffFor("approval.decide");

export const approveRequestAction = formAction(decider, approveRequestInput, approveRequest, {
  redirectTo: ({ approvalId }) => `/approvals/${approvalId}`,
});

export const refuseRequestAction = formAction(decider, refuseRequestInput, refuseRequest, {
  redirectTo: ({ approvalId }) => `/approvals/${approvalId}`,
});

export const withdrawRequestAction = formAction(staffFor("approval.withdraw"), withdrawRequestInput, withdrawRequest, {
  redirectTo: ({ approvalId }) => `/approvals/${approvalId}`,
});

"use server";

import { hrefWith } from "@/components/ui/href";
import {
  approveRequestInput,
  askToOverrideInput,
  completeRequestInput,
  overrideByPasskeyInput,
  overrideRequestInput,
  refuseRequestInput,
  resubmitRequestInput,
  withdrawRequestInput,
} from "@/lib/approvals/schema";
import { withdrawRequest } from "@/lib/approvals/withdraw-request";
import { completeRequest } from "@/lib/operations/complete-request";
import { approveRequest, refuseRequest } from "@/lib/operations/decide-approval";
import { askToOverride, overrideByPasskey, overrideRequest } from "@/lib/operations/override-request";
import { resubmitRequest } from "@/lib/operations/resubmit-request";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";
import { deciderFor, inPlace } from "@/lib/web/stand-in";

const decider = deciderFor("approval.decide");

export const approveRequestAction = formAction(decider, approveRequestInput, inPlace(approveRequest), {
  redirectTo: ({ approvalId, for: absent }) => hrefWith(`/approvals/${approvalId}`, { for: absent }),
});

export const refuseRequestAction = formAction(decider, refuseRequestInput, inPlace(refuseRequest), {
  redirectTo: ({ approvalId, for: absent }) => hrefWith(`/approvals/${approvalId}`, { for: absent }),
});

export const withdrawRequestAction = formAction(staffFor("approval.withdraw"), withdrawRequestInput, withdrawRequest, {
  redirectTo: ({ approvalId }) => `/approvals/${approvalId}`,
});

export const completeRequestAction = formAction(staffFor("approval.complete"), completeRequestInput, completeRequest, {
  redirectTo: ({ approvalId, reference }) => (reference ? `/receipts/${reference}` : `/approvals/${approvalId}`),
});

export const resubmitRequestAction = formAction(staffFor("approval.withdraw"), resubmitRequestInput, resubmitRequest, {
  redirectTo: ({ approvalId }) => `/approvals/${approvalId}`,
});

export const overrideRequestAction = formAction(staffFor("approval.withdraw"), overrideRequestInput, overrideRequest, {
  secrets: ["code"],
  redirectTo: ({ approvalId }) => `/approvals/${approvalId}`,
});

// The challenge travels in the answer to the page's script.
export const askToOverrideAction = formAction(staffFor("approval.withdraw"), askToOverrideInput, askToOverride, {
  done: (options) => JSON.stringify(options),
});

export const overrideByPasskeyAction = formAction(
  staffFor("approval.withdraw"),
  overrideByPasskeyInput,
  overrideByPasskey,
  { secrets: ["passkey"], redirectTo: ({ approvalId }) => `/approvals/${approvalId}` },
);

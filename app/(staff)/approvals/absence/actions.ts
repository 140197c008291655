"use server";

import { delegateDecisions } from "@/lib/identity/delegate-decisions";
import { endDelegation } from "@/lib/identity/end-delegation";
import { delegateInput, endDelegationInput } from "@/lib/identity/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const decider = staffFor("approval.decide");

export const delegateAction = formAction(decider, delegateInput, delegateDecisions, {
  redirectTo: () => "/approvals/absence?done=named",
});

export const endDelegationAction = formAction(decider, endDelegationInput, endDelegation, {
  redirectTo: () => "/approvals/absence?done=ended",
});

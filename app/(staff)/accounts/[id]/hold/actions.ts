"use server";

import { placeHold } from "@/lib/accounts/place-hold";
import { placeHoldInput } from "@/lib/accounts/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const placeHoldAction = formAction(staffFor("hold.place"), placeHoldInput, placeHold, {
  redirectTo: ({ holdId }, { accountId }) => `/accounts/${accountId}/holds/${holdId}`,
});

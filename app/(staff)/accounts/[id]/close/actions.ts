"use server";

import { closeAccountInput, closePayingOutInput, settleInterestInput } from "@/lib/accounts/schema";
import { closeAccount } from "@/lib/operations/close-account";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { settleInterestNow } from "@/lib/operations/settle-interest-now";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const closeAccountAction = formAction(staffFor("account.close"), closeAccountInput, closeAccount, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}`,
});

export const closePayingOutAction = formAction(staffFor("account.close"), closePayingOutInput, closeAccountPayingOut, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

export const settleInterestAction = formAction(staffFor("account.close"), settleInterestInput, settleInterestNow, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}/close#settled`,
});

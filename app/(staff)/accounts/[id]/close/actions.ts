"use server";

import { closeAccount } from "@/lib/accounts/close-account";
import { closeAccountInput } from "@/lib/accounts/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const closeAccountAction = formAction(staffFor("account.close"), closeAccountInput, closeAccount, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}`,
});

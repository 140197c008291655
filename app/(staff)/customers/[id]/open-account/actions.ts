"use server";

import { openAccount } from "@/lib/accounts/open-account";
import { openAccountInput } from "@/lib/accounts/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const openAccountAction = formAction(staffFor("account.open"), openAccountInput, openAccount, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}?opened=yes`,
});

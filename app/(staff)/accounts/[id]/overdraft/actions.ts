"use server";

import { setOverdraftInput } from "@/lib/accounts/schema";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const setOverdraftAction = formAction(staffFor("overdraft.set"), setOverdraftInput, setOverdraft, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}`,
});

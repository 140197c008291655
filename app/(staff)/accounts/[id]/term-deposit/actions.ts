"use server";

import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { openTermDepositInput } from "@/lib/interest/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const openTermDepositAction = formAction(staffFor("deposit.open"), openTermDepositInput, openTermDeposit, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}?opened`,
});

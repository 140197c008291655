"use server";

import { wakeAccountInput } from "@/lib/accounts/schema";
import { wakeAccount } from "@/lib/accounts/wake-account";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const wakeAccountAction = formAction(staffFor("account.wake"), wakeAccountInput, wakeAccount, {
  done: () => "Woken. Money can leave the account again.",
});

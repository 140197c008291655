"use server";

import { moveVersion } from "@/lib/accounts/move-version";
import { moveVersionInput } from "@/lib/accounts/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const moveVersionAction = formAction(staffFor("account.move_version"), moveVersionInput, moveVersion, {
  done: () => "Moved. The new terms hold from now on.",
});

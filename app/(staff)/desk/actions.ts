"use server";

import { closeTill } from "@/lib/cash/close-till";
import { openTill } from "@/lib/cash/open-till";
import { closeTillInput, openTillInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const openTillAction = formAction(staffFor("till.operate"), openTillInput, openTill, {
  redirectTo: () => "/desk",
});

export const closeTillAction = formAction(staffFor("till.operate"), closeTillInput, closeTill, {
  redirectTo: () => "/desk",
});

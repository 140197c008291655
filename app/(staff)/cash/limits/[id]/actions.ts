"use server";

import { setCashLimitInput } from "@/lib/cash/schema";
import { setCashLimit } from "@/lib/cash/set-cash-limit";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const setCashLimitAction = formAction(staffFor("cash.limit"), setCashLimitInput, setCashLimit, {
  redirectTo: () => "/cash",
});

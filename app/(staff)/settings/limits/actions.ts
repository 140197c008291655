"use server";

import { changeLimit } from "@/lib/approvals/change-limit";
import { changePolicy } from "@/lib/approvals/change-policy";
import { changeLimitInput, changePolicyInput } from "@/lib/approvals/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const administrator = staffFor("limit.manage");

export const changeLimitAction = formAction(administrator, changeLimitInput, changeLimit, {
  redirectTo: () => "/settings/limits",
});

export const changePolicyAction = formAction(administrator, changePolicyInput, changePolicy, {
  redirectTo: () => "/settings/limits",
});

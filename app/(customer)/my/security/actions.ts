"use server";

import { changePassword } from "@/lib/identity/change-password";
import { endSession } from "@/lib/identity/end-session";
import { changePasswordInput, endSessionInput, setThemeInput } from "@/lib/identity/schema";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";
import { keepTheme } from "@/lib/web/theme";

export const endSessionAction = formAction(requireCustomer, endSessionInput, endSession, {
  redirectTo: () => "/my/security?done=session",
});

export const changePasswordAction = formAction(requireCustomer, changePasswordInput, changePassword, {
  redirectTo: () => "/my/security?done=password",
});

export const setThemeAction = formAction(requireCustomer, setThemeInput, keepTheme, {
  redirectTo: () => "/my/security?done=theme",
});

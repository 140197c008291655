"use server";

import { changePassword } from "@/lib/identity/change-password";
import { endSession } from "@/lib/identity/end-session";
import { changePasswordInput, endSessionInput, setThemeInput } from "@/lib/identity/schema";
import { formAction } from "@/lib/web/form-action";
import { requireStaff } from "@/lib/web/session";
import { keepTheme } from "@/lib/web/theme";

export const endSessionAction = formAction(() => requireStaff(), endSessionInput, endSession, {
  redirectTo: () => "/settings/me?done=session",
});

export const changePasswordAction = formAction(() => requireStaff(), changePasswordInput, changePassword, {
  redirectTo: () => "/settings/me?done=password",
});

export const setThemeAction = formAction(() => requireStaff(), setThemeInput, keepTheme, {
  redirectTo: () => "/settings/me?done=theme",
});

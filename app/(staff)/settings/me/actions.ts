"use server";

import { changePassword } from "@/lib/identity/change-password";
import { endSession } from "@/lib/identity/end-session";
import { removePasskey } from "@/lib/identity/remove-passkey";
import { renewRecoveryCodes } from "@/lib/identity/renew-recovery-codes";
import {
  changePasswordInput,
  endSessionInput,
  removePasskeyInput,
  renewRecoveryCodesInput,
  setThemeInput,
} from "@/lib/identity/schema";
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

// The codes travel in the answer to this one form and are kept nowhere.
export const renewRecoveryCodesAction = formAction(() => requireStaff(), renewRecoveryCodesInput, renewRecoveryCodes, {
  done: ({ recoveryCodes }) => recoveryCodes.join(" "),
  secrets: ["code"],
});

export const removePasskeyAction = formAction(() => requireStaff(), removePasskeyInput, removePasskey, {
  redirectTo: () => "/settings/me?done=passkey",
});

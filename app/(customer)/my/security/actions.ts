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

// The codes travel in the answer to this one form and are kept nowhere.
export const renewRecoveryCodesAction = formAction(requireCustomer, renewRecoveryCodesInput, renewRecoveryCodes, {
  done: ({ recoveryCodes }) => recoveryCodes.join(" "),
  secrets: ["code"],
});

export const removePasskeyAction = formAction(requireCustomer, removePasskeyInput, removePasskey, {
  redirectTo: () => "/my/security?done=passkey",
});

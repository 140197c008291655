"use server";

import { setUpAuthenticatorInput } from "@/lib/identity/schema";
import { setUpAndComplete } from "@/lib/web/auth";
import { formAction } from "@/lib/web/form-action";
import { requireFactorSetUp } from "@/lib/web/session";

// The recovery codes travel in the answer to this one form and are kept nowhere.
export const setUpAuthenticatorAction = formAction(requireFactorSetUp, setUpAuthenticatorInput, setUpAndComplete, {
  done: ({ recoveryCodes }) => recoveryCodes.join(" "),
  secrets: ["code", "proof"],
});

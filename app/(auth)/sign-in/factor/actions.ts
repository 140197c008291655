"use server";

import { offerPasskey } from "@/lib/identity/add-passkey";
import { addPasskeyInput, offerPasskeyInput, setUpAuthenticatorInput } from "@/lib/identity/schema";
import { addPasskeyAndComplete, setUpAndComplete } from "@/lib/web/auth";
import { formAction } from "@/lib/web/form-action";
import { requireFactorSetUp } from "@/lib/web/session";

// The recovery codes travel in the answer to this one form and are kept nowhere.
export const setUpAuthenticatorAction = formAction(requireFactorSetUp, setUpAuthenticatorInput, setUpAndComplete, {
  done: ({ recoveryCodes }) => recoveryCodes.join(" "),
  secrets: ["code", "proof"],
});

// The challenge travels in the answer to the page's script.
export const offerPasskeyAction = formAction(requireFactorSetUp, offerPasskeyInput, offerPasskey, {
  done: (options) => JSON.stringify(options),
});

export const addPasskeyAction = formAction(requireFactorSetUp, addPasskeyInput, addPasskeyAndComplete, {
  done: ({ recoveryCodes }) => recoveryCodes.join(" ") || "added",
  secrets: ["passkey"],
});

"use server";

import { askForOwnPasskey } from "@/lib/identity/ask-for-passkey";
import { giveFactorInput, nothingInput } from "@/lib/identity/schema";
import { completeSession } from "@/lib/web/auth";
import { formAction } from "@/lib/web/form-action";
import { landingPath } from "@/lib/web/return-path";
import { requireFactorOwed } from "@/lib/web/session";

export const giveFactorAction = formAction(() => requireFactorOwed(), giveFactorInput, completeSession, {
  redirectTo: (person, input) => landingPath(person, input.next),
  secrets: ["code", "passkey"],
});

// The challenge travels in the answer to the page's script.
export const askForOwnPasskeyAction = formAction(() => requireFactorOwed(), nothingInput, askForOwnPasskey, {
  done: (options) => JSON.stringify(options),
});

"use server";

import { askForAnyPasskey } from "@/lib/identity/ask-for-passkey";
import { nothingInput, passkeySignInInput, signInInput } from "@/lib/identity/schema";
import { startPasskeySession, startSession } from "@/lib/web/auth";
import { frontDoorContext } from "@/lib/web/context";
import { formAction } from "@/lib/web/form-action";
import { factorPath, landingPath } from "@/lib/web/return-path";

export const signInAction = formAction(frontDoorContext, signInInput, startSession, {
  redirectTo: ({ person, next }, input) =>
    next === "done" ? landingPath(person, input.next) : factorPath(next, input.next),
});

// The challenge travels in the answer to the page's script.
export const askForPasskeyAction = formAction(frontDoorContext, nothingInput, askForAnyPasskey, {
  done: (options) => JSON.stringify(options),
});

export const passkeySignInAction = formAction(frontDoorContext, passkeySignInInput, startPasskeySession, {
  redirectTo: (person, input) => landingPath(person, input.next),
  secrets: ["passkey"],
});

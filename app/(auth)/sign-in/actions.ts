"use server";

import { signInInput } from "@/lib/identity/schema";
import { startSession } from "@/lib/web/auth";
import { frontDoorContext } from "@/lib/web/context";
import { formAction } from "@/lib/web/form-action";
import { landingPath } from "@/lib/web/return-path";

export const signInAction = formAction(frontDoorContext, signInInput, startSession, {
  redirectTo: (person, input) => landingPath(person, input.next),
});

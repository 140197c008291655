"use server";

import { signInInput } from "@/lib/identity/schema";
import { startSession } from "@/lib/web/auth";
import { frontDoorContext } from "@/lib/web/context";
import { formAction } from "@/lib/web/form-action";
import { factorPath, landingPath } from "@/lib/web/return-path";

export const signInAction = formAction(frontDoorContext, signInInput, startSession, {
  redirectTo: ({ person, next }, input) =>
    next === "done" ? landingPath(person, input.next) : factorPath(next, input.next),
});

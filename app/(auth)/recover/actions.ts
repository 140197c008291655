"use server";

import { askForLink } from "@/lib/identity/ask-for-link";
import { recoverPassword } from "@/lib/identity/recover-password";
import { askForLinkInput, recoverPasswordInput } from "@/lib/identity/schema";
import { frontDoorContext } from "@/lib/web/context";
import { formAction } from "@/lib/web/form-action";

export const askForLinkAction = formAction(frontDoorContext, askForLinkInput, askForLink, {
  redirectTo: () => "/recover?asked=1",
});

export const recoverPasswordAction = formAction(frontDoorContext, recoverPasswordInput, recoverPassword, {
  redirectTo: () => "/sign-in?recovered=1",
});

"use server";

import { giveFactorInput } from "@/lib/identity/schema";
import { completeSession } from "@/lib/web/auth";
import { formAction } from "@/lib/web/form-action";
import { landingPath } from "@/lib/web/return-path";
import { requireHalfway } from "@/lib/web/session";

export const giveFactorAction = formAction(requireHalfway, giveFactorInput, completeSession, {
  redirectTo: (person, input) => landingPath(person, input.next),
  secrets: ["code"],
});

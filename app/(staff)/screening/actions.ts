"use server";

import { decideHit } from "@/lib/customers/decide-hit";
import { decideHitInput } from "@/lib/screening/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const decideHitAction = formAction(staffFor("screening.decide"), decideHitInput, decideHit, {
  redirectTo: () => "/screening",
});

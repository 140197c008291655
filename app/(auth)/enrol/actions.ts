"use server";

import { enrolCustomer } from "@/lib/identity/enrol-customer";
import { enrolInput } from "@/lib/identity/schema";
import { frontDoorContext } from "@/lib/web/context";
import { formAction } from "@/lib/web/form-action";

export const enrolAction = formAction(frontDoorContext, enrolInput, enrolCustomer, {
  redirectTo: () => "/sign-in?enrolled=1",
});

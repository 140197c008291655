"use server";

import { enrolStaff } from "@/lib/identity/enrol-staff";
import { enrolStaffInput } from "@/lib/identity/schema";
import { frontDoorContext } from "@/lib/web/context";
import { formAction } from "@/lib/web/form-action";

export const enrolStaffAction = formAction(frontDoorContext, enrolStaffInput, enrolStaff, {
  redirectTo: () => "/sign-in?enrolled=1",
});

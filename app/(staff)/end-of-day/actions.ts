"use server";

import { closeDayAsked, cutDayAsked } from "@/lib/operations/day-forms";
import { dayInput } from "@/lib/operations/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const cutDayAction = formAction(staffFor("day.cut"), dayInput, cutDayAsked, { redirectTo: () => "/end-of-day" });

export const closeDayAction = formAction(staffFor("day.close"), dayInput, closeDayAsked, {
  redirectTo: ({ day, closed }) => (closed ? `/end-of-day/${day}` : "/end-of-day"),
});

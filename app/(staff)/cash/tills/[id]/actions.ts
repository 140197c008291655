"use server";

import { closeColleaguesTill } from "@/lib/cash/close-colleagues-till";
import { countColleaguesTill } from "@/lib/cash/count-colleagues-till";
import { closeColleaguesTillInput, countColleaguesTillInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const countColleaguesTillAction = formAction(
  staffFor("till.count_for"),
  countColleaguesTillInput,
  countColleaguesTill,
  { redirectTo: ({ tillId }) => `/cash/tills/${tillId}` },
);

export const closeColleaguesTillAction = formAction(
  staffFor("till.count_for"),
  closeColleaguesTillInput,
  closeColleaguesTill,
  { redirectTo: () => "/cash" },
);

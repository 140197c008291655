"use server";

import { setRateInput } from "@/lib/exchange/schema";
import { setRate } from "@/lib/exchange/set-rate";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const setRateAction = formAction(staffFor("rate.set"), setRateInput, setRate, { redirectTo: () => "/rates" });

"use server";

import { setInstructionInput } from "@/lib/interest/schema";
import { setInstruction } from "@/lib/interest/set-instruction";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";

export const setInstructionAction = formAction(requireCustomer, setInstructionInput, setInstruction, {
  redirectTo: ({ accountId }) => `/my/accounts/${accountId}`,
});

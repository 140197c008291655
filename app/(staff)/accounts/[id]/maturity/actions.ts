"use server";

import { closeDepositEarly } from "@/lib/interest/close-deposit-early";
import { closeDepositEarlyInput, setInstructionInput } from "@/lib/interest/schema";
import { setInstruction } from "@/lib/interest/set-instruction";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const setInstructionAction = formAction(staffFor("deposit.instruct"), setInstructionInput, setInstruction, {
  redirectTo: ({ accountId }) => `/accounts/${accountId}`,
});

export const closeDepositEarlyAction = formAction(
  staffFor("deposit.close_early"),
  closeDepositEarlyInput,
  closeDepositEarly,
  { redirectTo: ({ accountId }) => `/accounts/${accountId}` },
);

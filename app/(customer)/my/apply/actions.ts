"use server";

import { applyForAccount } from "@/lib/operations/apply-for-account";
import { applyForDeposit } from "@/lib/operations/apply-for-deposit";
import { applyForAccountInput, applyForDepositInput, withdrawApplicationInput } from "@/lib/operations/schema";
import { withdrawApplication } from "@/lib/operations/withdraw-application";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";

export const applyForAccountAction = formAction(requireCustomer, applyForAccountInput, applyForAccount, {
  redirectTo: () => "/my/apply?applied=1",
});

export const applyForDepositAction = formAction(requireCustomer, applyForDepositInput, applyForDeposit, {
  redirectTo: () => "/my/apply?applied=1",
});

export const withdrawApplicationAction = formAction(requireCustomer, withdrawApplicationInput, withdrawApplication, {
  redirectTo: () => "/my/apply?withdrawn=1",
});

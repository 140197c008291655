"use server";

import { setQuestionInput } from "@/lib/cash/schema";
import { setQuestion } from "@/lib/cash/set-question";
import { addBranchInput, renameBankInput, setRetentionInput } from "@/lib/identity/schema";
import { addBranch } from "@/lib/operations/add-branch";
import { renameBank } from "@/lib/operations/rename-bank";
import { setRetention } from "@/lib/operations/set-retention";
import { setPaymentLimitInput } from "@/lib/payments/schema";
import { setPaymentLimit } from "@/lib/payments/set-payment-limit";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const administrator = staffFor("bank.manage");

export const renameBankAction = formAction(administrator, renameBankInput, renameBank, {
  redirectTo: () => "/settings/bank",
});

export const addBranchAction = formAction(administrator, addBranchInput, addBranch, {
  redirectTo: () => "/settings/bank",
});

export const setQuestionAction = formAction(administrator, setQuestionInput, setQuestion, {
  redirectTo: () => "/settings/bank",
});

export const setPaymentLimitAction = formAction(administrator, setPaymentLimitInput, setPaymentLimit, {
  redirectTo: () => "/settings/bank",
});

export const setRetentionAction = formAction(administrator, setRetentionInput, setRetention, {
  redirectTo: () => "/settings/bank",
});

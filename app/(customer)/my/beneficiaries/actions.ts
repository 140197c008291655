"use server";

import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { removeBeneficiary } from "@/lib/payments/remove-beneficiary";
import { addBeneficiaryInput, removeBeneficiaryInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { requireCustomer } from "@/lib/web/session";

export const addBeneficiaryAction = formAction(requireCustomer, addBeneficiaryInput, addBeneficiary, {
  redirectTo: ({ beneficiaryId }) => `/my/beneficiaries?added=${beneficiaryId}`,
});

export const addAndPayAction = formAction(requireCustomer, addBeneficiaryInput, addBeneficiary, {
  redirectTo: ({ beneficiaryId }) => `/my/transfer?to=${beneficiaryId}`,
});

export const removeBeneficiaryAction = formAction(requireCustomer, removeBeneficiaryInput, removeBeneficiary, {
  redirectTo: () => "/my/beneficiaries?removed=1",
});

"use server";

import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { issueEnrolmentCodeInput, resetCustomerFactorInput } from "@/lib/identity/schema";
import { resetCustomerFactor } from "@/lib/operations/reset-customer-factor";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

// The code travels in the answer to this one form and is kept nowhere.
export const issueEnrolmentCodeAction = formAction(
  staffFor("customer.enrol"),
  issueEnrolmentCodeInput,
  issueEnrolmentCode,
  {
    done: ({ code }) => code,
  },
);

export const resetCustomerFactorAction = formAction(
  staffFor("customer.enrol"),
  resetCustomerFactorInput,
  resetCustomerFactor,
  { redirectTo: ({ customerId }) => `/customers/${customerId}` },
);

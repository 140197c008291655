"use server";

import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import {
  saveContactInput,
  saveDocumentInput,
  saveIdentityInput,
  startOnboardingInput,
  submitCustomerInput,
  withdrawCustomerInput,
} from "@/lib/customers/schema";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const officer = staffFor("customer.onboard");

export const startOnboardingAction = formAction(officer, startOnboardingInput, startOnboarding, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/contact`,
});

export const saveIdentityAction = formAction(officer, saveIdentityInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/contact`,
});

export const saveContactAction = formAction(officer, saveContactInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/document`,
});

export const saveDocumentAction = formAction(officer, saveDocumentInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

// Whoever came from "Check answers" goes back there.
export const changeIdentityAction = formAction(officer, saveIdentityInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const changeContactAction = formAction(officer, saveContactInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const submitCustomerAction = formAction(officer, submitCustomerInput, submitCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const withdrawCustomerAction = formAction(officer, withdrawCustomerInput, withdrawCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

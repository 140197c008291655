"use server";

import { addGuardian } from "@/lib/accounts/add-guardian";
import { endGuardian } from "@/lib/accounts/end-guardian";
import { acceptCustomer } from "@/lib/customers/accept-customer";
import { addNote } from "@/lib/customers/add-note";
import { changeContact } from "@/lib/customers/change-contact";
import { changeIdentity } from "@/lib/customers/change-identity";
import { changeOrganisation } from "@/lib/customers/change-organisation";
import { closeCustomer } from "@/lib/customers/close-customer";
import { decideLikeness } from "@/lib/customers/decide-likeness";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { eraseCustomer } from "@/lib/customers/erase-customer";
import { judgeRisk } from "@/lib/customers/judge-risk";
import { liftLegalHold } from "@/lib/customers/lift-legal-hold";
import { liftProhibition } from "@/lib/customers/lift-prohibition";
import { placeLegalHold } from "@/lib/customers/place-legal-hold";
import { recordDeath } from "@/lib/customers/record-death";
import { removePerson } from "@/lib/customers/remove-person";
import { reopenCustomer } from "@/lib/customers/reopen-customer";
import { reviewCustomer } from "@/lib/customers/review-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { savePerson } from "@/lib/customers/save-person";
import {
  acceptCustomerInput,
  addGuardianInput,
  addNoteInput,
  changeContactInput,
  changeIdentityInput,
  changeOrganisationInput,
  closeCustomerInput,
  decideLikenessInput,
  deleteCustomerInput,
  endGuardianInput,
  eraseCustomerInput,
  judgeRiskInput,
  liftLegalHoldInput,
  liftProhibitionInput,
  mergeCustomersInput,
  mergeOrganisationsInput,
  placeLegalHoldInput,
  recordDeathInput,
  removePersonInput,
  reopenCustomerInput,
  reviewCustomerInput,
  reviewOrganisationInput,
  saveBusinessInput,
  saveContactInput,
  saveDeclarationsInput,
  saveDocumentInput,
  saveIdentityInput,
  saveOrganisationInput,
  savePersonInput,
  startOnboardingInput,
  startOrganisationInput,
  submitCustomerInput,
  withdrawCustomerInput,
} from "@/lib/customers/schema";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { startOrganisation } from "@/lib/customers/start-organisation";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { mergeOrganisations } from "@/lib/operations/merge-organisations";
import { askForProducts } from "@/lib/products/ask-for-products";
import { askForProductsInput } from "@/lib/products/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const officer = staffFor("customer.onboard");

export const startOnboardingAction = formAction(officer, startOnboardingInput, startOnboarding, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/contact`,
});

export const addNoteAction = formAction(staffFor("customer.note"), addNoteInput, addNote, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/notes?added=1`,
});

export const startOrganisationAction = formAction(officer, startOrganisationInput, startOrganisation, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/contact`,
});

export const saveRegisterAction = formAction(officer, saveOrganisationInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/contact`,
});

export const changeRegisterAction = formAction(officer, saveOrganisationInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const saveBusinessAction = formAction(officer, saveBusinessInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/products`,
});

export const savePersonAction = formAction(officer, savePersonInput, savePerson, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/people`,
});

export const removePersonAction = formAction(officer, removePersonInput, removePerson, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/people`,
});

export const askRegisterAction = formAction(officer, changeOrganisationInput, changeOrganisation, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const reviewOrganisationAction = formAction(officer, reviewOrganisationInput, reviewCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const saveIdentityAction = formAction(officer, saveIdentityInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/contact`,
});

export const saveContactAction = formAction(officer, saveContactInput, saveOnboardingDraft, {
  redirectTo: ({ customerId, kind }) =>
    kind === "organisation" ? `/customers/${customerId}/people` : `/customers/${customerId}/onboarding/document`,
});

export const saveDocumentAction = formAction(officer, saveDocumentInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/declarations`,
});

export const saveDeclarationsAction = formAction(officer, saveDeclarationsInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/products`,
});

export const saveProductsAction = formAction(officer, askForProductsInput, askForProducts, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const acceptCustomerAction = formAction(staffFor("customer.accept"), acceptCustomerInput, acceptCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const deleteCustomerAction = formAction(staffFor("customer.delete"), deleteCustomerInput, deleteCustomer, {
  redirectTo: () => "/customers",
});

export const decideLikenessAction = formAction(officer, decideLikenessInput, decideLikeness, {
  redirectTo: ({ customerId, otherId, same, kind }) => {
    if (same) return `/customers/${otherId}`;
    return kind === "organisation" ? `/customers/${customerId}/people` : `/customers/${customerId}/onboarding/document`;
  },
});

export const askIdentityAction = formAction(officer, changeIdentityInput, changeIdentity, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const changeReachAction = formAction(officer, changeContactInput, changeContact, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const reviewCustomerAction = formAction(officer, reviewCustomerInput, reviewCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

// Whoever came from "Check answers" goes back there.
export const changeIdentityAction = formAction(officer, saveIdentityInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const changeDocumentAction = formAction(officer, saveDocumentInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const changeDeclarationsAction = formAction(officer, saveDeclarationsInput, saveOnboardingDraft, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding/check`,
});

export const changeBusinessAction = formAction(officer, saveBusinessInput, saveOnboardingDraft, {
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

export const recordDeathAction = formAction(officer, recordDeathInput, recordDeath, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const addGuardianAction = formAction(officer, addGuardianInput, addGuardian, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/guardians`,
});

export const endGuardianAction = formAction(officer, endGuardianInput, endGuardian, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/guardians`,
});

export const closeCustomerAction = formAction(staffFor("customer.close"), closeCustomerInput, closeCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const reopenCustomerAction = formAction(officer, reopenCustomerInput, reopenCustomer, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/onboarding`,
});

export const mergeCustomersAction = formAction(staffFor("customer.merge"), mergeCustomersInput, mergeCustomers, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const mergeOrganisationsAction = formAction(
  staffFor("customer.merge"),
  mergeOrganisationsInput,
  mergeOrganisations,
  { redirectTo: ({ customerId }) => `/customers/${customerId}` },
);

export const eraseCustomerAction = formAction(staffFor("customer.erase"), eraseCustomerInput, eraseCustomer, {
  redirectTo: () => "/erasure",
});

const holder = staffFor("customer.hold");

export const placeLegalHoldAction = formAction(holder, placeLegalHoldInput, placeLegalHold, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/legal-hold`,
});

export const liftLegalHoldAction = formAction(holder, liftLegalHoldInput, liftLegalHold, {
  redirectTo: ({ customerId }) => `/customers/${customerId}/legal-hold`,
});

export const judgeRiskAction = formAction(staffFor("customer.judge_risk"), judgeRiskInput, judgeRisk, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

export const liftProhibitionAction = formAction(staffFor("screening.decide"), liftProhibitionInput, liftProhibition, {
  redirectTo: ({ customerId }) => `/customers/${customerId}`,
});

"use server";

import { endSessionOf } from "@/lib/identity/end-session-of";
import { issueStaffCode } from "@/lib/identity/issue-staff-code";
import {
  changePersonInput,
  changeRolesInput,
  declareRelationInput,
  endRelationInput,
  endSessionOfInput,
  inviteStaffInput,
  issueStaffCodeInput,
  staffStateInput,
} from "@/lib/identity/schema";
import { changePerson } from "@/lib/operations/change-person";
import { changeRoles } from "@/lib/operations/change-roles";
import { declareRelation } from "@/lib/operations/declare-relation";
import { disableStaff } from "@/lib/operations/disable-staff";
import { enableStaff } from "@/lib/operations/enable-staff";
import { endRelation } from "@/lib/operations/end-relation";
import { inviteStaff } from "@/lib/operations/invite-staff";
import { resetFactor } from "@/lib/operations/reset-factor";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const administrator = staffFor("staff.manage");

export const inviteStaffAction = formAction(administrator, inviteStaffInput, inviteStaff, {
  redirectTo: () => "/settings/staff",
});

export const changeRolesAction = formAction(administrator, changeRolesInput, changeRoles, {
  redirectTo: (_, { userId }) => `/settings/staff/${userId}`,
});

export const changePersonAction = formAction(administrator, changePersonInput, changePerson, {
  redirectTo: (_, { userId }) => `/settings/staff/${userId}`,
});

export const disableStaffAction = formAction(administrator, staffStateInput, disableStaff, {
  redirectTo: (_, { userId }) => `/settings/staff/${userId}`,
});

export const enableStaffAction = formAction(administrator, staffStateInput, enableStaff, {
  redirectTo: (_, { userId }) => `/settings/staff/${userId}`,
});

export const endSessionOfAction = formAction(administrator, endSessionOfInput, endSessionOf, {
  redirectTo: (_, { userId }) => `/settings/staff/${userId}`,
});

export const resetFactorAction = formAction(administrator, staffStateInput, resetFactor, {
  redirectTo: (_, { userId }) => `/settings/staff/${userId}`,
});

export const declareRelationAction = formAction(administrator, declareRelationInput, declareRelation, {
  redirectTo: ({ userId }) => `/settings/staff/${userId}`,
});

export const endRelationAction = formAction(administrator, endRelationInput, endRelation, {
  redirectTo: ({ userId }) => `/settings/staff/${userId}`,
});

// The code travels in the answer to this one form and is kept nowhere.
export const issueStaffCodeAction = formAction(administrator, issueStaffCodeInput, issueStaffCode, {
  done: ({ code }) => code,
});

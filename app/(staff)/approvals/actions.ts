"use server";

import { approveCustomer } from "@/lib/customers/approve-customer";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { returnCustomer } from "@/lib/customers/return-customer";
import { approveCustomerInput, rejectCustomerInput, returnCustomerInput } from "@/lib/customers/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

const manager = staffFor("customer.approve");

// After a decision the next request is open.
export const approveCustomerAction = formAction(manager, approveCustomerInput, approveCustomer, {
  redirectTo: ({ customerId }) => `/approvals?decided=${customerId}`,
});

export const returnCustomerAction = formAction(manager, returnCustomerInput, returnCustomer, {
  redirectTo: ({ customerId }) => `/approvals?decided=${customerId}`,
});

export const rejectCustomerAction = formAction(manager, rejectCustomerInput, rejectCustomer, {
  redirectTo: ({ customerId }) => `/approvals?decided=${customerId}`,
});

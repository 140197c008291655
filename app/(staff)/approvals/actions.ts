"use server";

import { hrefWith } from "@/components/ui/href";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { consentToCustomer } from "@/lib/customers/consent-to-customer";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { returnCustomer } from "@/lib/customers/return-customer";
import {
  approveCustomerInput,
  consentToCustomerInput,
  rejectCustomerInput,
  returnCustomerInput,
} from "@/lib/customers/schema";
import { formAction } from "@/lib/web/form-action";
import { deciderFor, inPlace } from "@/lib/web/stand-in";

const manager = deciderFor("customer.approve");

// After a decision the next request is open.
export const approveCustomerAction = formAction(manager, approveCustomerInput, inPlace(approveCustomer), {
  redirectTo: ({ customerId, for: absent }) => hrefWith("/approvals", { for: absent, decided: customerId }),
});

export const consentToCustomerAction = formAction(
  deciderFor("customer.consent"),
  consentToCustomerInput,
  inPlace(consentToCustomer),
  { redirectTo: ({ customerId, for: absent }) => hrefWith("/approvals", { for: absent, consented: customerId }) },
);

export const returnCustomerAction = formAction(manager, returnCustomerInput, inPlace(returnCustomer), {
  redirectTo: ({ customerId, for: absent }) => hrefWith("/approvals", { for: absent, decided: customerId }),
});

export const rejectCustomerAction = formAction(manager, rejectCustomerInput, inPlace(rejectCustomer), {
  redirectTo: ({ customerId, for: absent }) => hrefWith("/approvals", { for: absent, decided: customerId }),
});

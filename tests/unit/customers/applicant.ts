import { businessDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import type { CustomerFacts } from "@/lib/customers/lock-customer";

/** An application with nothing missing. */
export const complete: CustomerFacts = {
  id: newId<"customer">(),
  customerNo: "C-100000-X",
  status: "draft",
  branchId: newId<"branch">(),
  fullName: "Amina Okafor",
  birthDate: businessDate("1988-03-14"),
  nationality: "AT",
  phone: "+436601234567",
  email: "amina@example.com",
  riskRating: null,
  openedBy: null,
  submittedBy: null,
  submittedAt: null,
  decisionReason: null,
  nextReviewOn: null,
  closedOn: null,
  closeReason: null,
  mergedInto: null,
  declarations: null,
  address: { id: newId<"address">(), street: "Am Hafen 4", postcode: "1020", city: "Wien", country: "AT" },
  document: {
    id: newId<"identityDocument">(),
    kind: "passport",
    country: "AT",
    numberLast4: "6612",
    issuedOn: null,
    expiresOn: businessDate("2030-05-03"),
  },
};

import type { CustomerId } from "../core/ids";

/** A customer as that which an act, or a request for a second person, is about. */
export const aboutCustomer = ({ id }: { id: CustomerId }) => ({
  subjectKind: "customer" as const,
  subjectId: id,
  customerId: id,
});

import type { TxCtx } from "../core/context";
import { screenCustomers } from "../screening/screen-customers";
import type { CustomerFacts } from "./lock-customer";

/** Compares one customer as they stand with the screening lists. */
export async function screenCustomer(ctx: TxCtx, customer: CustomerFacts): Promise<void> {
  const { id, fullName, birthDate, nationality, address } = customer;
  const countries = [nationality, address?.country].filter((one) => one != null);
  await screenCustomers(ctx, [{ id, kind: "individual", fullName, birthDate, countries: [...new Set(countries)] }]);
}

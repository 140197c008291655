import type { ProductWish } from "./lock-customer";
import type { CustomerAccount } from "./profile-queries";

/** The accounts that a customer asked for when they applied and has not got yet, in the order in which they are opened. */
export function wishesLeft(
  { wishes }: { wishes: readonly ProductWish[] | null },
  accounts: readonly Pick<CustomerAccount, "productId" | "role" | "status">[],
): ProductWish[] {
  return (wishes ?? []).filter(
    ({ kind, productId }) =>
      (kind === "current" || kind === "savings") &&
      !accounts.some((one) => one.productId === productId && one.role === "owner" && one.status !== "closed"),
  );
}

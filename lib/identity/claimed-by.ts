import type { Ctx, Role } from "../core/context";
import type { BranchId, CustomerId, UserId } from "../core/ids";

/** Whose sign-in is tried. */
export type Claimed = {
  id: UserId;
  kind: "staff" | "customer";
  name: string;
  branchId: BranchId;
  customerId: CustomerId;
  roles: Role[];
};

/** Attempts stand in the log under the user they were made on, before anybody has proven to be that user. */
export function claimedBy(ctx: Ctx, user: Claimed): Ctx {
  const common = { userId: user.id, name: user.name, sessionId: null };
  if (user.kind === "customer") return { ...ctx, actor: { kind: "customer", ...common, customerId: user.customerId } };
  return {
    ...ctx,
    channel: "counter",
    actor: { kind: "staff", ...common, roles: user.roles, branchId: user.branchId },
  };
}

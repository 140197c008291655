import type { Database } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { BranchId, UserId } from "@/lib/core/ids";
import { FIRST_DAY } from "./bank";

/** A finance officer who reads the books of a bank that the bulk loader filled, where nobody has a sign-in. */
export const financeReader = (db: Database, branchId: BranchId, requestId: string): Ctx<StaffActor, Database> => ({
  db,
  businessDate: FIRST_DAY,
  channel: "counter",
  requestId,
  actor: {
    kind: "staff",
    userId: "00000000-0000-7000-8000-000000000001" as UserId,
    name: "Reader",
    roles: ["finance_officer"],
    branchId,
    sessionId: null,
  },
});

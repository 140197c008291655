import type { z } from "zod";
import type { Ctx, StaffActor } from "../core/context";
import type { Id } from "../core/ids";
import { decideApplication } from "./decide-application";
import type { rejectApplicationInput } from "./schema";

/** Does not open what a customer applied for, and tells them why. Refuses `application_ended`. */
export function rejectApplication(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof rejectApplicationInput>,
): Promise<{ applicationId: Id<"accountApplication"> }> {
  return decideApplication(ctx, "account.reject_application", input, async (_, { id }) => ({
    status: "rejected",
    logged: { reason: input.reason },
    result: { applicationId: id },
  }));
}

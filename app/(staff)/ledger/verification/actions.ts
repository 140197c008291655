"use server";

import { verifyInput } from "@/lib/operations/schema";
import { verifyNow } from "@/lib/operations/verify-now";
import { formAction } from "@/lib/web/form-action";
import { logFailure } from "@/lib/web/log";
import { staffFor } from "@/lib/web/session";

export const verifyNowAction = formAction(
  staffFor("ledger.verify"),
  verifyInput,
  (ctx) => {
    const failed = (error: unknown) => logFailure(error, { reference: ctx.requestId, act: "ledger.verify" });
    return verifyNow(ctx, { failed });
  },
  { redirectTo: () => "/ledger/verification" },
);

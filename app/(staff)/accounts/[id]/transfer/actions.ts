"use server";

import { hrefWith } from "@/components/ui/href";
import { createTransferInput } from "@/lib/payments/schema";
import { startTransfer } from "@/lib/payments/start-transfer";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const createTransferAction = formAction(staffFor("transfer.create"), createTransferInput, startTransfer, {
  redirectTo: (result, { from }) =>
    "reference" in result
      ? `/receipts/${result.reference}`
      : hrefWith(`/accounts/${from}/transfer/exchange`, { typed: result.typed }),
});

"use server";

import { countVault } from "@/lib/cash/count-vault";
import { countVaultTypedInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const countVaultAction = formAction(staffFor("vault.count"), countVaultTypedInput, countVault, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

"use server";

import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { moveVaultCashInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const moveVaultCashAction = formAction(staffFor("vault.move"), moveVaultCashInput, moveVaultCash, {
  redirectTo: ({ reference }) => `/cash?moved=${reference}`,
});

"use server";

import { endOffer } from "@/lib/cash/end-offer";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { offerCash } from "@/lib/cash/offer-cash";
import { endOfferInput, moveVaultCashInput, offerCashInput, takeCashInput } from "@/lib/cash/schema";
import { takeCash } from "@/lib/cash/take-cash";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const moveVaultCashAction = formAction(staffFor("vault.move"), moveVaultCashInput, moveVaultCash, {
  redirectTo: ({ reference }) => `/cash?moved=${reference}`,
});

export const offerCashAction = formAction(staffFor("cash.read"), offerCashInput, offerCash, {
  redirectTo: () => "/cash?given=yes",
});

export const takeCashAction = formAction(staffFor("cash.read"), takeCashInput, takeCash, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

export const endOfferAction = formAction(staffFor("cash.read"), endOfferInput, endOffer, {
  redirectTo: () => "/cash",
});

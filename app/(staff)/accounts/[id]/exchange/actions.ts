"use server";

import { hrefWith } from "@/components/ui/href";
import { exchangeCash } from "@/lib/cash/exchange-cash";
import { exchangeCashInput, quoteNotesInput } from "@/lib/cash/schema";
import { startNotesExchange } from "@/lib/payments/start-notes-exchange";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const quoteNotesAction = formAction(staffFor("cash.exchange"), quoteNotesInput, startNotesExchange, {
  redirectTo: ({ typed }, { accountId }) => hrefWith(`/accounts/${accountId}/exchange`, { typed }),
});

export const exchangeCashAction = formAction(staffFor("cash.exchange"), exchangeCashInput, exchangeCash, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

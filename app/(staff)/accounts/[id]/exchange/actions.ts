"use server";

import { hrefWith } from "@/components/ui/href";
import { exchangeCash } from "@/lib/cash/exchange-cash";
import { quoteNotes } from "@/lib/cash/quote-notes";
import { exchangeCashInput, quoteNotesInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const quoteNotesAction = formAction(staffFor("cash.exchange"), quoteNotesInput, quoteNotes, {
  redirectTo: (_, { accountId, way, against, currency, amount }) =>
    hrefWith(`/accounts/${accountId}/exchange`, { way, against, currency, amount }),
});

export const exchangeCashAction = formAction(staffFor("cash.exchange"), exchangeCashInput, exchangeCash, {
  redirectTo: ({ reference }) => `/receipts/${reference}`,
});

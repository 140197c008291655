"use server";

import { bookIncoming } from "@/lib/payments/book-incoming";
import { bookIncomingInput } from "@/lib/payments/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const bookIncomingAction = formAction(staffFor("incoming.book"), bookIncomingInput, bookIncoming, {
  redirectTo: ({ entryId }) => `/ledger/entries/${entryId}`,
});

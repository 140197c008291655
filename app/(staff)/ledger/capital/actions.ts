"use server";

import { bookShareCapital } from "@/lib/cash/book-share-capital";
import { bookShareCapitalInput } from "@/lib/cash/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const bookShareCapitalAction = formAction(staffFor("capital.book"), bookShareCapitalInput, bookShareCapital, {
  redirectTo: ({ entryId }) => `/ledger/entries/${entryId}`,
});

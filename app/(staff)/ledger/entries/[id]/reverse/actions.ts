"use server";

import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { reverseEntryInput } from "@/lib/ledger/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const reverseEntryAction = formAction(staffFor("entry.reverse"), reverseEntryInput, reverseEntry, {
  redirectTo: ({ entryId }) => `/ledger/entries/${entryId}`,
});

"use server";

import { bookJournal } from "@/lib/ledger/book-journal";
import { bookJournalInput } from "@/lib/ledger/schema";
import { formAction } from "@/lib/web/form-action";
import { staffFor } from "@/lib/web/session";

export const bookJournalAction = formAction(staffFor("journal.book"), bookJournalInput, bookJournal, {
  redirectTo: ({ entryId }) => `/ledger/entries/${entryId}`,
});

import { z } from "zod";
import { amountText, choice, currency, date, idField, key, text } from "../core/fields";
import { type JournalField, journalNumbers } from "./journal-lines";

/** Why an entry is reversed, as the end of a sentence. */
export const reversalReasons = {
  wrong_account: "wrong account",
  wrong_amount: "wrong amount",
  booked_twice: "booked twice",
  recalled: "recalled by the sender",
  other: "other reason",
} as const;
export type ReversalReason = keyof typeof reversalReasons;

export const reverseEntryInput = z.strictObject({
  key,
  entryId: idField("entry"),
  reason: choice("a reason", Object.keys(reversalReasons) as ReversalReason[]),
  note: text({ what: "the note", max: 140, optional: true }),
});

/** The lines of the form; of those left empty only the branch stands. */
const journalFields = Object.fromEntries(
  journalNumbers.flatMap((no) => [
    [`account${no}`, choice("an account").optional()],
    [`branch${no}`, idField("branch", { choose: "a branch" }).optional()],
    [`debit${no}`, amountText.optional()],
    [`credit${no}`, amountText.optional()],
  ]),
) as Record<JournalField<"account" | "debit" | "credit">, z.ZodOptional<typeof amountText>> &
  Record<JournalField<"branch">, z.ZodOptional<ReturnType<typeof idField<"branch">>>>;

export const bookJournalInput = z.strictObject({
  key,
  currency,
  bookedOn: date({ what: "the booking date" }),
  document: text({ what: "the document", max: 60 }),
  reason: text({ what: "a reason", max: 300, multiline: true }),
  ...journalFields,
});

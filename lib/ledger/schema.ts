import { z } from "zod";
import { choice, idField, key, text } from "../core/fields";

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

import type { SubmissionResult } from "@conform-to/react";

/** What a server action answers to its form: the fields' messages, the sentence above them, and the key for the next try. */
export type FormState = {
  submission: SubmissionResult<string[]>;
  /** The stable machine word of the refusal, when the bank refused. */
  reason?: string;
  /** The sentence that belongs to the whole form. */
  message?: string;
  /** A fresh idempotency key: a refused form is a new act when it is sent again. */
  key: string;
} | null;
